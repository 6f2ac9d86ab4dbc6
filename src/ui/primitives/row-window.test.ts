import fc from 'fast-check';
import { expect, test } from 'vitest';
import { layoutHeight, type RowLayout, rowAt, rowByKey, rowsInSight, rowTop } from './row-window.ts';

const plain: RowLayout = { count: 1000, pitch: 34, block: null };
const open: RowLayout = { count: 1000, pitch: 34, block: { after: 2, height: 150 } };

test('rows stand one under the other, the block after its row', () => {
  expect(rowTop(plain, 3)).toBe(102);
  expect(rowTop(open, 2)).toBe(68);
  expect(rowTop(open, 3)).toBe(102 + 150);
  expect(layoutHeight(open)).toBe(34_150);
  expect(layoutHeight({ count: 0, pitch: 34, block: null })).toBe(0);
});

test('a list of a thousand keeps as many rows as are in sight, with a margin', () => {
  expect(rowsInSight(plain, 0, 340)).toEqual({ from: 0, to: 17 });
  expect(rowsInSight(plain, 3400, 340)).toEqual({ from: 94, to: 117 });
  expect(rowsInSight(plain, 33_660, 340)).toEqual({ from: 984, to: 1000 });
});

test('every row that has a pixel in sight is kept, wherever the block is', () => {
  const layouts = fc.record({
    count: fc.integer({ min: 1, max: 200 }),
    pitch: fc.integer({ min: 20, max: 50 }),
    block: fc.option(fc.record({ after: fc.nat(199), height: fc.integer({ min: 1, max: 400 }) })),
  });
  fc.assert(
    fc.property(layouts, fc.nat(8000), fc.integer({ min: 1, max: 900 }), (given, scrolled, height) => {
      const block = given.block && given.block.after < given.count ? given.block : null;
      const layout = { ...given, block };
      const scrollTop = Math.min(scrolled, Math.max(0, layoutHeight(layout) - height));
      const { from, to } = rowsInSight(layout, scrollTop, height);
      for (let row = 0; row < layout.count; row++) {
        const top = rowTop(layout, row);
        const shown = top < scrollTop + height && top + layout.pitch > scrollTop;
        if (shown) expect(row >= from && row < to, `row ${row}`).toBe(true);
      }
      expect(to - from).toBeLessThanOrEqual(Math.ceil(height / layout.pitch) + 2 + 12);
    }),
  );
});

test('the row under a height is the one whose band holds it', () => {
  fc.assert(
    fc.property(fc.nat(999), fc.nat(33), (row, inside) => {
      expect(rowAt(open, rowTop(open, row) + inside)).toBe(row);
    }),
  );
  expect(rowAt(open, 102 + 75)).toBe(2);
});

test('keys lead along the rows and stop at the ends', () => {
  expect(rowByKey('ArrowDown', 3, 10)).toBe(4);
  expect(rowByKey('ArrowDown', 9, 10)).toBe(9);
  expect(rowByKey('ArrowUp', 0, 10)).toBe(0);
  expect(rowByKey('PageDown', 0, 100)).toBe(8);
  expect(rowByKey('PageUp', 3, 100)).toBe(0);
  expect([rowByKey('Home', 5, 10), rowByKey('End', 5, 10)]).toEqual([0, 9]);
  expect([rowByKey('Enter', 5, 10), rowByKey('Home', 0, 0)]).toEqual([null, null]);
});
