import { bitmapFromMask } from '../../src/mask/bitmap.ts';
import type { Mask } from '../../src/mask/mask.ts';
import type { Point } from '../../src/mask/space.ts';

/**
 * Centre of the pixel of a mask that is furthest from its border (and the photo's), by steps between side neighbours;
 * the first in reading order among equals. Null for an empty mask.
 */
export function innerPoint(mask: Mask): Point<'image'> | null {
  const { width, height } = mask;
  const depth = Float64Array.from(bitmapFromMask(mask));
  const at = (x: number, y: number) =>
    x < 0 || y < 0 || x >= width || y >= height ? 0 : depth[y * width + x]!;
  const relax = (x: number, y: number, step: -1 | 1) => {
    const cell = y * width + x;
    if (depth[cell] !== 0) depth[cell] = Math.min(depth[cell]!, 1 + at(x + step, y), 1 + at(x, y + step));
  };
  for (let cell = 0; cell < depth.length; cell++) if (depth[cell]) depth[cell] = width + height;
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) relax(x, y, -1);
  for (let y = height - 1; y >= 0; y--) for (let x = width - 1; x >= 0; x--) relax(x, y, 1);
  const deepest = depth.reduce((best, value, cell) => (value > depth[best]! ? cell : best), 0);
  if (!depth[deepest]) return null;
  return { x: (deepest % width) + 0.5, y: Math.floor(deepest / width) + 0.5 };
}
