import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unionOfMasks } from '../../mask/boolean.ts';
import { bitmapArbitrary, expectCanonical, toMask } from '../../mask/testing/bitmap-arbitrary.ts';
import { outlineRings } from '../outline.ts';
import { cocoPolygonMask } from './coco-polygon.ts';
import { pixelRingsMask } from './pixel-rings-mask.ts';

const place = fc.integer({ min: -4, max: 16 });
/** Rings that go level and upright by turns, on and off the photo, through themselves and back. */
const pixelRing = fc.array(fc.tuple(place, place), { minLength: 2, maxLength: 30 }).map((corners) =>
  corners.flatMap(([x, y], i) => {
    const [nextX] = corners[(i + 1) % corners.length]!;
    return [x, y, nextX, y];
  }),
);

describe('rings along pixels', () => {
  it('are united to what each is as a polygon', () => {
    const sides = fc.integer({ min: 1, max: 12 });
    fc.assert(
      fc.property(
        fc.array(pixelRing, { minLength: 1, maxLength: 6 }),
        sides,
        sides,
        (rings, width, height) => {
          const [first, ...rest] = rings.map((ring) => cocoPolygonMask(ring, width, height));
          const mask = pixelRingsMask(rings, width, height)!;
          expectCanonical(mask);
          expect(mask).toEqual(unionOfMasks([first!, ...rest]));
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('give the mask back that they outline', () => {
    fc.assert(
      fc.property(bitmapArbitrary(), (bitmap) => {
        const mask = toMask(bitmap);
        expect(pixelRingsMask(outlineRings(mask), mask.width, mask.height)).toEqual(mask);
      }),
    );
  });

  it('may be many in one row', () => {
    const teeth = Array.from({ length: 600 }, (_, i) => [i, 0, i + 1, 0, i + 1, 1, i, 1]).filter(
      (_, i) => i % 3,
    );
    const mask = pixelRingsMask(teeth.toReversed(), 600, 1)!;
    expect(Array.from(mask.runs)).toEqual(
      Array.from({ length: 200 }, (_, i) => [3 * i + 1, 3 * i + 3]).flat(),
    );
  });

  it('are left to others where they are not of pixels', () => {
    const square = [0, 0, 4, 0, 4, 4, 0, 4];
    expect(pixelRingsMask([square], 5, 5)?.runs).toHaveLength(8);
    for (const ring of [
      [0, 0, 4, 0, 4, 4.5, 0, 4.5],
      [0, 0, 4, 0, 4, 4],
      [0, 0, 2 ** 29, 0, 2 ** 29, 4, 0, 4],
    ]) {
      expect(pixelRingsMask([square, ring], 5, 5)).toBeNull();
      expect(pixelRingsMask([square], 5, 5)).toEqual(cocoPolygonMask(square, 5, 5));
    }
    expect(
      pixelRingsMask(
        Array.from({ length: 2000 }, () => square),
        5,
        5,
      ),
    ).toBeNull();
  });
});
