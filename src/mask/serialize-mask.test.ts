import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { StudioError } from '../errors/studio-error.ts';
import { ellipseMask } from './ellipse.ts';
import { masksEqual } from './measure.ts';
import { deserializeMask, serializeMask } from './serialize-mask.ts';
import { bitmapArbitrary, expectCanonical, toMask } from './testing/bitmap-arbitrary.ts';

describe('stored masks', () => {
  it('come back equal', () => {
    fc.assert(
      fc.property(bitmapArbitrary(40), (bitmap) => {
        const mask = toMask(bitmap);
        expect(masksEqual(deserializeMask(serializeMask(mask)), mask)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('take about a byte an edge for a smooth shape on a large photo', () => {
    const mask = ellipseMask({ x1: 500, y1: 300, x2: 5500, y2: 3700 }, 6000, 4000);
    expect(serializeMask(mask).length).toBeLessThan(mask.runs.length * 1.7);
    expect(masksEqual(deserializeMask(serializeMask(mask)), mask)).toBe(true);
  });

  it('that are damaged are refused or still canonical, and never anything else', () => {
    fc.assert(
      fc.property(
        bitmapArbitrary(12),
        fc.nat(),
        fc.nat({ max: 255 }),
        fc.boolean(),
        (bitmap, at, value, cut) => {
          const bytes = serializeMask(toMask(bitmap));
          const damaged = cut ? bytes.slice(0, at % bytes.length) : bytes.with(at % bytes.length, value);
          try {
            expectCanonical(deserializeMask(damaged));
          } catch (error) {
            expect(error).toBeInstanceOf(StudioError);
            expect((error as StudioError).code).toBe('mask-invalid');
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});
