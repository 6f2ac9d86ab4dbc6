import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { masksEqual } from '../mask/measure.ts';
import { polygonMask } from '../mask/polygon.ts';
import { bitmapArbitrary, drawn, toMask } from '../mask/testing/bitmap-arbitrary.ts';
import { outlineRing, outlineRings } from './outline.ts';

describe('outlines of masks', () => {
  it('join parts by bridges that are walked there and back', () => {
    const ring = Array.from(outlineRing(toMask(drawn('#.#', '#..', '..#'))));
    expect(ring.slice(0, 2)).toEqual([0, 0]);
    expect(outlineRings(toMask(drawn('#.#', '#..', '..#')))).toHaveLength(3);
  });

  it.each(['even-odd', 'nonzero'] as const)('give every pixel back by the %s rule', (rule) => {
    fc.assert(
      fc.property(bitmapArbitrary(), (bitmap) => {
        const mask = toMask(bitmap);
        const { width, height } = mask;
        expect(masksEqual(polygonMask([outlineRing(mask)], width, height, rule), mask)).toBe(true);
      }),
    );
  });
});
