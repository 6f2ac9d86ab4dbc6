import type { StrokePoint } from '../mask/stroke.ts';

/** Adds the hull of two discs, grown by `grow` in the path's units, to the current path: one step of a brush stroke. */
export function addCapsule(path: CanvasPath, a: StrokePoint, b: StrokePoint, grow = 0): void {
  const ra = a.radius + grow;
  const rb = b.radius + grow;
  const dx = b.x - a.x;
  const dy = b.y - a.y;
  const length = Math.hypot(dx, dy);
  if (length <= Math.abs(ra - rb)) {
    const larger = ra >= rb ? a : b;
    const radius = Math.max(ra, rb);
    path.moveTo(larger.x + radius, larger.y);
    path.arc(larger.x, larger.y, radius, 0, 2 * Math.PI);
    return;
  }
  const along = Math.atan2(dy, dx);
  // Where the outer tangents touch, seen from the line between the centres.
  const spread = Math.acos((ra - rb) / length);
  path.moveTo(a.x + ra * Math.cos(along + spread), a.y + ra * Math.sin(along + spread));
  path.arc(a.x, a.y, ra, along + spread, along - spread + 2 * Math.PI);
  path.arc(b.x, b.y, rb, along - spread, along + spread);
  path.closePath();
}
