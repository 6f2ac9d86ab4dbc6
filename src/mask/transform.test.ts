import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bitmapFromMask } from './bitmap.ts';
import { boxMask, emptyMask, fullMask } from './create-mask.ts';
import { isEmptyMask, maskArea, maskBox, maskContains, masksEqual } from './measure.ts';
import { bitmapArbitrary, expectCanonical, toMask } from './testing/bitmap-arbitrary.ts';
import { mirrorMask, rotateMask, scaleMask, transformMask } from './transform.ts';

const part = fc.integer({ min: -200, max: 200 }).map((value) => value / 97);
const offset = fc.double({ min: -10, max: 10, noNaN: true });

describe('affine maps', () => {
  it('give each pixel the value under its centre', () => {
    const map = fc.record({ xx: part, xy: part, yx: part, yy: part, x: offset, y: offset });
    fc.assert(
      fc.property(bitmapArbitrary(16), map, (bitmap, affine) => {
        const { xx, xy, yx, yy, x, y } = affine;
        const size = xx * yy - xy * yx;
        fc.pre(Math.abs(size) > 0.05);
        const mask = toMask(bitmap);
        const moved = transformMask(mask, affine, 40, 30);
        expectCanonical(moved);
        for (let py = 0; py < 30; py++) {
          for (let px = 0; px < 40; px++) {
            const [dx, dy] = [px + 0.5 - x, py + 0.5 - y];
            const [sx, sy] = [(yy * dx - xy * dy) / size, (xx * dy - yx * dx) / size];
            // On the border between two pixels either may be taken: rounding decides.
            if (Math.abs(sx - Math.round(sx)) < 1e-9 || Math.abs(sy - Math.round(sy)) < 1e-9) continue;
            expect(maskContains(moved, px, py)).toBe(maskContains(mask, sx, sy));
          }
        }
      }),
      { numRuns: 100 },
    );
  });

  it('without an inverse give nothing', () => {
    const flat = { xx: 1, xy: 2, yx: 2, yy: 4, x: 0, y: 0 };
    expect(isEmptyMask(transformMask(fullMask(5, 5), flat))).toBe(true);
    expect(
      isEmptyMask(scaleMask(fullMask(5, 5), { x1: 1, y1: 0, x2: 1, y2: 2 }, { x1: 0, y1: 0, x2: 5, y2: 5 })),
    ).toBe(true);
  });
});

describe('scaling', () => {
  it('takes the value under each centre, mirrored where an edge pair is reversed', () => {
    const edge = fc.integer({ min: -6, max: 30 });
    fc.assert(
      fc.property(bitmapArbitrary(16), edge, edge, edge, edge, (bitmap, x1, y1, x2, y2) => {
        fc.pre(x1 !== x2 && y1 !== y2);
        const mask = toMask(bitmap);
        const from = { x1: 0, y1: 0, x2: mask.width, y2: mask.height };
        const scaled = scaleMask(mask, from, { x1, y1, x2, y2 });
        expectCanonical(scaled);
        for (let y = 0; y < mask.height; y++) {
          for (let x = 0; x < mask.width; x++) {
            const sx = ((x + 0.5 - x1) * mask.width) / (x2 - x1);
            const sy = ((y + 0.5 - y1) * mask.height) / (y2 - y1);
            if (Math.abs(sx - Math.round(sx)) < 1e-9 || Math.abs(sy - Math.round(sy)) < 1e-9) continue;
            expect(maskContains(scaled, x, y)).toBe(maskContains(mask, sx, sy));
          }
        }
      }),
      { numRuns: 100 },
    );
  });
});

describe('mirroring', () => {
  it('exchanges the sides of the photo, and twice is nothing', () => {
    fc.assert(
      fc.property(bitmapArbitrary(), (bitmap) => {
        const { width, height, data } = bitmap;
        const mask = toMask(bitmap);
        const across = mirrorMask(mask, 'left-right');
        const down = mirrorMask(mask, 'top-bottom');
        expectCanonical(across);
        expectCanonical(down);
        expect(bitmapFromMask(across)).toEqual(
          data.map((_, i) => data[i - (i % width) + width - 1 - (i % width)]!),
        );
        expect(bitmapFromMask(down)).toEqual(
          data.map((_, i) => data[(height - 1 - Math.floor(i / width)) * width + (i % width)]!),
        );
        expect(masksEqual(mirrorMask(across, 'left-right'), mask)).toBe(true);
        const box = maskBox(mask);
        if (box !== null) {
          const inPlace = mirrorMask(mask, 'left-right', box);
          expect(maskBox(inPlace)).toEqual(box);
          expect(maskArea(inPlace)).toBe(maskArea(mask));
        }
      }),
    );
  });
});

describe('turning', () => {
  it('by quarters is exact about the middle of a square photo', () => {
    fc.assert(
      fc.property(bitmapArbitrary(), fc.integer({ min: 0, max: 4 }), (bitmap, quarters) => {
        const side = Math.max(bitmap.width, bitmap.height);
        const full = { x1: 0, y1: 0, x2: bitmap.width, y2: bitmap.height };
        const square = scaleMask(toMask(bitmap), full, full, side, side);
        const turned = rotateMask(square, (quarters * Math.PI) / 2, { x: side / 2, y: side / 2 });
        for (let y = 0; y < side; y++) {
          for (let x = 0; x < side; x++) {
            const source = [
              [x, y],
              [y, side - 1 - x],
              [side - 1 - x, side - 1 - y],
              [side - 1 - y, x],
            ][quarters % 4] as [number, number];
            expect(maskContains(turned, x, y)).toBe(maskContains(square, ...source));
          }
        }
      }),
    );
  });

  it('goes clockwise on the screen', () => {
    const bar = boxMask(100, 100, { x1: 50, y1: 48, x2: 90, y2: 52 });
    const down = rotateMask(bar, Math.PI / 2, { x: 50, y: 50 });
    expect(maskBox(down)).toEqual({ x1: 48, y1: 50, x2: 52, y2: 90 });
    expect(isEmptyMask(rotateMask(emptyMask(9, 9), 1, { x: 0, y: 0 }))).toBe(true);
  });
});
