import fc from 'fast-check';
import { expect, test } from 'vitest';
import { boxCells } from './box-cells.ts';
import { CellCanvas } from './cell-canvas.ts';
import { boxOnImage, cellFrame } from './cell-frame.ts';
import { cellsFromBitmap } from './cells-from-bitmap.ts';
import { brickDescriptor, descriptorOf } from './descriptor.ts';

function cellsAt(...places: readonly (readonly [x: number, y: number])[]): Uint8Array {
  const cells = new Uint8Array(64 * 64);
  for (const [x, y] of places) cells[y * 64 + x] = 1;
  return cells;
}

test('an empty mask has no box', () => {
  expect(boxCells(new Uint8Array(64 * 64), brickDescriptor)).toBeNull();
});

test('the last column and row are dropped, or moved inwards where there is nothing else', () => {
  expect(boxCells(cellsAt([10, 5], [63, 7]), brickDescriptor)?.box).toEqual({ x1: 10, y1: 5, x2: 11, y2: 6 });
  expect(boxCells(cellsAt([62, 5], [63, 5]), brickDescriptor)?.box).toEqual({ x1: 62, y1: 5, x2: 63, y2: 6 });
  const corner = boxCells(cellsAt([63, 63]), brickDescriptor)!;
  expect(corner.box).toEqual({ x1: 62, y1: 62, x2: 63, y2: 63 });
  const canvas = new CellCanvas(corner.frame);
  canvas.paint({ foreground: true, length: 1, x: 62, y: 62 });
  canvas.finish();
  canvas.finish();
  expect(canvas.cells).toEqual(cellsAt([62, 62], [63, 62], [62, 63], [63, 63]));
  expect(boxCells(cellsAt([63, 5], [5, 63]), brickDescriptor)?.box).toEqual({ x1: 5, y1: 62, x2: 6, y2: 63 });
});

test('a coarser grid has all its cells within a box up to the border', () => {
  const coarse = descriptorOf('runs', 16);
  const full = new Uint8Array(256).fill(1);
  const boxed = boxCells(full, coarse)!;
  expect(boxed.box).toEqual({ x1: 0, y1: 0, x2: 63, y2: 63 });
  expect(boxed.frame.box).toEqual({ x1: 0, y1: 0, x2: 16, y2: 16 });
  expect(cellFrame({ x1: 5, y1: 4, x2: 6, y2: 9 }, coarse).box).toEqual({ x1: 1, y1: 1, x2: 2, y2: 3 });
});

test('an edge of 63 is the border of the photo', () => {
  expect(boxOnImage({ x1: 0, y1: 32, x2: 63, y2: 48 }, 640, 480)).toEqual({
    x1: 0,
    y1: 240,
    x2: 640,
    y2: 360,
  });
});

test('painting never leaves the box and tells the rows it changed', () => {
  const frame = cellFrame({ x1: 3, y1: 2, x2: 6, y2: 4 }, brickDescriptor);
  fc.assert(
    fc.property(fc.nat(70), fc.nat(70), fc.nat(5000), (x, y, length) => {
      const canvas = new CellCanvas(frame);
      const end = canvas.paint({ foreground: true, length, x, y });
      canvas.finish();
      for (const [cell, value] of canvas.cells.entries()) {
        if (value === 0) continue;
        expect(cell % 64).toBeGreaterThanOrEqual(3);
        expect(cell % 64).toBeLessThan(6);
        expect(Math.floor(cell / 64)).toBeGreaterThanOrEqual(y);
        expect(Math.floor(cell / 64)).toBeLessThan(Math.min(4, end));
      }
    }),
  );
});

test('a cell is foreground where at least half of its pixels are', () => {
  const half = Uint8Array.from([1, 0, 1, 0, 0, 0, 1, 1]);
  expect(cellsFromBitmap(half, 4, 2, 2)).toEqual(Uint8Array.of(1, 1, 0, 1));
  expect(cellsFromBitmap(Uint8Array.of(0, 1), 2, 1, 4)).toEqual(
    Uint8Array.from([0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 1, 1]),
  );
  expect(() => cellsFromBitmap(half, 3, 3)).toThrow(RangeError);
});
