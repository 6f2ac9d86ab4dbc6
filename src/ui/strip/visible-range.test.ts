import { expect, test } from 'vitest';
import { visibleRange } from './visible-range.ts';

test('what a scrolled row shows, with a margin on both sides', () => {
  expect(visibleRange(0, 840, 84)).toEqual({ from: 0, to: 16 });
  expect(visibleRange(8400, 840, 84)).toEqual({ from: 94, to: 116 });
});

test('the number of frames kept does not grow with the folder', () => {
  const { from, to } = visibleRange(840_000, 1000, 84);
  expect(to - from).toBeLessThan(30);
});
