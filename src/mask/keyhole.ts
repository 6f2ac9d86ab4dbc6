import type { Contour } from './contours.ts';
import type { Ring } from './polygon.ts';

/**
 * One ring for a part with holes, for formats that know no holes: each hole is joined by a seam, a line of no width
 * walked there and back, so even-odd, nonzero and pycocotools' fill all leave the hole open. Seams go straight up from
 * the top of a hole to what lies above it. Without holes this is the outer ring itself.
 */
export function keyholeRing(contour: Contour): Ring {
  if (contour.holes.length === 0) return contour.outer;
  const holes = contour.holes.map(fromTop).sort((a, b) => a[1]! - b[1]! || a[0]! - b[0]!);
  const rings = [contour.outer, ...holes];
  return joinRings(rings, findSeams(rings));
}

/** The ring begun at its topmost corner, the leftmost of these. */
function fromTop(ring: Ring): Ring {
  let first = 0;
  for (let i = 0; i < ring.length; i += 2) {
    const higher = ring[i + 1]! < ring[first + 1]!;
    const level = ring[i + 1] === ring[first + 1];
    if (higher || (level && ring[i]! < ring[first]!)) first = i;
  }
  const values = Array.from(ring);
  return [...values.slice(first), ...values.slice(0, first)];
}

interface Seam {
  /** Index into `rings` of the hole that hangs here. */
  readonly hole: number;
  /** The seam's upper end: on this segment (by its first corner) of that ring. */
  readonly ring: number;
  readonly segment: number;
  readonly x: number;
  readonly y: number;
}

/** Segments are filed by the strip of columns they cross, so that a seam looks at its own strip only. */
const stripWidth = 16;

/**
 * Where each hole's seam ends: the nearest segment straight above its top corner. That one belongs to the outer ring
 * or to a hole whose top is higher, so the seams make a tree.
 */
function findSeams(rings: readonly Ring[]): Seam[] {
  const strips = new Map<number, number[]>();
  const firsts: number[] = [0];
  for (const ring of rings) firsts.push(firsts[firsts.length - 1]! + ring.length / 2);
  rings.forEach((ring, r) => {
    for (let i = 0; i < ring.length / 2; i++) {
      const j = (i + 1) % (ring.length / 2);
      const low = Math.min(ring[2 * i]!, ring[2 * j]!);
      const high = Math.max(ring[2 * i]!, ring[2 * j]!);
      if (low === high) continue;
      for (let s = Math.floor(low / stripWidth); s * stripWidth < high; s++) {
        const strip = strips.get(s);
        if (strip === undefined) strips.set(s, [firsts[r]! + i]);
        else strip.push(firsts[r]! + i);
      }
    }
  });
  return rings.slice(1).map((hole, h) => nearestAbove(rings, firsts, strips, hole, h + 1));
}

function nearestAbove(
  rings: readonly Ring[],
  firsts: readonly number[],
  strips: ReadonlyMap<number, readonly number[]>,
  hole: Ring,
  index: number,
): Seam {
  const x = hole[0]!;
  const top = hole[1]!;
  let best: Seam | null = null;
  for (const id of strips.get(Math.floor(x / stripWidth)) ?? []) {
    const r = ringOf(firsts, id);
    const ring = rings[r]!;
    const i = id - firsts[r]!;
    if (r === index) continue;
    const j = (i + 1) % (ring.length / 2);
    const left = ring[2 * i]! < ring[2 * j]! ? i : j;
    const right = left === i ? j : i;
    // Half-open, so that of two segments that meet above the corner exactly one counts.
    if (!(ring[2 * left]! <= x && x < ring[2 * right]!)) continue;
    const share = (x - ring[2 * left]!) / (ring[2 * right]! - ring[2 * left]!);
    const y = ring[2 * left + 1]! + share * (ring[2 * right + 1]! - ring[2 * left + 1]!);
    if (y < top && (best === null || y > best.y)) best = { hole: index, ring: r, segment: i, x, y };
  }
  // A hole outside its ring (a contour that simplification broke) hangs from the ring's first corner.
  return best ?? { hole: index, ring: 0, segment: 0, x: rings[0]![0]!, y: rings[0]![1]! };
}

function ringOf(firsts: readonly number[], id: number): number {
  let low = 0;
  let high = firsts.length - 2;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (firsts[middle]! <= id) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Walks the tree of rings; a stack instead of recursion, since holes may hang in chains thousands long. */
function joinRings(rings: readonly Ring[], seams: readonly Seam[]): Ring {
  const hanging = rings.map((): Seam[] => []);
  for (const seam of seams) hanging[seam.ring]!.push(seam);
  rings.forEach((ring, r) => {
    const along = (seam: Seam) =>
      Math.abs(seam.x - ring[2 * seam.segment]!) + Math.abs(seam.y - ring[2 * seam.segment + 1]!);
    hanging[r]!.sort((a, b) => a.segment - b.segment || along(a) - along(b));
  });
  const out: number[] = [];
  const stack = [{ ring: 0, corner: 0, seam: 0 }];
  while (stack.length > 0) {
    const at = stack[stack.length - 1]!;
    const ring = rings[at.ring]!;
    const seams = hanging[at.ring]!;
    const seam = seams[at.seam];
    if (seam !== undefined && seam.segment < at.corner) {
      // Down the seam; the way back up is written when the hole is done.
      out.push(seam.x, seam.y);
      at.seam++;
      stack.push({ ring: seam.hole, corner: 0, seam: 0 });
    } else if (at.corner < ring.length / 2) {
      out.push(ring[2 * at.corner]!, ring[2 * at.corner + 1]!);
      at.corner++;
    } else {
      stack.pop();
      if (at.ring === 0) break;
      const parent = stack[stack.length - 1]!;
      const used = hanging[parent.ring]![parent.seam - 1]!;
      out.push(ring[0]!, ring[1]!, used.x, used.y);
    }
  }
  return withoutRepeats(out);
}

function withoutRepeats(ring: readonly number[]): Ring {
  const out: number[] = [];
  for (let i = 0; i < ring.length; i += 2) {
    const n = out.length;
    if (n === 0 || out[n - 2] !== ring[i] || out[n - 1] !== ring[i + 1]) out.push(ring[i]!, ring[i + 1]!);
  }
  while (out.length > 2 && out[0] === out[out.length - 2] && out[1] === out[out.length - 1]) out.length -= 2;
  return out;
}
