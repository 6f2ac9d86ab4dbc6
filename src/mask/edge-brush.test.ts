import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { intersectMasks, subtractMasks } from './boolean.ts';
import { keepLargest } from './components.ts';
import { traceContours } from './contours.ts';
import { boxMask, emptyMask } from './create-mask.ts';
import { edgeBrushMask } from './edge-brush.ts';
import { ellipseMask } from './ellipse.ts';
import type { Mask } from './mask.ts';
import { isEmptyMask, maskArea, maskIou, masksEqual } from './measure.ts';
import { shrinkMask } from './morphology.ts';
import type { RgbaImage } from './rgba-image.ts';
import { type StrokePoint, strokeMask } from './stroke.ts';
import { expectCanonical } from './testing/bitmap-arbitrary.ts';
import { photoFixture } from './testing/photo-fixture.ts';
import { photoOfMask } from './testing/photo-of-mask.ts';

function brush(photo: RgbaImage, stroke: readonly StrokePoint[], mask?: Mask): Mask {
  const { width, height } = photo;
  const input = { window: { x: 0, y: 0, pixels: photo }, stroke, width, height };
  const result = edgeBrushMask(mask === undefined ? input : { ...input, mask });
  expectCanonical(result);
  expect(isEmptyMask(subtractMasks(result, strokeMask(stroke, width, height)))).toBe(true);
  return result;
}

const green = [90, 120, 70] as const;
const brown = [130, 95, 70] as const;

describe('the smart brush', () => {
  it('paints like a plain one where the photo has no edge', () => {
    const photo = photoOfMask(emptyMask(200, 150), green, green, 0);
    const point = fc.record({
      x: fc.double({ min: 0, max: 200, noNaN: true }),
      y: fc.double({ min: 0, max: 150, noNaN: true }),
      radius: fc.double({ min: 1, max: 70, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(point, { minLength: 1, maxLength: 4 }), (stroke) => {
        expect(masksEqual(brush(photo, stroke), strokeMask(stroke, 200, 150))).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  it.each([10, 30, 90])('stops at an edge it reaches over, radius %i', (radius) => {
    const size = 8 * radius;
    const thing = ellipseMask({ x1: 0, y1: 0, x2: size, y2: size }, size, size);
    const photo = photoOfMask(thing, brown, green, 8);
    // A quarter of the way round, half a radius inside.
    const stroke = Array.from({ length: 12 }, (_, i) => {
      const angle = (i / 11) * (Math.PI / 2);
      const reach = size / 2 - radius / 2;
      return { x: size / 2 + reach * Math.cos(angle), y: size / 2 + reach * Math.sin(angle), radius };
    });
    const wanted = intersectMasks(strokeMask(stroke, size, size), thing);
    expect(maskIou(brush(photo, stroke), wanted)).toBeGreaterThan(0.97);
  });

  it('follows something thin, and leaves what lies across a gap', () => {
    const bar = boxMask(200, 100, { x1: 0, y1: 42, x2: 200, y2: 58 });
    const stroke = [
      { x: 40, y: 50, radius: 20 },
      { x: 160, y: 50, radius: 20 },
    ];
    const wanted = intersectMasks(strokeMask(stroke, 200, 100), bar);
    expect(maskIou(brush(photoOfMask(bar, brown, green, 4), stroke), wanted)).toBeGreaterThan(0.95);
    const gap = boxMask(200, 100, { x1: 0, y1: 60, x2: 200, y2: 64 });
    const upper = boxMask(200, 100, { x1: 0, y1: 0, x2: 200, y2: 60 });
    const above = intersectMasks(strokeMask(stroke, 200, 100), upper);
    expect(maskIou(brush(photoOfMask(gap, brown, green, 4), stroke), above)).toBeGreaterThan(0.95);
  });

  it('does not take for the surroundings what is selected already', () => {
    const thing = boxMask(120, 80, { x1: 0, y1: 0, x2: 60, y2: 80 });
    const photo = photoOfMask(thing, brown, green, 4);
    const stroke = [
      { x: 50, y: 30, radius: 20 },
      { x: 50, y: 50, radius: 20 },
    ];
    const right = boxMask(120, 80, { x1: 60, y1: 0, x2: 120, y2: 80 });
    const painted = strokeMask(stroke, 120, 80);
    expect(maskIou(brush(photo, stroke), intersectMasks(painted, thing))).toBeGreaterThan(0.97);
    expect(masksEqual(brush(photo, stroke, right), painted)).toBe(true);
  });

  it('works on a window as on the whole photo, and leaves unpainted what it cannot see', () => {
    const thing = boxMask(120, 80, { x1: 0, y1: 0, x2: 60, y2: 80 });
    const photo = photoOfMask(thing, brown, green, 4);
    const stroke = [{ x: 55, y: 40, radius: 12 }];
    const cut = (x1: number, x2: number): RgbaImage => {
      const data = new Uint8Array((x2 - x1) * 80 * 4);
      for (let y = 0; y < 80; y++)
        data.set(photo.data.subarray(4 * (y * 120 + x1), 4 * (y * 120 + x2)), 4 * y * (x2 - x1));
      return { width: x2 - x1, height: 80, data };
    };
    const input = { stroke, width: 120, height: 80 };
    const seen = edgeBrushMask({ ...input, window: { x: 30, y: 0, pixels: cut(30, 90) } });
    expect(masksEqual(seen, brush(photo, stroke))).toBe(true);
    const half = edgeBrushMask({ ...input, window: { x: 0, y: 0, pixels: cut(0, 50) } });
    expect(maskArea(half)).toBe(0);
    expect(isEmptyMask(edgeBrushMask({ ...input, stroke: [], window: { x: 0, y: 0, pixels: photo } }))).toBe(
      true,
    );
  });
});

describe('the smart brush on a photo', () => {
  let photo: RgbaImage;
  let truth: Mask;
  beforeAll(async () => {
    ({ photo, truth } = await photoFixture('hopper'));
  });

  it.each([14, 24])('along an outline keeps off the background, radius %i', (radius) => {
    const { width, height } = photo;
    const ring = traceContours(keepLargest(shrinkMask(truth, radius / 2)))[0]!.outer;
    const sum = { spilt: 0, spiltByPlain: 0, missed: 0, wanted: 0 };
    for (let start = 0; start + 40 < ring.length / 2; start += 40) {
      const stroke = Array.from({ length: 5 }, (_, i) => {
        const corner = 2 * (start + 10 * i);
        return { x: ring[corner]!, y: ring[corner + 1]!, radius };
      });
      // Where the photo cuts the subject off, or the outline is one long straight line, there is none to follow.
      const cutOff = stroke.some(({ x, y }) => Math.min(x, y, width - x, height - y) < radius);
      const jumps = stroke.some(
        ({ x, y }, i) => i > 0 && Math.hypot(x - stroke[i - 1]!.x, y - stroke[i - 1]!.y) > 2 * radius,
      );
      if (cutOff || jumps) continue;
      const painted = strokeMask(stroke, width, height);
      const wanted = intersectMasks(painted, truth);
      const result = brush(photo, stroke);
      sum.spilt += maskArea(subtractMasks(result, truth));
      sum.spiltByPlain += maskArea(subtractMasks(painted, truth));
      sum.missed += maskArea(subtractMasks(wanted, result));
      sum.wanted += maskArea(wanted);
    }
    expect(sum.spiltByPlain).toBeGreaterThan(5000);
    expect(sum.spilt / sum.spiltByPlain).toBeLessThan(0.08);
    expect(sum.missed / sum.wanted).toBeLessThan(0.25);
  });
});
