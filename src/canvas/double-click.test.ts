import { expect, it } from 'vitest';
import { DoubleClick } from './double-click.ts';

function clicks(...places: readonly (readonly [x: number, y: number, time: number])[]) {
  const clicks = new DoubleClick();
  return places.map(([x, y, time]) => {
    clicks.press({ x, y });
    return clicks.release({ x, y }, time, 7);
  });
}

it('is the second of two clicks at one place, soon after the first', () => {
  expect(clicks([10, 10, 0], [12, 11, 300])).toEqual([false, true]);
  expect(clicks([10, 10, 0], [12, 11, 900])).toEqual([false, false]);
  expect(clicks([10, 10, 0], [40, 11, 200])).toEqual([false, false]);
  expect(clicks([10, 10, 0], [10, 10, 100], [10, 10, 200], [10, 10, 300])).toEqual([
    false,
    true,
    false,
    true,
  ]);
});

it('is no drag, and nothing after a gesture was cancelled', () => {
  const dragged = new DoubleClick();
  dragged.press({ x: 0, y: 0 });
  expect(dragged.release({ x: 50, y: 0 }, 0, 7)).toBe(false);
  dragged.press({ x: 50, y: 0 });
  expect(dragged.release({ x: 50, y: 0 }, 100, 7)).toBe(false);
  dragged.forget();
  dragged.press({ x: 50, y: 0 });
  expect(dragged.release({ x: 50, y: 0 }, 150, 7)).toBe(false);
});
