import { smoothRing } from './smooth-ring.ts';

/**
 * Rings of pixel corners as a path in the same coordinates. `smooth` turns stairs into the lines they
 * stand for; without it the path follows the pixels, for zooms at which people see them.
 */
export function outlinePath(rings: readonly Int32Array[], smooth: boolean): Path2D {
  const path = new Path2D();
  for (const ring of rings) {
    if (smooth) addSmoothRing(path, ring);
    else addSharpRing(path, ring);
  }
  return path;
}

function addSharpRing(path: Path2D, ring: Int32Array): void {
  path.moveTo(ring[0]!, ring[1]!);
  for (let i = 2; i < ring.length; i += 2) path.lineTo(ring[i]!, ring[i + 1]!);
  path.closePath();
}

function addSmoothRing(path: Path2D, ring: Int32Array): void {
  const points = smoothRing(ring);
  path.moveTo(points[0]!, points[1]!);
  for (let i = 2; i < points.length; i += 2) path.lineTo(points[i]!, points[i + 1]!);
  path.closePath();
}
