import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { intersectMasks } from './boolean.ts';
import { splitComponents } from './components.ts';
import { floodFill } from './flood-fill.ts';
import { isEmptyMask, maskContains, masksEqual } from './measure.ts';
import {
  bitmapArbitrary,
  bitmapPairArbitrary,
  type PlainBitmap,
  toMask,
} from './testing/bitmap-arbitrary.ts';

/** A photo that is dark where the bitmap is set, with a gentle slope of blue over it. */
function photoOf({ width, height, data }: PlainBitmap) {
  const pixels = new Uint8Array(width * height * 4).fill(255);
  for (let i = 0; i < data.length; i++) pixels.set([data[i] === 1 ? 20 : 200, 90, i % 3], 4 * i);
  return { width, height, data: pixels };
}

describe('flood fill', () => {
  it('takes the connected alike pixels', () => {
    fc.assert(
      fc.property(bitmapArbitrary(), fc.nat(), (bitmap, seed) => {
        const set = bitmap.data.indexOf(1, seed % bitmap.data.length);
        if (set < 0) return;
        const [x, y] = [set % bitmap.width, Math.floor(set / bitmap.width)];
        const filled = floodFill({ photo: photoOf(bitmap), x: x + 0.7, y: y + 0.2, tolerance: 2 });
        const part = splitComponents(toMask(bitmap), 4).find((candidate) => maskContains(candidate, x, y))!;
        expect(masksEqual(filled, part)).toBe(true);
        const everywhere = floodFill({ photo: photoOf(bitmap), x, y, tolerance: 2, contiguous: false });
        expect(masksEqual(everywhere, toMask(bitmap))).toBe(true);
      }),
    );
  });

  it('stays within a mask', () => {
    fc.assert(
      fc.property(bitmapPairArbitrary(), ([bitmap, limit]) => {
        const within = toMask(limit);
        const start = bitmap.data.findIndex((value, i) => value === 1 && limit.data[i] === 1);
        if (start < 0) return;
        const at = { x: start % bitmap.width, y: Math.floor(start / bitmap.width) };
        const filled = floodFill({ photo: photoOf(bitmap), ...at, tolerance: 2, within });
        const parts = splitComponents(intersectMasks(toMask(bitmap), within), 4);
        expect(masksEqual(filled, parts.find((part) => maskContains(part, at.x, at.y))!)).toBe(true);
      }),
    );
  });

  it('reads buffers that do not begin at a word', () => {
    const bitmap = { width: 3, height: 2, data: Uint8Array.of(1, 1, 0, 0, 1, 0) };
    const whole = photoOf(bitmap);
    const shifted = new Uint8Array(new ArrayBuffer(27), 3, 24);
    shifted.set(whole.data);
    const filled = floodFill({ photo: { ...whole, data: shifted }, x: 0, y: 0, tolerance: 2 });
    expect(masksEqual(filled, toMask(bitmap))).toBe(true);
  });

  it('outside the photo fills nothing', () => {
    const photo = photoOf({ width: 2, height: 2, data: new Uint8Array(4) });
    expect(isEmptyMask(floodFill({ photo, x: 2, y: 0, tolerance: 255 }))).toBe(true);
  });
});
