import { traceContours } from './contours.ts';
import { emptyMask } from './create-mask.ts';
import type { Mask } from './mask.ts';
import { polygonMask } from './polygon.ts';
import { RunBuilder } from './run-builder.ts';
import type { Box, Point } from './space.ts';

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

/**
 * The mask mirrored, left and right or top and bottom exchanged, within a box of image pixels (by default the whole
 * photo; give `maskBox` to mirror a thing where it is).
 */
export function mirrorMask(
  mask: Mask,
  exchange: 'left-right' | 'top-bottom',
  box: Box<'image'> = { x1: 0, y1: 0, x2: mask.width, y2: mask.height },
): Mask {
  const { x1, y1, x2, y2 } = box;
  const mirrored = exchange === 'left-right' ? { x1: x2, y1, x2: x1, y2 } : { x1, y1: y2, x2, y2: y1 };
  return scaleMask(mask, box, mirrored);
}

/** The mask turned about a point by an angle in radians, clockwise on the screen. */
export function rotateMask(mask: Mask, angle: number, about: Point<'image'>): Mask {
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  return transformMask(mask, {
    xx: cos,
    xy: -sin,
    yx: sin,
    yy: cos,
    x: about.x - cos * about.x + sin * about.y,
    y: about.y - sin * about.x - cos * about.y,
  });
}

/** Takes (px, py) to (xx * px + xy * py + x, yx * px + yy * py + y). */
export interface AffineMap {
  readonly xx: number;
  readonly xy: number;
  readonly yx: number;
  readonly yy: number;
  readonly x: number;
  readonly y: number;
}

/**
 * The mask under any affine map (turned, sheared, scaled): its outline is moved and filled again, so each pixel takes
 * the value under its centre, at the cost of the boundary. Empty when the map has no inverse.
 */
export function transformMask(mask: Mask, map: AffineMap, width = mask.width, height = mask.height): Mask {
  const { xx, xy, yx, yy, x, y } = map;
  const size = xx * yy - xy * yx;
  if (!Number.isFinite(size) || size === 0) return emptyMask(width, height);
  const rings = traceContours(mask).flatMap(({ outer, holes }) =>
    [outer, ...holes].map((ring) => {
      const moved = new Float64Array(ring.length);
      for (let i = 0; i < ring.length; i += 2) {
        moved[i] = xx * ring[i]! + xy * ring[i + 1]! + x;
        moved[i + 1] = yx * ring[i]! + yy * ring[i + 1]! + y;
      }
      return moved;
    }),
  );
  return polygonMask(rings, width, height, 'even-odd');
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
