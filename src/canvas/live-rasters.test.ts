import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changedRows } from './cell-rasters.ts';
import { dotDiameter, ghostBands } from './ghost-dots.ts';
import { unpaintedRegions } from './ghost-raster.ts';

describe('changedRows', () => {
  it('spans exactly the rows with a changed cell', () => {
    const row = fc.integer({ min: 0, max: 63 });
    fc.assert(
      fc.property(fc.array(fc.tuple(row, row), { maxLength: 6 }), (changes) => {
        const shown = new Uint8Array(4096);
        const cells = new Uint8Array(4096);
        for (const [x, y] of changes) cells[y * 64 + x] = 1;
        const rows = changes.map(([, y]) => y);
        const expected = rows.length === 0 ? null : { from: Math.min(...rows), to: Math.max(...rows) + 1 };
        expect(changedRows(shown, cells)).toEqual(expected);
      }),
    );
  });
});

describe('unpaintedRegions', () => {
  it('holds every cell of the box that raster order has not reached, once', () => {
    const edge = fc.integer({ min: 0, max: 63 });
    fc.assert(
      fc.property(
        edge,
        edge,
        edge,
        edge,
        edge,
        fc.integer({ min: 0, max: 64 }),
        (a, b, c, d, cursorX, cursorY) => {
          const box = {
            x1: Math.min(a, b),
            x2: Math.max(a, b) + 1,
            y1: Math.min(c, d),
            y2: Math.max(c, d) + 1,
          };
          const count = new Uint8Array(65 * 65);
          const expected = new Uint8Array(65 * 65);
          for (const region of unpaintedRegions(box, cursorX, cursorY)) {
            for (let y = region.y1; y < region.y2; y++)
              for (let x = region.x1; x < region.x2; x++) count[y * 65 + x]! += 1;
          }
          for (let y = 0; y < 65; y++) {
            for (let x = 0; x < 65; x++) {
              const inside = x >= box.x1 && x < box.x2 && y >= box.y1 && y < box.y2;
              const ahead = y > cursorY || (y === cursorY && x >= cursorX);
              if (inside && ahead) expected[y * 65 + x] = 1;
            }
          }
          expect(Buffer.compare(count, expected)).toBe(0);
        },
      ),
    );
  });
});

describe('ghostBands', () => {
  it('draws likelier cells larger and stronger, and leaves unlikely ones out', () => {
    const ghost = new Float32Array(4096);
    ghost[0] = 0.95;
    ghost[1] = 0.6;
    ghost[2] = 0.3;
    ghost[3] = 0.1;
    const bands = ghostBands(ghost).filter(({ cells }) => cells.length > 0);
    expect(bands.map(({ cells }) => cells)).toEqual([[0], [1], [2]]);
    for (let i = 1; i < bands.length; i++) {
      expect(bands[i]!.diameter).toBeLessThan(bands[i - 1]!.diameter);
      expect(bands[i]!.alpha).toBeLessThan(bands[i - 1]!.alpha);
    }
  });

  it('reads bytes as it reads floats', () => {
    const floats = Float32Array.from({ length: 4096 }, (_, i) => (i % 256) / 255);
    const bytes = Uint8Array.from(floats, (value) => Math.round(value * 255));
    expect(ghostBands(bytes)).toEqual(ghostBands(floats));
  });

  it('draws larger dots on small photos, never larger than their cell', () => {
    expect(dotDiameter(0.28, 7, 7)).toBeGreaterThan(7 * 0.28);
    expect(dotDiameter(0.28, 15.3, 10.3)).toBeCloseTo(2.884, 3);
    expect(dotDiameter(0.28, 1, 1)).toBeLessThanOrEqual(0.6);
  });
});
