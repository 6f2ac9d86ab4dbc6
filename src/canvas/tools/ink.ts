import type { Point } from '../../mask/space.ts';
import type { InkPoint, ToolContext } from './tool.ts';
import type { Trail } from './trail.ts';

/** Samples closer than this to the one before add nothing: in CSS pixels, and in image pixels. */
const leastScreenStep = 0.35;
const leastImageStep = 0.5;

/** The samples worth keeping after `last`: pens send many for one place, and each costs when the stroke is made. */
function inkAfter(
  last: Point<'image'> | undefined,
  path: readonly InkPoint[],
  { scale }: ToolContext,
): readonly InkPoint[] {
  const least = Math.max(leastImageStep, leastScreenStep / scale);
  const kept: InkPoint[] = [];
  let from = last;
  for (const point of path) {
    if (from !== undefined && Math.hypot(point.x - from.x, point.y - from.y) < least) continue;
    kept.push(point);
    from = point;
  }
  return kept;
}

/** The trail with the samples worth keeping. */
export function withInk<Item extends Point<'image'>>(
  trail: Trail<Item>,
  path: readonly InkPoint[],
  context: ToolContext,
  toItem: (point: InkPoint) => Item,
): Trail<Item> {
  return trail.append(inkAfter(trail.last, path, context).map(toItem));
}
