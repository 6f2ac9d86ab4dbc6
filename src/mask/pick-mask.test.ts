import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boxMask, emptyMask } from './create-mask.ts';
import { maskContains } from './measure.ts';
import { maskDistance, maskMeetsBox, pickMasks } from './pick-mask.ts';
import { bitmapArbitrary, toMask } from './testing/bitmap-arbitrary.ts';

const coordinate = fc.double({ min: -6, max: 30, noNaN: true });
const at = (x1: number, y1: number, x2: number, y2: number) => boxMask(100, 100, { x1, y1, x2, y2 });

describe('picking', () => {
  const masks = [at(0, 0, 50, 50), at(20, 20, 60, 60), emptyMask(100, 100), at(70, 70, 71, 90)];

  it('finds what is under the pointer, the topmost first', () => {
    expect(pickMasks(masks, { x: 30.2, y: 30.9 })).toEqual([1, 0]);
    expect(pickMasks(masks, { x: 10, y: 10 }, 40)).toEqual([0]);
    expect(pickMasks(masks, { x: 65, y: 20 })).toEqual([]);
  });

  it('finds thin things near the pointer, the nearest first', () => {
    expect(pickMasks(masks, { x: 66, y: 72 }, 3)).toEqual([]);
    expect(pickMasks(masks, { x: 66, y: 72 }, 4)).toEqual([3]);
    expect(pickMasks(masks, { x: 64, y: 65 }, 21)).toEqual([1, 3, 0]);
  });
});

describe('distance to a mask', () => {
  it('is that to the nearest pixel', () => {
    const limit = fc.constantFrom(0.5, 2, 7, 100);
    fc.assert(
      fc.property(bitmapArbitrary(), coordinate, coordinate, limit, (bitmap, x, y, most) => {
        let wanted = Number.POSITIVE_INFINITY;
        bitmap.data.forEach((value, i) => {
          if (value === 0) return;
          const [px, py] = [i % bitmap.width, Math.floor(i / bitmap.width)];
          const dx = Math.max(0, px - x, x - px - 1);
          const dy = Math.max(0, py - y, y - py - 1);
          wanted = Math.min(wanted, Math.hypot(dx, dy));
        });
        const found = maskDistance(toMask(bitmap), { x, y }, most);
        if (wanted > most + 1e-9) expect(found).toBe(Number.POSITIVE_INFINITY);
        else if (wanted < most - 1e-9) expect(found).toBeCloseTo(wanted, 9);
      }),
      { numRuns: 400 },
    );
  });
});

describe('meeting a box', () => {
  it('is having a pixel that the box covers, if only in part', () => {
    fc.assert(
      fc.property(bitmapArbitrary(), coordinate, coordinate, coordinate, coordinate, (bitmap, a, b, c, d) => {
        const box = { x1: Math.min(a, b), y1: Math.min(c, d), x2: Math.max(a, b), y2: Math.max(c, d) };
        const mask = toMask(bitmap);
        let wanted = false;
        for (let y = 0; y < bitmap.height; y++) {
          for (let x = 0; x < bitmap.width; x++) {
            const covered = x < box.x2 && x + 1 > box.x1 && y < box.y2 && y + 1 > box.y1;
            if (covered && box.x1 < box.x2 && box.y1 < box.y2 && maskContains(mask, x, y)) wanted = true;
          }
        }
        expect(maskMeetsBox(mask, box)).toBe(wanted);
      }),
      { numRuns: 400 },
    );
  });
});
