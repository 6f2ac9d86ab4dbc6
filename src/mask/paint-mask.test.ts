import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fullMask } from './create-mask.ts';
import { maskContains, masksEqual } from './measure.ts';
import { type PaintColour, paintMask } from './paint-mask.ts';
import { bitmapArbitrary, toMask } from './testing/bitmap-arbitrary.ts';
import { translateMask } from './transform.ts';

const side = fc.integer({ min: 1, max: 20 });
const offset = fc.integer({ min: -8, max: 20 });

describe('painting', () => {
  it('shows under each pixel what is at its centre, and touches nothing else', () => {
    fc.assert(
      fc.property(
        bitmapArbitrary(),
        side,
        side,
        offset,
        offset,
        fc.constantFrom(0.3, 0.5, 1, 2, 3.7),
        (bitmap, width, height, x, y, scale) => {
          const mask = toMask(bitmap);
          const target = { width, height, data: new Uint8ClampedArray(width * height * 4).fill(7) };
          paintMask(mask, target, { x, y, scale }, [10, 20, 30, 40]);
          for (let ty = 0; ty < height; ty++) {
            for (let tx = 0; tx < width; tx++) {
              const [sx, sy] = [(tx + 0.5) / scale + x, (ty + 0.5) / scale + y];
              // On the border between two pixels either may be shown: rounding decides.
              if (Math.abs(sx - Math.round(sx)) < 1e-9 || Math.abs(sy - Math.round(sy)) < 1e-9) continue;
              const at = 4 * (ty * width + tx);
              const painted = [...target.data.subarray(at, at + 4)];
              expect(painted).toEqual(maskContains(mask, sx, sy) ? [10, 20, 30, 40] : [7, 7, 7, 7]);
            }
          }
        },
      ),
      { numRuns: 200 },
    );
  });

  it('blends colour over what is there', () => {
    const paint = (under: number[], colour: PaintColour) => {
      const data = Uint8ClampedArray.from(under);
      paintMask(fullMask(1, 1), { width: 1, height: 1, data }, { x: 0, y: 0, scale: 1 }, colour, 'over');
      return [...data];
    };
    expect(paint([0, 100, 200, 255], [200, 0, 0, 51])).toEqual([40, 80, 160, 255]);
    expect(paint([0, 0, 0, 0], [200, 10, 20, 128])).toEqual([200, 10, 20, 128]);
    expect(paint([9, 9, 9, 0], [200, 10, 20, 0])).toEqual([9, 9, 9, 0]);
  });

  it('works on a buffer that does not begin at a word', () => {
    const data = new Uint8Array(new ArrayBuffer(9), 1, 8);
    paintMask(fullMask(2, 1), { width: 2, height: 1, data }, { x: 0, y: 0, scale: 1 }, [1, 2, 3, 4]);
    expect([...data]).toEqual([1, 2, 3, 4, 1, 2, 3, 4]);
  });
});

describe('moving', () => {
  it('shifts by whole pixels and cuts at the photo', () => {
    fc.assert(
      fc.property(bitmapArbitrary(), offset, offset, (bitmap, dx, dy) => {
        const mask = toMask(bitmap);
        const moved = translateMask(mask, dx, dy);
        for (let y = 0; y < mask.height; y++) {
          for (let x = 0; x < mask.width; x++) {
            expect(maskContains(moved, x, y)).toBe(maskContains(mask, x - dx, y - dy));
          }
        }
        expect(masksEqual(translateMask(mask, 0, 0), mask)).toBe(true);
      }),
    );
  });
});
