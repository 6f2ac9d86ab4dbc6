import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  boxToScreen,
  fitViewport,
  keepInReach,
  toImage,
  toScreen,
  viewportShowing,
  visibleBox,
  zoomAt,
  zoomLimits,
} from './viewport.ts';

const insets = { top: 60, right: 24, bottom: 56, left: 24 };
const side = fc.integer({ min: 1, max: 9000 });
const size = fc.record({ width: side, height: side });
const place = fc.record({
  x: fc.double({ min: -2000, max: 2000, noNaN: true }),
  y: fc.double({ min: -2000, max: 2000, noNaN: true }),
  scale: fc.double({ min: 0.02, max: 64, noNaN: true }),
});

describe('viewport', () => {
  it('fits the photo between the insets of the design', () => {
    const viewport = fitViewport({ width: 1040, height: 777 }, { width: 741, height: 500 }, insets);
    expect(viewport.scale).toBeCloseTo(1.322, 3);
    const on = boxToScreen(viewport, { x1: 0, y1: 0, x2: 741, y2: 500 });
    expect(on.y1).toBeCloseTo(60, 6);
    expect(on.y2).toBeCloseTo(777 - 56, 6);
    expect(on.x1 - 24).toBeCloseTo(1040 - 24 - on.x2, 6);
  });

  it('keeps the whole photo on the stage at Fit, whatever the sizes', () => {
    fc.assert(
      fc.property(size, size, (stage, image) => {
        const viewport = fitViewport(stage, image, insets);
        const on = boxToScreen(viewport, { x1: 0, y1: 0, x2: image.width, y2: image.height });
        expect(on.x1).toBeGreaterThanOrEqual(-1);
        expect(on.y1).toBeGreaterThanOrEqual(-1);
        expect(on.x2).toBeLessThanOrEqual(stage.width + 1);
        expect(on.y2).toBeLessThanOrEqual(stage.height + 1);
      }),
    );
  });

  it('keeps the point under the pointer when zooming', () => {
    fc.assert(
      fc.property(place, place, fc.double({ min: 0.02, max: 64, noNaN: true }), (viewport, at, scale) => {
        const before = toImage(viewport, at);
        const after = toScreen(zoomAt(viewport, at, scale), before);
        expect(after.x).toBeCloseTo(at.x, 3);
        expect(after.y).toBeCloseTo(at.y, 3);
      }),
    );
  });

  it('never lets the photo leave the stage', () => {
    fc.assert(
      fc.property(place, size, size, (viewport, stage, image) => {
        const kept = keepInReach(viewport, stage, image);
        const on = boxToScreen(kept, { x1: 0, y1: 0, x2: image.width, y2: image.height });
        const across = Math.min(on.x2, stage.width) - Math.max(on.x1, 0);
        const down = Math.min(on.y2, stage.height) - Math.max(on.y1, 0);
        expect(across).toBeGreaterThanOrEqual(Math.min(64, image.width * kept.scale, stage.width) - 1e-6);
        expect(down).toBeGreaterThanOrEqual(Math.min(64, image.height * kept.scale, stage.height) - 1e-6);
      }),
    );
  });

  it('shows only whole pixels of the photo as visible', () => {
    const stage = { width: 100, height: 50 };
    const image = { width: 30, height: 30 };
    expect(visibleBox({ x: -25, y: 10, scale: 10 }, stage, image)).toEqual({ x1: 2, y1: 0, x2: 13, y2: 4 });
  });

  it('leaves the view alone when the box is in it, else moves no further than needed', () => {
    const stage = { width: 400, height: 300 };
    const none = { top: 0, right: 0, bottom: 0, left: 0 };
    const limits = zoomLimits(0.5);
    const viewport = { x: 0, y: 0, scale: 1 };
    const inside = { x1: 10, y1: 10, x2: 50, y2: 50 };
    expect(viewportShowing(viewport, inside, stage, none, limits)).toBe(viewport);
    const right = viewportShowing(viewport, { x1: 450, y1: 10, x2: 500, y2: 50 }, stage, none, limits);
    expect(right).toEqual({ x: -100, y: 0, scale: 1 });
    const large = viewportShowing(viewport, { x1: 0, y1: 0, x2: 800, y2: 10 }, stage, none, limits);
    expect(large.scale).toBe(0.5);
  });
});
