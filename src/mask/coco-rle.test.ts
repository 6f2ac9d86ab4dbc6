import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeRle, encodeRle, maskFromRleCounts, rleCounts } from './coco-rle.ts';
import { boxMask } from './create-mask.ts';
import { masksEqual } from './measure.ts';
import { bitmapArbitrary, drawn, expectCanonical, toMask } from './testing/bitmap-arbitrary.ts';

describe('COCO run lengths', () => {
  it('are those of the columns, background first', () => {
    fc.assert(
      fc.property(bitmapArbitrary(), (bitmap) => {
        const { width, height, data } = bitmap;
        const counts: number[] = [];
        let value = 0;
        let length = 0;
        for (let x = 0; x < width; x++) {
          for (let y = 0; y < height; y++) {
            if (data[y * width + x] !== value) {
              counts.push(length);
              length = 0;
              value = 1 - value;
            }
            length++;
          }
        }
        counts.push(length);
        const mask = toMask(bitmap);
        expect(rleCounts(mask)).toEqual(counts);
        const back = maskFromRleCounts(counts, width, height);
        expectCanonical(back);
        expect(masksEqual(back, mask)).toBe(true);
        expect(masksEqual(decodeRle(encodeRle(mask), width, height), mask)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('gives the string that pycocotools writes', () => {
    // By mask.encode of pycocotools 2.0.11, of these and of columns 3..149 of rows 10..289 in 200 by 300.
    expect(encodeRle(toMask(drawn('...', '.##', '.##', '...')))).toBe('5220O');
    const tall = boxMask(200, 300, { x1: 3, y1: 10, x2: 150, y2: 290 });
    expect(encodeRle(tall)).toBe(`^l0h8d0${'0'.repeat(2 * 145 + 1)}^d>`);
  });

  it('tolerates runs of no length between others', () => {
    const mask = maskFromRleCounts([1, 1, 0, 1, 0, 0, 3], 3, 2);
    expectCanonical(mask);
    expect(rleCounts(mask)).toEqual([1, 2, 3]);
  });

  it('refuses what is damaged', () => {
    expect(() => maskFromRleCounts([3, 4], 2, 3)).toThrow(/cover 7 pixels of 6/);
    expect(() => maskFromRleCounts([3, -1, 4], 2, 3)).toThrow(/-1 is no length/);
    expect(() => decodeRle('\u00e9', 2, 3)).toThrow(/character 1/);
    expect(() => decodeRle('_', 2, 3)).toThrow(/character 2/);
  });
});
