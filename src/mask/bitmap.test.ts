import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bitmapFromMask, maskFromBitmap, maskFromBits } from './bitmap.ts';
import { boxMask, emptyMask, fullMask } from './create-mask.ts';
import { maskArea, maskBox, maskContains, masksEqual } from './measure.ts';
import { bitmapArbitrary, drawn, expectCanonical, toMask } from './testing/bitmap-arbitrary.ts';

describe('bitmaps', () => {
  it('come back as they went in, canonical', () => {
    fc.assert(
      fc.property(bitmapArbitrary(), (bitmap) => {
        const mask = toMask(bitmap);
        expectCanonical(mask);
        expect(bitmapFromMask(mask)).toEqual(bitmap.data);
      }),
    );
  });

  it('may cover a box only, on both ways', () => {
    const box = { x1: 3, y1: 2, x2: 6, y2: 4 };
    const mask = maskFromBitmap(drawn('#.#', '.##').data, 10, 8, box);
    expect(maskBox(mask)).toEqual(box);
    expect(bitmapFromMask(mask, { x1: 4, y1: 1, x2: 7, y2: 4 }, 9)).toEqual(
      Uint8Array.of(0, 0, 0, 0, 9, 0, 9, 9, 0),
    );
  });

  it('may begin anywhere in memory and hold any values', () => {
    const values = fc.oneof(fc.constant(0), fc.constant(1), fc.constant(128), fc.constant(255), fc.nat(255));
    const sized = fc
      .record({ width: fc.integer({ min: 1, max: 40 }), height: fc.integer({ min: 1, max: 8 }) })
      .chain((size) =>
        fc
          .array(fc.tuple(values, fc.integer({ min: 1, max: 200 })), { minLength: 1 })
          .map((stretches) => ({ ...size, stretches })),
      );
    fc.assert(
      fc.property(sized, fc.nat(7), ({ width, height, stretches }, offset) => {
        const data = new Uint8Array(width * height + offset).subarray(offset);
        let at = 0;
        for (const [value, length] of stretches) {
          data.fill(value, at, at + length);
          at += length;
        }
        const mask = maskFromBitmap(data, width, height);
        expectCanonical(mask);
        expect(bitmapFromMask(mask)).toEqual(data.map((value) => (value === 0 ? 0 : 1)).slice());
      }),
    );
  });

  it('show every pixel of any value, alone or missing', () => {
    for (const value of [1, 127, 128, 255]) {
      for (let at = 0; at < 210; at++) {
        const alone = new Uint8Array(210);
        alone[at] = value;
        const found = maskFromBitmap(alone, 210, 1);
        expect([found.rows, found.runs]).toEqual([Uint32Array.of(0, 1), Uint32Array.of(at, at + 1)]);
        const missing = new Uint8Array(210).fill(value);
        missing[at] = 0;
        expect(bitmapFromMask(maskFromBitmap(missing, 30, 7), undefined, value)).toEqual(missing);
      }
    }
  });

  it('are read from packed bits, rows padded to bytes', () => {
    fc.assert(
      fc.property(bitmapArbitrary(), ({ width, height, data }) => {
        const stride = Math.ceil(width / 8);
        const bits = new Uint8Array(stride * height);
        data.forEach((value, i) => {
          const x = i % width;
          if (value !== 0) bits[Math.floor(i / width) * stride + (x >> 3)]! |= 128 >> (x & 7);
        });
        expect(maskFromBits(bits, width, height)).toEqual(maskFromBitmap(data, width, height));
      }),
    );
  });

  it('of the wrong length are refused in words', () => {
    expect(() => maskFromBitmap(new Uint8Array(5), 2, 3)).toThrow(/2 by 3 pixels needs 6 bytes, not 5/);
    expect(() => maskFromBitmap(new Uint8Array(4), 2, 3, { x1: 1, y1: 0, x2: 3, y2: 2 })).toThrow(
      /lie within/,
    );
    expect(() => emptyMask(0, 3)).toThrow(/cannot be 0 by 3/);
  });
});

describe('measures', () => {
  it('agree with the bitmap', () => {
    fc.assert(
      fc.property(bitmapArbitrary(), (bitmap) => {
        const { width, height, data } = bitmap;
        const mask = toMask(bitmap);
        const set = Array.from(data, (value, i) => ({ value, x: i % width, y: Math.floor(i / width) }));
        const pixels = set.filter((pixel) => pixel.value === 1);
        expect(maskArea(mask)).toBe(pixels.length);
        for (const { value, x, y } of set) expect(maskContains(mask, x + 0.4, y + 0.9)).toBe(value === 1);
        for (const [x, y] of [
          [-1, 0],
          [0, -1],
          [width, 0],
          [0, height],
          [Number.NaN, 0],
        ] as const) {
          expect(maskContains(mask, x, y)).toBe(false);
        }
        const box = maskBox(mask);
        if (pixels.length === 0) expect(box).toBeNull();
        else {
          expect(box).toEqual({
            x1: Math.min(...pixels.map((pixel) => pixel.x)),
            y1: Math.min(...pixels.map((pixel) => pixel.y)),
            x2: Math.max(...pixels.map((pixel) => pixel.x)) + 1,
            y2: Math.max(...pixels.map((pixel) => pixel.y)) + 1,
          });
        }
      }),
    );
  });

  it('takes boxes by pixel centres and cuts them at the photo', () => {
    expect(maskBox(boxMask(10, 10, { x1: 0.5, y1: 0.51, x2: 3.5, y2: 3.51 }))).toEqual({
      x1: 0,
      y1: 1,
      x2: 3,
      y2: 4,
    });
    expect(masksEqual(boxMask(4, 3, { x1: -9, y1: -9, x2: 99, y2: 99 }), fullMask(4, 3))).toBe(true);
    expect(masksEqual(boxMask(4, 3, { x1: 3, y1: 1, x2: 2, y2: 2 }), emptyMask(4, 3))).toBe(true);
  });
});
