import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { subtractMasks } from './boolean.ts';
import { splitComponents } from './components.ts';
import { contourMask } from './contour-mask.ts';
import { traceContours } from './contours.ts';
import { ellipseMask } from './ellipse.ts';
import { keyholeRing } from './keyhole.ts';
import { maskIou, masksEqual } from './measure.ts';
import { polygonMask, type Ring } from './polygon.ts';
import { simplifyContours, simplifyMask, simplifyRing } from './simplify.ts';
import { bitmapArbitrary, drawn, toMask } from './testing/bitmap-arbitrary.ts';

/** Twice the area, positive for rings that run clockwise on the screen. */
function signedArea(ring: Ring): number {
  let sum = 0;
  for (let i = 0; i < ring.length; i += 2) {
    const j = (i + 2) % ring.length;
    sum += ring[i]! * ring[j + 1]! - ring[j]! * ring[i + 1]!;
  }
  return sum;
}

describe('contours', () => {
  it('give the mask back with not a pixel lost, one a part', () => {
    fc.assert(
      fc.property(bitmapArbitrary(), (bitmap) => {
        const mask = toMask(bitmap);
        const contours = traceContours(mask);
        expect(contours).toHaveLength(splitComponents(mask).length);
        expect(masksEqual(contourMask(contours, mask.width, mask.height), mask)).toBe(true);
        for (const { outer, holes } of contours) {
          expect(signedArea(outer)).toBeGreaterThan(0);
          for (const hole of holes) expect(signedArea(hole)).toBeLessThan(0);
          const alone = polygonMask([outer, ...holes], mask.width, mask.height, 'nonzero');
          expect(splitComponents(alone)).toHaveLength(1);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('have corners only where they turn', () => {
    expect(traceContours(toMask(drawn('....', '.##.', '.##.')))).toEqual([
      { outer: [1, 1, 3, 1, 3, 3, 1, 3], holes: [] },
    ]);
  });
});

describe('keyholes', () => {
  it('make one ring of a part with its holes that fills the same by both rules', () => {
    fc.assert(
      fc.property(bitmapArbitrary(), (bitmap) => {
        const mask = toMask(bitmap);
        const rings = traceContours(mask).map(keyholeRing);
        for (const rule of ['even-odd', 'nonzero'] as const) {
          expect(masksEqual(polygonMask(rings, mask.width, mask.height, rule), mask)).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('join holes of any outline, not only of pixels', () => {
    const outer = [0, 0, 40, 3, 38, 40, 2, 37];
    const holes = [
      [10, 10, 12, 20, 18, 14],
      [10, 24, 14, 30, 20, 26],
      [25, 8, 24, 30, 30, 28],
    ];
    const joined = keyholeRing({ outer, holes });
    const wanted = polygonMask([outer, ...holes], 44, 44, 'even-odd');
    expect(masksEqual(polygonMask([joined], 44, 44, 'even-odd'), wanted)).toBe(true);
  });
});

describe('simplification', () => {
  const disc = ellipseMask({ x1: 5, y1: 7, x2: 95, y2: 90 }, 100, 100);
  const hole = ellipseMask({ x1: 30, y1: 30, x2: 60, y2: 55 }, 100, 100);
  const ring = subtractMasks(disc, hole);

  it('keeps a shape within its tolerance with far fewer corners', () => {
    const contours = traceContours(ring);
    const simple = simplifyContours(contours, 1.5);
    const corners = (list: typeof contours) =>
      list.reduce((sum, { outer, holes }) => sum + outer.length + holes.reduce((n, h) => n + h.length, 0), 0);
    expect(simple[0]!.holes).toHaveLength(1);
    expect(corners(simple)).toBeLessThan(corners(contours) / 5);
    expect(maskIou(simplifyMask(ring, 1.5), ring)).toBeGreaterThan(0.95);
  });

  it('moves no corner of the old ring further than the tolerance', () => {
    fc.assert(
      fc.property(bitmapArbitrary(), fc.double({ min: 0.1, max: 6, noNaN: true }), (bitmap, tolerance) => {
        for (const { outer } of traceContours(toMask(bitmap))) {
          const simple = simplifyRing(outer, tolerance);
          for (let i = 0; i < outer.length; i += 2) {
            expect(distanceToRing(simple, outer[i]!, outer[i + 1]!)).toBeLessThanOrEqual(tolerance + 1e-9);
          }
        }
      }),
    );
  });

  it('makes no rings that cross', () => {
    const side = (ring: Ring, i: number, x: number, y: number) => {
      const j = (i + 2) % ring.length;
      return Math.sign(
        (ring[j]! - ring[i]!) * (y - ring[i + 1]!) - (ring[j + 1]! - ring[i + 1]!) * (x - ring[i]!),
      );
    };
    const parts = (a: Ring, i: number, b: Ring, j: number) => {
      const k = (j + 2) % b.length;
      return side(a, i, b[j]!, b[j + 1]!) * side(a, i, b[k]!, b[k + 1]!) < 0;
    };
    fc.assert(
      fc.property(bitmapArbitrary(20), fc.double({ min: 0.5, max: 8, noNaN: true }), (bitmap, tolerance) => {
        for (const { outer, holes } of simplifyContours(traceContours(toMask(bitmap)), tolerance)) {
          const rings = [outer, ...holes];
          for (const a of rings) {
            for (const b of rings) {
              for (let i = 0; i < a.length; i += 2) {
                for (let j = 0; j < b.length; j += 2) {
                  if (parts(a, i, b, j) && parts(b, j, a, i))
                    throw new Error(`${i} of ${a} crosses ${j} of ${b}`);
                }
              }
            }
          }
        }
      }),
      { numRuns: 200 },
    );
  });

  it('with a tolerance below a pixel of noise changes nothing', () => {
    fc.assert(
      fc.property(bitmapArbitrary(), (bitmap) => {
        expect(masksEqual(simplifyMask(toMask(bitmap), 0.3), toMask(bitmap))).toBe(true);
      }),
    );
  });
});

function distanceToRing(ring: Ring, x: number, y: number): number {
  let best = Number.POSITIVE_INFINITY;
  for (let i = 0; i < ring.length; i += 2) {
    const j = (i + 2) % ring.length;
    const [dx, dy] = [ring[j]! - ring[i]!, ring[j + 1]! - ring[i + 1]!];
    const length = dx * dx + dy * dy;
    const t =
      length === 0 ? 0 : Math.min(1, Math.max(0, ((x - ring[i]!) * dx + (y - ring[i + 1]!) * dy) / length));
    best = Math.min(best, Math.hypot(x - ring[i]! - t * dx, y - ring[i + 1]! - t * dy));
  }
  return best;
}
