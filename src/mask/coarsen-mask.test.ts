import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bitmapFromMask } from './bitmap.ts';
import { type CoarseRule, coarsenMask } from './coarsen-mask.ts';
import { emptyMask, fullMask } from './create-mask.ts';
import { bitmapArbitrary, expectCanonical, type PlainBitmap, toMask } from './testing/bitmap-arbitrary.ts';

function plainCells({ width, height, data }: PlainBitmap, side: number, rule: CoarseRule): Uint8Array {
  const [columns, lines] = [Math.ceil(width / side), Math.ceil(height / side)];
  return Uint8Array.from({ length: columns * lines }, (_, cell) => {
    const [cx, cy] = [cell % columns, Math.floor(cell / columns)];
    let set = 0;
    let pixels = 0;
    for (let y = cy * side; y < Math.min(height, (cy + 1) * side); y++) {
      for (let x = cx * side; x < Math.min(width, (cx + 1) * side); x++) {
        pixels++;
        set += data[y * width + x]!;
      }
    }
    return rule === 'any' ? Math.sign(set) : Number(2 * set >= pixels);
  });
}

describe('coarse masks', () => {
  it.each(['half', 'any'] as const)('count the pixels of each cell, %s', (rule) => {
    fc.assert(
      fc.property(bitmapArbitrary(40), fc.integer({ min: 0, max: 7 }), (bitmap, level) => {
        const coarse = coarsenMask(toMask(bitmap), level, rule);
        expectCanonical(coarse);
        expect(coarse.width).toBe(Math.ceil(bitmap.width / 2 ** level));
        expect(coarse.height).toBe(Math.ceil(bitmap.height / 2 ** level));
        expect(bitmapFromMask(coarse)).toEqual(plainCells(bitmap, 2 ** level, rule));
      }),
      { numRuns: 400 },
    );
  });

  it('of nothing and of everything are nothing and everything', () => {
    for (const rule of ['half', 'any'] as const) {
      expect(coarsenMask(emptyMask(100, 77), 3, rule)).toEqual(emptyMask(13, 10));
      expect(coarsenMask(fullMask(100, 77), 3, rule)).toEqual(fullMask(13, 10));
    }
  });

  it('have whole levels only', () => {
    for (const level of [-1, 0.5, Number.NaN, 21]) {
      expect(() => coarsenMask(fullMask(3, 3), level, 'any')).toThrow(/no level of detail/);
    }
  });
});
