import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bitmapFromMask } from './bitmap.ts';
import { subtractMasks } from './boolean.ts';
import { isEmptyMask, maskArea } from './measure.ts';
import { closeMask, growMask, openMask, outlineMask, shrinkMask, smoothMask } from './morphology.ts';
import {
  bitmapArbitrary,
  drawn,
  expectCanonical,
  type PlainBitmap,
  toMask,
} from './testing/bitmap-arbitrary.ts';

/** For each pixel, the values within the disc, inside the photo. */
function neighbourhood({ width, height, data }: PlainBitmap, radius: number): number[][] {
  return Array.from(data, (_, i) => {
    const [cx, cy] = [i % width, Math.floor(i / width)];
    const values: number[] = [];
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        if ((x - cx) ** 2 + (y - cy) ** 2 <= radius * radius) values.push(data[y * width + x]!);
      }
    }
    return values;
  });
}

const radius = fc.constantFrom(0.5, 1, 1.5, 2, 2.5, 3, 5, 40);

describe('morphology', () => {
  it('grows and shrinks by a Euclidean disc', () => {
    fc.assert(
      fc.property(bitmapArbitrary(16), radius, (bitmap, r) => {
        const near = neighbourhood(bitmap, r);
        const grown = growMask(toMask(bitmap), r);
        const shrunk = shrinkMask(toMask(bitmap), r);
        expectCanonical(grown);
        expectCanonical(shrunk);
        expect(bitmapFromMask(grown)).toEqual(Uint8Array.from(near, (values) => Math.max(...values)));
        expect(bitmapFromMask(shrunk)).toEqual(Uint8Array.from(near, (values) => Math.min(...values)));
      }),
      { numRuns: 150 },
    );
  });

  it('smooths by the majority of the disc', () => {
    fc.assert(
      fc.property(bitmapArbitrary(16), radius, (bitmap, r) => {
        const smooth = smoothMask(toMask(bitmap), r);
        expectCanonical(smooth);
        const wanted = neighbourhood(bitmap, r).map((values, i) => {
          const inside = values.filter((value) => value === 1).length;
          if (inside * 2 === values.length) return bitmap.data[i]!;
          return inside * 2 > values.length ? 1 : 0;
        });
        expect(bitmapFromMask(smooth)).toEqual(Uint8Array.from(wanted));
      }),
      { numRuns: 150 },
    );
  });

  it('opens by shrinking then growing, closes by growing then shrinking', () => {
    const change = (bitmap: PlainBitmap, r: number, pick: (...values: number[]) => number): PlainBitmap => ({
      ...bitmap,
      data: Uint8Array.from(neighbourhood(bitmap, r), (values) => pick(...values)),
    });
    fc.assert(
      fc.property(bitmapArbitrary(14), radius, (bitmap, r) => {
        const opened = change(change(bitmap, r, Math.min), r, Math.max);
        const closed = change(change(bitmap, r, Math.max), r, Math.min);
        expect(bitmapFromMask(openMask(toMask(bitmap), r))).toEqual(opened.data);
        expect(bitmapFromMask(closeMask(toMask(bitmap), r))).toEqual(closed.data);
      }),
      { numRuns: 100 },
    );
  });

  it('opens without adding and closes without taking away; twice is once', () => {
    fc.assert(
      fc.property(bitmapArbitrary(16), radius, (bitmap, r) => {
        const mask = toMask(bitmap);
        const opened = openMask(mask, r);
        const closed = closeMask(mask, r);
        expect(isEmptyMask(subtractMasks(opened, mask))).toBe(true);
        expect(isEmptyMask(subtractMasks(mask, closed))).toBe(true);
        expect(openMask(opened, r)).toEqual(opened);
        expect(closeMask(closed, r)).toEqual(closed);
      }),
      { numRuns: 100 },
    );
  });

  it('outlines inside the mask', () => {
    const square = toMask(drawn('.....', '.###.', '.###.', '.###.', '.....'));
    expect(maskArea(outlineMask(square, 1))).toBe(8);
  });
});
