import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CellGrid, cellsOfMask, gridAround } from './cell-grid.ts';
import { coarsenMask } from './coarsen-mask.ts';
import { boxMask, emptyMask } from './create-mask.ts';
import { ellipseMask } from './ellipse.ts';
import { eyeColours } from './eye-colours.ts';
import type { Mask } from './mask.ts';
import { maskContains, maskIou, masksEqual } from './measure.ts';
import { sharpenCells } from './sharpen-cells.ts';
import { bitmapArbitrary, expectCanonical, toMask } from './testing/bitmap-arbitrary.ts';
import { nearestCells } from './testing/nearest-cells.ts';
import { photoOfMask } from './testing/photo-of-mask.ts';

const brown = [130, 95, 70] as const;
const green = [90, 120, 70] as const;

/** Cells that a mask covers by half are its own (1), the others not (2), and those of the margin are not asked for. */
function ownersOf(mask: Mask, grid: CellGrid): Uint8Array {
  const level = Math.log2(grid.cell);
  const inside = cellsOfMask(coarsenMask(mask, level, 'half'), grid);
  return inside.map((value, i) => {
    const [x, y] = [i % grid.width, Math.floor(i / grid.width)];
    return x === 0 || y === 0 || x === grid.width - 1 || y === grid.height - 1 ? 0 : 2 - value;
  });
}

describe('sharpening', () => {
  it.each([2, 4, 8, 16])('finds the edge that cells of %i pixels can only hint at', (cell) => {
    const [width, height] = [301, 230];
    const thing = ellipseMask({ x1: -20, y1: 33, x2: 211, y2: 190 }, width, height);
    const pixels = photoOfMask(thing, brown, green, 8);
    const grid = gridAround({ x1: 0, y1: 0, x2: width, y2: height }, cell, 1);
    const owners = ownersOf(thing, grid);
    const sharp = sharpenCells({ x: 0, y: 0, pixels }, grid, owners, width, height);
    expectCanonical(sharp);
    expect(maskIou(sharp, thing)).toBeGreaterThan(0.99);
    expect(maskIou(sharp, thing)).toBeGreaterThan(maskIou(nearestCells(owners, grid, width, height), thing));
  });

  it('takes cells of one pixel as they are', () => {
    fc.assert(
      fc.property(bitmapArbitrary(), (bitmap) => {
        const mask = toMask(bitmap);
        const { width, height } = mask;
        const grid = gridAround({ x1: 0, y1: 0, x2: width, y2: height }, 1, 1);
        const pixels = photoOfMask(mask, brown, green, 8);
        const sharp = sharpenCells({ x: 0, y: 0, pixels }, grid, ownersOf(mask, grid), width, height);
        expect(masksEqual(sharp, mask)).toBe(true);
      }),
    );
  });

  it('keeps something thin that has no cell inside', () => {
    const bar = boxMask(200, 100, { x1: 0, y1: 48, x2: 200, y2: 56 });
    const grid = gridAround({ x1: 0, y1: 0, x2: 200, y2: 100 }, 8, 1);
    const window = { x: 0, y: 0, pixels: photoOfMask(bar, brown, green, 4) };
    expect(maskIou(sharpenCells(window, grid, ownersOf(bar, grid), 200, 100), bar)).toBeGreaterThan(0.95);
  });
});

describe('eye colours', () => {
  it('are alike wherever the photo is, also where cells reach beyond it', () => {
    const pixels = photoOfMask(emptyMask(37, 23), green, green, 0);
    const grid = gridAround({ x1: 0, y1: 0, x2: 37, y2: 23 }, 4, 1);
    const colours = eyeColours({ x: 0, y: 0, pixels }, grid);
    const inside = toMask({
      width: 12,
      height: 8,
      data: cellsOfMask(boxMask(10, 6, { x1: 0, y1: 0, x2: 10, y2: 6 }), grid),
    });
    for (let i = 0; i < 12 * 8; i++) {
      const wanted = maskContains(inside, i % 12, Math.floor(i / 12)) ? (0.3 * 90 + 0.6 * 120 + 7) / 2.55 : 0;
      expect(colours[3 * i]).toBeCloseTo(wanted, 3);
    }
  });
});
