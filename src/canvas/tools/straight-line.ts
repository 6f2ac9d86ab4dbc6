import type { Point } from '../../mask/space.ts';

const eighth = Math.PI / 4;

/** The point on the nearest line through `from` at a multiple of 45 degrees, as far along as `to` is. */
export function onStraightLine(from: Point<'image'>, to: Point<'image'>): Point<'image'> {
  const dx = to.x - from.x;
  const dy = to.y - from.y;
  const angle = Math.round(Math.atan2(dy, dx) / eighth) * eighth;
  const x = Math.cos(angle);
  const y = Math.sin(angle);
  const along = dx * x + dy * y;
  return { x: from.x + along * x, y: from.y + along * y };
}
