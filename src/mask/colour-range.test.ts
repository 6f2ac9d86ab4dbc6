import fc from 'fast-check';
import { expect, it } from 'vitest';
import { colourRange, endOfAlike, nextAlike, startOfAlike } from './colour-range.ts';

const channel = fc.oneof(
  fc.integer({ min: 0, max: 255 }),
  fc.constantFrom(0, 1, 16, 100, 127, 128, 254, 255),
);
const pixel = fc
  .tuple(channel, channel, channel, channel)
  .map(([red, green, blue, alpha]) => (red | (green << 8) | (blue << 16) | (alpha << 24)) >>> 0);
/** Long stretches of few colours, so that many follow each other that are alike. */
const row = fc
  .array(fc.tuple(pixel, fc.integer({ min: 1, max: 11 })), { minLength: 1, maxLength: 8 })
  .map((stretches) =>
    Uint32Array.from(stretches.flatMap(([word, count]) => Array<number>(count).fill(word))),
  );

function isAlike(a: number, b: number, tolerance: number): boolean {
  return [0, 8, 16].every(
    (shift) => Math.abs(((a >>> shift) & 255) - ((b >>> shift) & 255)) <= Math.max(0, Math.floor(tolerance)),
  );
}

it('finds where alike pixels begin and end, whatever the colours and the tolerance', () => {
  const tolerance = fc.oneof(fc.integer({ min: 0, max: 255 }), fc.constantFrom(-3, 0.9, 16.5, 300));
  fc.assert(
    fc.property(row, tolerance, fc.nat(), fc.nat(), fc.nat(), (pixels, reach, a, b, seed) => {
      const [from, to] = [a % (pixels.length + 1), b % (pixels.length + 1)].toSorted((x, y) => x - y);
      const word = pixels[seed % pixels.length]!;
      const range = colourRange(word, reach);
      const alike = Array.from(pixels, (other) => isAlike(other, word, reach));
      const stretch = alike.slice(from, to);
      const first = stretch.indexOf(true);
      const end = stretch.indexOf(false);
      const last = stretch.lastIndexOf(false);
      expect(nextAlike(pixels, from!, to!, range)).toBe(first < 0 ? to : from! + first);
      expect(endOfAlike(pixels, from!, to!, range)).toBe(end < 0 ? to : from! + end);
      expect(startOfAlike(pixels, from!, to!, range)).toBe(last < 0 ? from : from! + last + 1);
    }),
    { numRuns: 500 },
  );
});
