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
    let left = Number.POSITIVE_INFINITY;
    let right = Number.NEGATIVE_INFINITY;
    const include = (from: number, to: number) => {
      if (from < left) left = from;
      if (to > right) right = to;
    };
    discRow(a.x, a.y, ra, centre, include);
    discRow(b.x, b.y, rb, centre, include);
    for (const side of sides) sideRow(side, centre, include);
    if (left <= right) builder.add(y, Math.ceil(left - 0.5), Math.floor(right - 0.5) + 1);
  }
  return builder.finish();
}

type Include = (from: number, to: number) => void;
type Side = readonly [x1: number, y1: number, x2: number, y2: number];

function discRow(x: number, y: number, radius: number, centre: number, include: Include): void {
  const across = centre - y;
  const half = radius * radius - across * across;
  if (half >= 0) include(x - Math.sqrt(half), x + Math.sqrt(half));
}

/** The hull is convex, so its row runs between the outermost of the discs' and the two tangents' crossings. */
function sideRow([x1, y1, x2, y2]: Side, centre: number, include: Include): void {
  if (y1 === y2 || centre < Math.min(y1, y2) || centre > Math.max(y1, y2)) return;
  const x = x1 + ((centre - y1) * (x2 - x1)) / (y2 - y1);
  include(x, x);
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
