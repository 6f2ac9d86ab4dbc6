import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ShareTexts } from './share-texts.ts';

it('gives corners back on sides of up to a million pixels, in eight decimals', () => {
  const places = fc
    .integer({ min: 1, max: 1_000_000 })
    .chain((side) =>
      fc.record({ side: fc.constant(side), places: fc.array(fc.integer({ min: 0, max: side })) }),
    );
  fc.assert(
    fc.property(places, ({ side, places }) => {
      const texts = new ShareTexts(side);
      // Twice: the second time they are known.
      for (const place of [...places, ...places]) {
        const share = Number(texts.of(place));
        expect(Math.round(share * side)).toBe(place);
        expect(share).toBe(Math.round(share * 1e8) / 1e8);
      }
    }),
  );
});

it('writes places between pixels and outside the side, too', () => {
  const texts = new ShareTexts(640);
  expect([0, 640, 320, 0.5, 639.75, -32, 672].map((place) => texts.of(place))).toEqual([
    '0',
    '1',
    '0.5',
    '0.00078125',
    '0.99960938',
    '-0.05',
    '1.05',
  ]);
});
