import { emptyMask } from './create-mask.ts';
import type { Mask } from './mask.ts';
import { RunBuilder } from './run-builder.ts';
import type { Box } from './space.ts';

/** The mask moved by whole pixels (fractions are rounded); what leaves the photo is cut off. */
export function translateMask(mask: Mask, dx: number, dy: number): Mask {
  return scaleMask(mask, { x1: 0, y1: 0, x2: 1, y2: 1 }, unitBoxAt(Math.round(dx), Math.round(dy)));
}

function unitBoxAt(x: number, y: number): Box<'image'> {
  return { x1: x, y1: y, x2: x + 1, y2: y + 1 };
}

/**
 * The mask under the map that takes box `from` to box `to`: moves, scales, and mirrors when `to` has an edge pair
 * reversed (x2 < x1). Each pixel takes the value under its centre. Gives an empty mask when a box has no extent.
 */
export function scaleMask(
  mask: Mask,
  from: Box<'image'>,
  to: Box<'image'>,
  width = mask.width,
  height = mask.height,
): Mask {
  const scaleX = (to.x2 - to.x1) / (from.x2 - from.x1);
  const scaleY = (to.y2 - to.y1) / (from.y2 - from.y1);
  if (![scaleX, scaleY].every((scale) => Number.isFinite(scale) && scale !== 0))
    return emptyMask(width, height);
  const { top, rows, runs } = mask;
  const builder = new RunBuilder(width, height);
  const mapX = (x: number) => (x - from.x1) * scaleX + to.x1;
  const mapY = (y: number) => (y - from.y1) * scaleY + to.y1;
  const ends = [mapY(top), mapY(top + rows.length - 1)];
  const first = Math.max(0, Math.ceil(Math.min(...ends) - 0.5));
  const last = Math.min(height, Math.ceil(Math.max(...ends) - 0.5));
  for (let y = first; y < last; y++) {
    const row = Math.floor((y + 0.5 - to.y1) / scaleY + from.y1) - top;
    if (row < 0 || row >= rows.length - 1) continue;
    const count = rows[row + 1]! - rows[row]!;
    for (let k = 0; k < count; k++) {
      const i = scaleX > 0 ? rows[row]! + k : rows[row + 1]! - 1 - k;
      const a = Math.ceil(mapX(runs[2 * i]!) - 0.5);
      const b = Math.ceil(mapX(runs[2 * i + 1]!) - 0.5);
      builder.add(y, Math.min(a, b), Math.max(a, b));
    }
  }
  return builder.finish();
}

/** The mask at another size of the same photo (a reduced copy, a thumbnail): the value under each pixel's centre. */
export function resizeMask(mask: Mask, width: number, height: number): Mask {
  return scaleMask(
    mask,
    { x1: 0, y1: 0, x2: mask.width, y2: mask.height },
    { x1: 0, y1: 0, x2: width, y2: height },
    width,
    height,
  );
}
