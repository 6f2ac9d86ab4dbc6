import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canvasFromMask } from './canvas-from-mask.ts';
import { fullMask } from './create-mask.ts';
import { maskArea, maskContains } from './measure.ts';
import { canvasSide, cellEdges, nearestCanvas } from './nearest-canvas.ts';
import { bitmapArbitrary, expectCanonical, toMask } from './testing/bitmap-arbitrary.ts';
import { resizeMask } from './transform.ts';

const cellsArbitrary = fc.uint8Array({ minLength: 4096, maxLength: 4096, max: 1 });
const side = fc.integer({ min: 1, max: 200 });

describe('canvas cells', () => {
  it('cover the pixels whose centres lie in them', () => {
    fc.assert(
      fc.property(cellsArbitrary, side, side, (cells, width, height) => {
        const mask = nearestCanvas(cells, width, height);
        expectCanonical(mask);
        for (let y = 0; y < height; y++) {
          for (let x = 0; x < width; x++) {
            const cell = Math.floor(((y + 0.5) * 64) / height) * 64 + Math.floor(((x + 0.5) * 64) / width);
            if (maskContains(mask, x, y) !== (cells[cell] === 1)) throw new Error(`pixel ${x}, ${y}`);
          }
        }
      }),
      { numRuns: 50 },
    );
  });

  it('fill a side without gap', () => {
    expect(cellEdges(640)[0]).toBe(0);
    expect([...cellEdges(100)].at(-1)).toBe(100);
  });

  it('are set where half of their area is covered', () => {
    fc.assert(
      fc.property(bitmapArbitrary(90), (bitmap) => {
        const { width, height, data } = bitmap;
        const wanted = new Uint8Array(4096);
        for (let cy = 0; cy < 64; cy++) {
          for (let cx = 0; cx < 64; cx++) {
            let area = 0;
            const [x1, x2, y1, y2] = [cx * width, (cx + 1) * width, cy * height, (cy + 1) * height];
            for (let y = Math.floor(y1 / 64); y * 64 < y2; y++) {
              for (let x = Math.floor(x1 / 64); x * 64 < x2; x++) {
                const w = Math.min(x2, 64 * x + 64) - Math.max(x1, 64 * x);
                const h = Math.min(y2, 64 * y + 64) - Math.max(y1, 64 * y);
                area += w * h * data[y * width + x]!;
              }
            }
            if (area * 2 >= width * height) wanted[cy * 64 + cx] = 1;
          }
        }
        expect(canvasFromMask(toMask(bitmap))).toEqual(wanted);
      }),
      { numRuns: 60 },
    );
  });

  it('survive the way to the photo and back when the photo has pixels for them', () => {
    fc.assert(
      fc.property(cellsArbitrary, fc.integer({ min: 1, max: 4 }), (cells, factor) => {
        expect(canvasFromMask(nearestCanvas(cells, canvasSide * factor, canvasSide * factor))).toEqual(cells);
      }),
      { numRuns: 20 },
    );
  });

  it('of another number are refused', () => {
    expect(() => nearestCanvas(new Uint8Array(10), 5, 5)).toThrow(/4096 cells, not 10/);
  });
});

describe('resizing', () => {
  it('takes the value under each centre', () => {
    fc.assert(
      fc.property(bitmapArbitrary(), side, side, (bitmap, width, height) => {
        const small = toMask(bitmap);
        const mask = resizeMask(small, width, height);
        expectCanonical(mask);
        for (let y = 0; y < height; y += 3) {
          for (let x = 0; x < width; x += 3) {
            const [sx, sy] = [((x + 0.5) * small.width) / width, ((y + 0.5) * small.height) / height];
            // On the border between two pixels either may be taken: rounding decides.
            if (Math.abs(sx - Math.round(sx)) < 1e-9 || Math.abs(sy - Math.round(sy)) < 1e-9) continue;
            expect(maskContains(mask, x, y)).toBe(maskContains(small, sx, sy));
          }
        }
      }),
    );
    expect(maskArea(resizeMask(fullMask(3, 5), 30, 50))).toBe(1500);
  });
});
