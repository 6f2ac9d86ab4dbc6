import { contourMask } from './contour-mask.ts';
import { type Contour, traceContours } from './contours.ts';
import type { Mask } from './mask.ts';
import type { Ring } from './polygon.ts';

/**
 * Fewer corners: no point of an old outline is further than `tolerance` (pixels) from the new one (Douglas and
 * Peucker 1973, on closed rings). Simplified rings can cross; where a part's rings do, its tolerance is halved until
 * they don't. Holes, and whole parts, that shrink to nothing are left out.
 */
export function simplifyContours(contours: readonly Contour[], tolerance: number): Contour[] {
  return contours.map((contour) => simplifyContour(contour, tolerance)).filter((contour) => contour !== null);
}

/** The mask with smoother outlines: its contours simplified and filled again. */
export function simplifyMask(mask: Mask, tolerance: number): Mask {
  return contourMask(simplifyContours(traceContours(mask), tolerance), mask.width, mask.height);
}

/** Below half a pixel nothing is gained by simplifying the outline of pixels. */
const smallestTolerance = 0.4;

function simplifyContour(contour: Contour, tolerance: number): Contour | null {
  for (let t = tolerance; t >= smallestTolerance; t /= 2) {
    const outer = simplifyRing(contour.outer, t);
    if (outer.length < 6) return null;
    const holes = contour.holes.map((hole) => simplifyRing(hole, t)).filter((hole) => hole.length >= 6);
    if (!ringsCross([outer, ...holes])) return { outer, holes };
  }
  return contour;
}

/** One closed ring; fewer than 3 corners remain when all of it lies within the tolerance of a line. */
export function simplifyRing(ring: Ring, tolerance: number): Ring {
  const corners = ring.length / 2;
  if (corners < 3) return ring;
  const far = farthestFrom(ring, farthestFrom(ring, 0));
  const other = farthestFrom(ring, far);
  const keep = new Uint8Array(corners);
  keep[far] = 1;
  keep[other] = 1;
  const stack: [number, number][] = [
    [far, other < far ? other + corners : other],
    [other, far < other ? far + corners : far],
  ];
  while (stack.length > 0) {
    const [from, to] = stack.pop()!;
    let worst = -1;
    let worstDistance = tolerance;
    for (let i = from + 1; i < to; i++) {
      const distance = distanceToSegment(ring, i % corners, from % corners, to % corners);
      if (distance > worstDistance) {
        worst = i;
        worstDistance = distance;
      }
    }
    if (worst < 0) continue;
    keep[worst % corners] = 1;
    stack.push([from, worst], [worst, to]);
  }
  const out: number[] = [];
  for (let i = 0; i < corners; i++) if (keep[i] === 1) out.push(ring[2 * i]!, ring[2 * i + 1]!);
  return out;
}

function farthestFrom(ring: Ring, from: number): number {
  let best = from;
  let bestDistance = -1;
  for (let i = 0; i < ring.length / 2; i++) {
    const distance = Math.hypot(ring[2 * i]! - ring[2 * from]!, ring[2 * i + 1]! - ring[2 * from + 1]!);
    if (distance > bestDistance) {
      best = i;
      bestDistance = distance;
    }
  }
  return best;
}

function distanceToSegment(ring: Ring, point: number, a: number, b: number): number {
  const ax = ring[2 * a]!;
  const ay = ring[2 * a + 1]!;
  const dx = ring[2 * b]! - ax;
  const dy = ring[2 * b + 1]! - ay;
  const px = ring[2 * point]! - ax;
  const py = ring[2 * point + 1]! - ay;
  const length = dx * dx + dy * dy;
  const share = length === 0 ? 0 : Math.min(1, Math.max(0, (px * dx + py * dy) / length));
  return Math.hypot(px - share * dx, py - share * dy);
}

type Segment = readonly [x1: number, y1: number, x2: number, y2: number];

/** Whether any two segments of the rings cross properly; touching at a corner, as pixels do, is no crossing. */
function ringsCross(rings: readonly Ring[]): boolean {
  const segments: Segment[] = rings.flatMap((ring) =>
    Array.from({ length: ring.length / 2 }, (_, i): Segment => {
      const j = (i + 1) % (ring.length / 2);
      return [ring[2 * i]!, ring[2 * i + 1]!, ring[2 * j]!, ring[2 * j + 1]!];
    }),
  );
  segments.sort((a, b) => Math.min(a[1], a[3]) - Math.min(b[1], b[3]));
  let active: Segment[] = [];
  for (const segment of segments) {
    const top = Math.min(segment[1], segment[3]);
    active = active.filter((other) => Math.max(other[1], other[3]) >= top);
    for (const other of active) if (segmentsCross(segment, other)) return true;
    active.push(segment);
  }
  return false;
}

function segmentsCross(a: Segment, b: Segment): boolean {
  if (Math.max(a[0], a[2]) < Math.min(b[0], b[2]) || Math.max(b[0], b[2]) < Math.min(a[0], a[2]))
    return false;
  const side = (s: Segment, x: number, y: number) =>
    Math.sign((s[2] - s[0]) * (y - s[1]) - (s[3] - s[1]) * (x - s[0]));
  return side(a, b[0], b[1]) * side(a, b[2], b[3]) < 0 && side(b, a[0], a[1]) * side(b, a[2], a[3]) < 0;
}
