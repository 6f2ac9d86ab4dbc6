import { describe, expect, it } from 'vitest';
import { bitmapFromMask } from './bitmap.ts';
import { intersectMasks, subtractMasks } from './boolean.ts';
import { edgeBrushMask } from './edge-brush.ts';
import { ellipseMask } from './ellipse.ts';
import { FineCopy } from './fine-copy.ts';
import type { Mask } from './mask.ts';
import { isEmptyMask, maskIou } from './measure.ts';
import type { RgbaImage } from './rgba-image.ts';
import { type StrokePoint, strokeMask } from './stroke.ts';

const thing = (scale: number) =>
  ellipseMask(
    { x1: 60 * scale, y1: 40 * scale, x2: 180 * scale, y2: 140 * scale },
    Math.round(240 * scale),
    Math.round(180 * scale),
  );

/** Two colours, lightly and steadily textured. */
function photoOf(mask: Mask): RgbaImage {
  const bitmap = bitmapFromMask(mask);
  const data = new Uint8Array(bitmap.length * 4).fill(255);
  for (let i = 0; i < bitmap.length; i++)
    for (let c = 0; c < 3; c++) data[4 * i + c] = (bitmap[i] === 1 ? 150 : 60) + ((i * 7 + c) % 5);
  return { width: mask.width, height: mask.height, data };
}

/** Half a radius inside the outline, a quarter of the way round. */
const stroke = (scale: number): readonly StrokePoint[] =>
  Array.from({ length: 9 }, (_, i) => {
    const angle = (i / 8) * (Math.PI / 2);
    return {
      x: (120 + 50 * Math.cos(angle)) * scale,
      y: (90 + 40 * Math.sin(angle)) * scale,
      radius: 20 * scale,
    };
  });

describe.each([1, 1.46, 5.86])('a photo %f times as large as its copy', (scale) => {
  const [width, height] = [Math.round(240 * scale), Math.round(180 * scale)];
  const copy = new FineCopy(photoOf(thing(1)), width, height);
  const truth = thing(scale);

  it('is filled in its own pixels', () => {
    const filled = copy.fill({ x: 120 * scale, y: 90 * scale }, 10);
    expect([filled.width, filled.height]).toEqual([width, height]);
    expect(maskIou(filled, truth)).toBeGreaterThan(scale === 1 ? 0.9999 : 0.985);
    expect(isEmptyMask(copy.fill({ x: -1, y: 5 }, 10))).toBe(true);
    expect(isEmptyMask(copy.fill({ x: width, y: 5 }, 10))).toBe(true);
    expect(isEmptyMask(copy.fill({ x: width - 0.01, y: height - 0.01 }, 10))).toBe(false);
  });

  it('keeps strokes to its edges and within what was swept', () => {
    const points = stroke(scale);
    const swept = strokeMask(points, width, height);
    const found = copy.edgeStroke(points, null);
    expect(isEmptyMask(subtractMasks(found, swept))).toBe(true);
    expect(maskIou(found, intersectMasks(swept, truth))).toBeGreaterThan(0.95);
    expect(copy.edgeStroke(points, truth).width).toBe(width);
  });

  it('takes nothing from strokes beside it', () => {
    for (const x of [-100, 300])
      expect(isEmptyMask(copy.edgeStroke([{ x: x * scale, y: 20, radius: 10 }], null))).toBe(true);
    expect(isEmptyMask(copy.edgeStroke([], null))).toBe(true);
  });
});

it('reads only the photo around a stroke, with the same outcome as from all of it', () => {
  const pixels = photoOf(thing(1));
  const whole = { window: { x: 0, y: 0, pixels }, stroke: stroke(1), width: 240, height: 180 };
  expect(new FineCopy(pixels, 240, 180).edgeStroke(stroke(1), null)).toEqual(edgeBrushMask(whole));
});
