import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bitmapFromMask } from './bitmap.ts';
import { intersectMasks, invertMask, subtractMasks, unionMasks, unionOfMasks, xorMasks } from './boolean.ts';
import { emptyMask } from './create-mask.ts';
import { intersectionArea, maskIou, masksEqual } from './measure.ts';
import { bitmapArbitrary, bitmapPairArbitrary, expectCanonical, toMask } from './testing/bitmap-arbitrary.ts';

const operations = [
  { name: 'union', run: unionMasks, plain: (a: number, b: number) => a | b },
  { name: 'subtract', run: subtractMasks, plain: (a: number, b: number) => a & ~b & 1 },
  { name: 'intersect', run: intersectMasks, plain: (a: number, b: number) => a & b },
  { name: 'xor', run: xorMasks, plain: (a: number, b: number) => a ^ b },
];

describe('boolean operations', () => {
  it.each(operations)('$name is what it is on bitmaps', ({ run, plain }) => {
    fc.assert(
      fc.property(bitmapPairArbitrary(), ([a, b]) => {
        const result = run(toMask(a), toMask(b));
        expectCanonical(result);
        expect(bitmapFromMask(result)).toEqual(a.data.map((value, i) => plain(value, b.data[i]!)));
      }),
      { numRuns: 400 },
    );
  });

  it('inverts', () => {
    fc.assert(
      fc.property(bitmapArbitrary(), (bitmap) => {
        const result = invertMask(toMask(bitmap));
        expectCanonical(result);
        expect(bitmapFromMask(result)).toEqual(bitmap.data.map((value) => 1 - value));
      }),
    );
  });

  it('unites many', () => {
    fc.assert(
      fc.property(bitmapPairArbitrary(), ([a, b]) => {
        const many = unionOfMasks([toMask(a), toMask(b), emptyMask(a.width, a.height), toMask(a), toMask(b)]);
        expect(masksEqual(many, unionMasks(toMask(a), toMask(b)))).toBe(true);
      }),
    );
  });

  it('measures overlap', () => {
    fc.assert(
      fc.property(bitmapPairArbitrary(), ([a, b]) => {
        const both = a.data.reduce((sum, value, i) => sum + (value & b.data[i]!), 0);
        const either = a.data.reduce((sum, value, i) => sum + (value | b.data[i]!), 0);
        expect(intersectionArea(toMask(a), toMask(b))).toBe(both);
        expect(maskIou(toMask(a), toMask(b))).toBe(either === 0 ? 1 : both / either);
      }),
    );
  });

  it('refuses masks of different photos', () => {
    expect(() => unionMasks(emptyMask(3, 4), emptyMask(4, 3))).toThrow(/3 by 4 and 4 by 3/);
    expect(() => intersectionArea(emptyMask(3, 4), emptyMask(4, 3))).toThrow(/cannot be combined/);
  });
});
