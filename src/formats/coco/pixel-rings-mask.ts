import { emptyMask } from '../../mask/create-mask.ts';
import type { Mask } from '../../mask/mask.ts';
import type { Ring } from '../../mask/polygon.ts';

/** Rings' numbers must fit beside columns. */
const mostRings = 1024;
/** Corners beyond this are for `cocoPolygonMask` to judge. */
const farthest = 2 ** 28;

/**
 * The union of rings that run along the borders of pixels, as exact masks are written, by the even-odd rule each: what
 * `cocoPolygonMask` makes of them one by one, in a fraction of the time. Null when a corner lies within a pixel or very
 * far away, or a side is neither level nor upright.
 */
export function pixelRingsMask(rings: readonly Ring[], width: number, height: number): Mask | null {
  if (rings.length > mostRings) return null;
  if (places.length < height + 1) places = new Int32Array(height + 1);
  low = height;
  high = 0;
  const ofPixels = rings.every((ring) => countEdges(ring, height));
  const shift = Math.ceil(Math.log2(Math.max(1, rings.length)));
  if (ofPixels) {
    reserveEdges();
    for (const [number, ring] of rings.entries()) placeEdges(ring, number, shift, width, height);
  }
  const mask = ofPixels ? maskFromEdges(width, height, shift) : null;
  places.fill(0, low, high + 1);
  return mask;
}

/*
 * Working memory, kept between calls, since masks are many. `edges` holds the upright sides row by row: column and, in
 * the last `shift` bits, the number of the ring. `places` says by row how many more there are than in the row above, then
 * where the next goes, and so where a row ends; it is 0 between calls. The rows from `low` to before `high` have any.
 */
let places = new Int32Array(1024);
let low = 0;
let high = 0;
let edges = new Uint32Array(4096);
let rowStarts = new Uint32Array(1024);
const isOpen = new Uint8Array(mostRings);

/** Adds a ring's upright sides to `places`; false when it is not of pixels. */
function countEdges(ring: Ring, height: number): boolean {
  const change = places;
  let x = ring[ring.length - 2]!;
  let y = ring[ring.length - 1]!;
  for (let i = 0; i < ring.length; i += 2) {
    const nextX = ring[i]!;
    const nextY = ring[i + 1]!;
    if ((nextX | 0) !== nextX || (nextY | 0) !== nextY) return false;
    if (Math.max(Math.abs(nextX), Math.abs(nextY)) > farthest) return false;
    if (nextY !== y) {
      if (nextX !== x) return false;
      const first = Math.min(height, Math.max(0, Math.min(y, nextY)));
      const end = Math.min(height, Math.max(0, Math.max(y, nextY)));
      change[first]!++;
      change[end]!--;
      if (first < low) low = first;
      if (end > high) high = end;
    }
    x = nextX;
    y = nextY;
  }
  return true;
}

/** Makes `places` say where each row's edges begin, and room for all of them. */
function reserveEdges(): void {
  const next = places;
  let here = 0;
  let total = 0;
  for (let y = low; y < high; y++) {
    here += next[y]!;
    next[y] = total;
    total += here;
  }
  if (edges.length < total) edges = new Uint32Array(2 * total);
}

function placeEdges(ring: Ring, number: number, shift: number, width: number, height: number): void {
  const [out, next] = [edges, places];
  let y = ring[ring.length - 1]!;
  for (let i = 0; i < ring.length; i += 2) {
    const nextY = ring[i + 1]!;
    if (nextY !== y) {
      // Left or right of the photo nothing is seen of where a side is, only that it is there.
      const edge = (Math.min(width, Math.max(0, ring[i]!)) << shift) | number;
      const end = Math.min(height, Math.max(y, nextY));
      for (let row = Math.max(0, Math.min(y, nextY)); row < end; row++) out[next[row]!++] = edge;
    }
    y = nextY;
  }
}

/** Sorts each row's edges and keeps those at which the first ring begins or the last ends. */
function maskFromEdges(width: number, height: number, shift: number): Mask {
  if (rowStarts.length < high - low + 1) rowStarts = new Uint32Array(2 * (high - low + 1));
  const [given, ends, starts] = [edges, places, rowStarts];
  let count = 0;
  let top = -1;
  let bottom = -1;
  let from = 0;
  for (let y = low; y < high; y++) {
    const to = ends[y]!;
    const begin = count;
    if (to > from) {
      sortRow(from, to);
      // The result is never longer than what has been read of it.
      count = shift === 0 ? addRow(from, to, count) : addUnion(from, to, count, shift);
    }
    from = to;
    if (count === begin) continue;
    if (top < 0) top = y;
    for (let row = bottom < 0 ? y : bottom + 1; row <= y; row++) starts[row - top] = begin >>> 1;
    bottom = y;
  }
  if (top < 0) return emptyMask(width, height);
  starts[bottom - top + 1] = count >>> 1;
  const rows = starts.slice(0, bottom - top + 2);
  return { width, height, top, rows, runs: given.slice(0, count) };
}

/** Of one ring; two edges in one place, as seams have, are none. */
function addRow(from: number, to: number, count: number): number {
  const values = edges;
  let at = count;
  for (let i = from; i < to; i++) {
    const x = values[i]!;
    if (at > count && values[at - 1] === x) at--;
    else values[at++] = x;
  }
  return at;
}

function addUnion(from: number, to: number, count: number, shift: number): number {
  const [values, open] = [edges, isOpen];
  const mask = (1 << shift) - 1;
  let at = count;
  let depth = 0;
  for (let i = from; i < to; ) {
    const before = depth;
    const x = values[i]! >>> shift;
    for (; i < to && values[i]! >>> shift === x; i++) {
      const ring = values[i]! & mask;
      open[ring]! ^= 1;
      depth += open[ring] === 1 ? 1 : -1;
    }
    if (before > 0 !== depth > 0) values[at++] = x;
  }
  return at;
}

/** Most rows have a handful of edges, for which calling the engine's sort would take longer. */
function sortRow(from: number, to: number): void {
  const values = edges;
  if (to - from > 24) {
    values.subarray(from, to).sort();
    return;
  }
  for (let i = from + 1; i < to; i++) {
    const value = values[i]!;
    let j = i;
    for (; j > from && values[j - 1]! > value; j--) values[j] = values[j - 1]!;
    values[j] = value;
  }
}
