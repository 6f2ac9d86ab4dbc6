import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bitmapFromMask } from './bitmap.ts';
import { intersectMasks, unionMasks } from './boolean.ts';
import { splitComponents } from './components.ts';
import { ellipseMask } from './ellipse.ts';
import type { Mask } from './mask.ts';
import { isEmptyMask, maskArea, maskContains, masksEqual } from './measure.ts';
import { type FillRule, polygonMask } from './polygon.ts';
import { capsuleMask, type StrokePoint, smallestRadius, strokeMask } from './stroke.ts';
import { expectCanonical } from './testing/bitmap-arbitrary.ts';

const width = 20;
const height = 17;

function expectPixels(mask: Mask, inside: (x: number, y: number) => boolean): void {
  expectCanonical(mask);
  const wanted = new Uint8Array(width * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) if (inside(x + 0.5, y + 0.5)) wanted[y * width + x] = 1;
  expect(bitmapFromMask(mask)).toEqual(wanted);
}

/** Point in polygon the slow way, with whole-number corners so that the comparison is exact. */
function insideRings(rings: readonly number[][], x: number, y: number, rule: FillRule): boolean {
  let winding = 0;
  let crossings = 0;
  for (const ring of rings) {
    for (let i = 0; i < ring.length; i += 2) {
      const j = (i + 2) % ring.length;
      const [x1, y1, x2, y2] = [ring[i]!, ring[i + 1]!, ring[j]!, ring[j + 1]!];
      if (y1 <= y === y2 <= y) continue;
      const cross = (x2 - x1) * (y - y1) - (y2 - y1) * (x - x1);
      const left = y2 > y1 ? cross <= 0 : cross >= 0;
      if (!left) continue;
      crossings++;
      winding += y2 > y1 ? 1 : -1;
    }
  }
  return rule === 'nonzero' ? winding !== 0 : crossings % 2 === 1;
}

const corner = fc.integer({ min: -8, max: 28 });
const ring = fc
  .array(fc.tuple(corner, corner), { minLength: 3, maxLength: 7 })
  .map((points) => points.flat());

describe('polygons', () => {
  it.each(['even-odd', 'nonzero'] as const)('fill pixels by their centres, %s', (rule) => {
    fc.assert(
      fc.property(fc.array(ring, { minLength: 1, maxLength: 3 }), (rings) => {
        expectPixels(polygonMask(rings, width, height, rule), (x, y) => insideRings(rings, x, y, rule));
      }),
      { numRuns: 300 },
    );
  });

  it('that share an edge neither overlap nor leave a gap', () => {
    const value = fc.double({ min: 0, max: 16, noNaN: true });
    fc.assert(
      fc.property(value, value, value, value, (x1, x2, a, b) => {
        const left = polygonMask([[0, 0, x1, 0, a, b, x2, 17, 0, 17]], width, height, 'nonzero');
        const right = polygonMask([[20, 0, x1, 0, a, b, x2, 17, 20, 17]], width, height, 'nonzero');
        expect(isEmptyMask(intersectMasks(left, right))).toBe(true);
        expect(maskArea(unionMasks(left, right))).toBe(width * height);
      }),
    );
  });

  it('with many crossings in a row are sorted too', () => {
    const zigzag = Array.from({ length: 200 }, (_, i) => [(i * 7) % 97, i % 2 === 0 ? 0 : 17]).flat();
    expectCanonical(polygonMask([zigzag], 100, 17, 'even-odd'));
    const swapped = Array.from({ length: 200 }, (_, i) => [(i * 7) % 97, i % 2 === 0 ? 0 : 17])
      .reverse()
      .flat();
    expect(
      masksEqual(polygonMask([zigzag], 100, 17, 'even-odd'), polygonMask([swapped], 100, 17, 'even-odd')),
    ).toBe(true);
  });
});

describe('ellipses', () => {
  it('take the pixels whose centres lie within', () => {
    const edge = fc.integer({ min: -10, max: 30 });
    fc.assert(
      fc.property(
        edge,
        edge,
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 1, max: 20 }),
        (x1, y1, w, h) => {
          const mask = ellipseMask({ x1, y1, x2: x1 + w, y2: y1 + h }, width, height);
          expectPixels(
            mask,
            (x, y) => ((2 * x - 2 * x1 - w) / w) ** 2 + ((2 * y - 2 * y1 - h) / h) ** 2 <= 1 + 1e-12,
          );
        },
      ),
    );
  });

  it('without extent are empty', () => {
    expect(isEmptyMask(ellipseMask({ x1: 3, y1: 3, x2: 3, y2: 9 }, width, height))).toBe(true);
  });
});

function distanceToSegment(x: number, y: number, a: StrokePoint, b: StrokePoint): number {
  const length = (b.x - a.x) ** 2 + (b.y - a.y) ** 2;
  const share =
    length === 0 ? 0 : Math.min(1, Math.max(0, ((x - a.x) * (b.x - a.x) + (y - a.y) * (b.y - a.y)) / length));
  return Math.hypot(x - a.x - share * (b.x - a.x), y - a.y - share * (b.y - a.y));
}

const coordinate = fc.double({ min: -5, max: 25, noNaN: true });
const point = fc.record({
  x: coordinate,
  y: coordinate,
  radius: fc.double({ min: 0.8, max: 6, noNaN: true }),
});

describe('strokes', () => {
  it('paint every pixel within the radius of the line, and no other', () => {
    fc.assert(
      fc.property(point, point, (a, last) => {
        const b = { ...last, radius: a.radius };
        const mask = capsuleMask(a, b, width, height);
        expectCanonical(mask);
        for (let y = 0; y < height; y++) {
          for (let x = 0; x < width; x++) {
            const distance = distanceToSegment(x + 0.5, y + 0.5, a, b);
            if (Math.abs(distance - a.radius) > 1e-9)
              expect(maskContains(mask, x, y)).toBe(distance < a.radius);
          }
        }
      }),
    );
  });

  it('with changing pressure hold every disc between the ends', () => {
    fc.assert(
      fc.property(point, point, (a, b) => {
        const mask = capsuleMask(a, b, width, height);
        expectCanonical(mask);
        for (let step = 0; step <= 20; step++) {
          const t = step / 20;
          const mix = (from: number, to: number) => from + (to - from) * t;
          const disc = { x: mix(a.x, b.x), y: mix(a.y, b.y), radius: mix(a.radius, b.radius) - 1e-9 };
          const part = capsuleMask(disc, disc, width, height);
          expect(masksEqual(unionMasks(mask, part), mask)).toBe(true);
        }
      }),
    );
  });

  it('leave no gap at any speed and thickness', () => {
    const inside = fc.double({ min: 0, max: 59.9, noNaN: true });
    const thin = fc.record({ x: inside, y: inside, radius: fc.double({ min: 0, max: 2, noNaN: true }) });
    fc.assert(
      fc.property(fc.array(thin, { minLength: 1, maxLength: 8 }), (points) => {
        expect(splitComponents(strokeMask(points, 60, 60))).toHaveLength(1);
      }),
      { numRuns: 300 },
    );
  });

  it('of the thinnest brush on a pixel centre are that pixel', () => {
    const dot = { x: 3.5, y: 4.5, radius: 0 };
    expect(maskArea(strokeMask([dot], 10, 10))).toBe(1);
    expect(smallestRadius).toBeLessThan(1);
    expect(maskArea(strokeMask([], 10, 10))).toBe(0);
  });
});
