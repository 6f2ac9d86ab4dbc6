import { unionOfMasks } from './boolean.ts';
import { emptyMask } from './create-mask.ts';
import type { Mask } from './mask.ts';
import { RunBuilder } from './run-builder.ts';

/** A disc of a brush stroke in image pixels; the radius may change along the stroke (pressure). */
export interface StrokePoint {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

/**
 * Half the diagonal of a pixel: from any point some pixel centre is at most this far, so a disc of this radius always
 * paints, and swept along a line it leaves no gap. Thinner brushes paint as if this thick.
 */
export const smallestRadius = Math.SQRT1_2;

/**
 * What a round brush paints when swept along the points: every pixel whose centre is in the hull of two neighbouring
 * discs. Computed row by row from the geometry, not drawn, so it is the same on every machine, and has no gap however
 * far apart the points are. One point paints a disc, none paints nothing.
 */
export function strokeMask(points: readonly StrokePoint[], width: number, height: number): Mask {
  if (points.length === 0) return emptyMask(width, height);
  const parts: Mask[] = [];
  for (let i = 0; i + 1 < points.length; i++) {
    parts.push(capsuleMask(points[i]!, points[i + 1]!, width, height));
  }
  const first = parts[0];
  if (first === undefined) return capsuleMask(points[0]!, points[0]!, width, height);
  return unionOfMasks([first, ...parts.slice(1)]);
}

/** One step of a stroke: the convex hull of two discs. What a live brush adds for each pointer move. */
export function capsuleMask(a: StrokePoint, b: StrokePoint, width: number, height: number): Mask {
  const builder = new RunBuilder(width, height);
  const ra = Math.max(a.radius, smallestRadius);
  const rb = Math.max(b.radius, smallestRadius);
  const sides = tangents(a, ra, b, rb);
  const first = Math.max(0, Math.ceil(Math.min(a.y - ra, b.y - rb) - 0.5));
  const last = Math.min(height - 1, Math.floor(Math.max(a.y + ra, b.y + rb) - 0.5));
  for (let y = first; y <= last; y++) {
    const centre = y + 0.5;
    // The hull is convex, so its row runs between the outermost crossings of the discs and of the two tangents.
    const halfA = discHalf(a.y, ra, centre);
    const halfB = discHalf(b.y, rb, centre);
    let left = Math.min(a.x - halfA, b.x - halfB);
    let right = Math.max(a.x + halfA, b.x + halfB);
    for (const [x1, y1, x2, y2] of sides) {
      if (y1 === y2 || centre < Math.min(y1, y2) || centre > Math.max(y1, y2)) continue;
      const x = x1 + ((centre - y1) * (x2 - x1)) / (y2 - y1);
      left = Math.min(left, x);
      right = Math.max(right, x);
    }
    if (left <= right) builder.add(y, Math.ceil(left - 0.5), Math.floor(right - 0.5) + 1);
  }
  return builder.finish();
}

type Side = readonly [x1: number, y1: number, x2: number, y2: number];

/** Half the length of a disc's row; minus infinity where the row misses it. */
function discHalf(y: number, radius: number, centre: number): number {
  const across = centre - y;
  const square = radius * radius - across * across;
  return square >= 0 ? Math.sqrt(square) : Number.NEGATIVE_INFINITY;
}

/** The two outer tangents of two discs; none when one disc holds the other. */
function tangents(a: StrokePoint, ra: number, b: StrokePoint, rb: number): readonly Side[] {
  const dx = b.x - a.x;
  const dy = b.y - a.y;
  const length = Math.hypot(dx, dy);
  if (length === 0 || Math.abs(ra - rb) >= length) return [];
  const along = (ra - rb) / length;
  const across = Math.sqrt(1 - along * along);
  return [1, -1].map((sign): Side => {
    const nx = (dx * along - sign * dy * across) / length;
    const ny = (dy * along + sign * dx * across) / length;
    return [a.x + nx * ra, a.y + ny * ra, b.x + nx * rb, b.y + ny * rb];
  });
}
