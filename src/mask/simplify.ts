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

/**
 * One closed ring; its first corner is always kept. Fewer than 3 corners remain when all of it lies within the tolerance
 * of a line from there.
 */
export function simplifyRing(ring: Ring, tolerance: number): Ring {
  const corners = ring.length / 2;
  if (corners < 3) return ring;
  const middle = lineOf(ring);
  keep.fill(0, 0, corners);
  keep[0] = 1;
  keep[middle] = 1;
  const stack = [0, middle, middle, corners];
  while (stack.length > 0) {
    const to = stack.pop()!;
    const from = stack.pop()!;
    const worst = worstBetween(from, to, tolerance);
    if (worst < 0) continue;
    keep[worst] = 1;
    if (worst - from > 1) stack.push(from, worst);
    if (to - worst > 1) stack.push(worst, to);
  }
  const out: number[] = [];
  for (let i = 0; i < corners; i++) if (keep[i] === 1) out.push(ring[2 * i]!, ring[2 * i + 1]!);
  return out;
}

/** Working memory, kept between calls: making it anew for each ring would take as long as simplifying a small one. */
let line = new Float64Array(2048);
let keep = new Uint8Array(1024);

/** Puts a ring on the line, up to its first corner again, so that chains never wrap; gives the corner farthest from it. */
function lineOf(ring: Ring): number {
  if (line.length < ring.length + 2) {
    line = new Float64Array(2 * ring.length + 2);
    keep = new Uint8Array(ring.length + 1);
  }
  const x = ring[0]!;
  const y = ring[1]!;
  let best = 0;
  let most = 0;
  for (let i = 0; i < ring.length; i += 2) {
    const px = ring[i]!;
    const py = ring[i + 1]!;
    line[i] = px;
    line[i + 1] = py;
    const distance = (px - x) * (px - x) + (py - y) * (py - y);
    if (distance > most) {
      best = i / 2;
      most = distance;
    }
  }
  line[ring.length] = x;
  line[ring.length + 1] = y;
  return best;
}

/** The corner between two others that is farthest from the segment that joins them, -1 when all are within the tolerance. */
function worstBetween(from: number, to: number, tolerance: number): number {
  const points = line;
  const ax = points[2 * from]!;
  const ay = points[2 * from + 1]!;
  const dx = points[2 * to]! - ax;
  const dy = points[2 * to + 1]! - ay;
  const length = dx * dx + dy * dy;
  // Square distances times the square of the segment's length: no division for a corner.
  const scale = length === 0 ? 1 : length;
  let worst = -1;
  let most = tolerance * tolerance * scale;
  const end = 2 * to;
  for (let i = 2 * from + 2; i < end; i += 2) {
    const px = points[i]! - ax;
    const py = points[i + 1]! - ay;
    const along = px * dx + py * dy;
    let distance: number;
    if (along <= 0) distance = (px * px + py * py) * scale;
    else if (along >= length) distance = ((px - dx) * (px - dx) + (py - dy) * (py - dy)) * scale;
    else {
      const across = px * dy - py * dx;
      distance = across * across;
    }
    if (distance > most) {
      worst = i;
      most = distance;
    }
  }
  return worst >> 1;
}

/** Whether any two segments of the rings cross properly; touching at a corner, as pixels do, is no crossing. */
function ringsCross(rings: readonly Ring[]): boolean {
  const segments = segmentsOf(rings);
  const count = segments.length / 4;
  // Rows and, as the last digits, the segments whose upper ends lie there: sorted as plain numbers, which is fastest.
  const order = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    order[i] = Math.floor(Math.min(segments[4 * i + 1]!, segments[4 * i + 3]!)) * count + i;
  }
  order.sort();
  // Beside each other in that order: what most pairs are told apart by.
  const spans = new Float64Array(2 * count);
  for (let m = 0; m < count; m++) {
    const i = 4 * segmentIn(order[m]!, count);
    spans[2 * m] = Math.min(segments[i]!, segments[i + 2]!);
    spans[2 * m + 1] = Math.max(segments[i]!, segments[i + 2]!);
  }
  for (let m = 0; m < count; m++) {
    const i = segmentIn(order[m]!, count);
    const left = spans[2 * m]!;
    const right = spans[2 * m + 1]!;
    const bottom = Math.max(segments[4 * i + 1]!, segments[4 * i + 3]!) * count + count;
    for (let n = m + 1; n < count && order[n]! < bottom; n++) {
      if (spans[2 * n]! > right || spans[2 * n + 1]! < left) continue;
      if (segmentsCross(segments, i, segmentIn(order[n]!, count))) return true;
    }
  }
  return false;
}

/** Rows may be negative. */
function segmentIn(key: number, count: number): number {
  return key - Math.floor(key / count) * count;
}

/** Four numbers a segment: x1, y1, x2, y2. */
function segmentsOf(rings: readonly Ring[]): Float64Array {
  let count = 0;
  for (const ring of rings) count += ring.length / 2;
  const segments = new Float64Array(4 * count);
  let at = 0;
  for (const ring of rings) {
    for (let i = 0; i < ring.length; i += 2) {
      const j = i + 2 === ring.length ? 0 : i + 2;
      segments[at++] = ring[i]!;
      segments[at++] = ring[i + 1]!;
      segments[at++] = ring[j]!;
      segments[at++] = ring[j + 1]!;
    }
  }
  return segments;
}

function segmentsCross(s: Float64Array, i: number, j: number): boolean {
  const [a, b] = [4 * i, 4 * j];
  const ax = s[a]!;
  const ay = s[a + 1]!;
  const bx = s[b]!;
  const by = s[b + 1]!;
  const adx = s[a + 2]! - ax;
  const ady = s[a + 3]! - ay;
  const bdx = s[b + 2]! - bx;
  const bdy = s[b + 3]! - by;
  const b1 = adx * (by - ay) - ady * (bx - ax);
  const b2 = adx * (by + bdy - ay) - ady * (bx + bdx - ax);
  if (!((b1 < 0 && b2 > 0) || (b1 > 0 && b2 < 0))) return false;
  const a1 = bdx * (ay - by) - bdy * (ax - bx);
  const a2 = bdx * (ay + ady - by) - bdy * (ax + adx - bx);
  return (a1 < 0 && a2 > 0) || (a1 > 0 && a2 < 0);
}
