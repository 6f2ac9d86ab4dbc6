import { describe, expect, it } from 'vitest';
import { xorMasks } from './boolean.ts';
import { boxMask, emptyMask } from './create-mask.ts';
import { ellipseMask } from './ellipse.ts';
import { enlargeMask } from './enlarge-mask.ts';
import { isEmptyMask, maskArea, maskContains } from './measure.ts';
import { resizeMask } from './transform.ts';

describe('a mask of a reduced copy at the photo’s size', () => {
  it('is the same mask at the same size', () => {
    const mask = boxMask(64, 48, { x1: 3, y1: 4, x2: 20, y2: 30 });
    expect(enlargeMask(mask, 64, 48)).toBe(mask);
    expect(enlargeMask(emptyMask(64, 48), 640, 480)).toEqual(emptyMask(640, 480));
  });

  it.each([2, 4, 5.86])('at %f times the size is nearer to the shape than its stairs are', (scale) => {
    const [width, height] = [Math.round(100 * scale), Math.round(80 * scale)];
    const circle = (k: number) => ({ x1: 20 * k, y1: 15 * k, x2: 75 * k, y2: 62 * k });
    const truth = ellipseMask(circle(scale), width, height);
    const copy = ellipseMask(circle(1), 100, 80);
    const error = (mask: typeof truth) => maskArea(xorMasks(mask, truth));
    expect(error(enlargeMask(copy, width, height))).toBeLessThan(
      0.75 * error(resizeMask(copy, width, height)),
    );
    // A band of half a pixel of the copy round the outline.
    expect(error(enlargeMask(copy, width, height))).toBeLessThan(0.5 * scale * Math.PI * 51 * scale);
  });

  it('never loses a single pixel of the copy', () => {
    const dot = boxMask(100, 80, { x1: 40, y1: 40, x2: 41, y2: 41 });
    for (const scale of [1.5, 2, 3, 6, 8]) {
      const large = enlargeMask(dot, 100 * scale, 80 * scale);
      expect(isEmptyMask(large)).toBe(false);
      expect(maskContains(large, 40.5 * scale, 40.5 * scale)).toBe(true);
    }
  });
});
