import type { Mask } from './mask.ts';
import { checkSameSize } from './measure.ts';

/** Bit (a | b << 1) of a table says whether a pixel is set in the result. */
const table = { union: 0b1110, subtract: 0b0010, intersect: 0b1000, xor: 0b0110 } as const;

/** Pixels of either. All four throw StudioError `mask-invalid` when the sizes differ, and are linear in the runs. */
export function unionMasks(a: Mask, b: Mask): Mask {
  return combine(a, b, table.union);
}

/** Pixels of `a` that are not in `b`. */
export function subtractMasks(a: Mask, b: Mask): Mask {
  return combine(a, b, table.subtract);
}

/** Pixels of both. */
export function intersectMasks(a: Mask, b: Mask): Mask {
  return combine(a, b, table.intersect);
}

/** Pixels of exactly one. */
export function xorMasks(a: Mask, b: Mask): Mask {
  return combine(a, b, table.xor);
}

/** Pixels of the photo that are not in the mask. */
export function invertMask(mask: Mask): Mask {
  const rows = Uint32Array.from({ length: mask.height + 1 }, (_, y) => y);
  const runs = new Uint32Array(mask.height * 2);
  for (let y = 0; y < mask.height; y++) runs[2 * y + 1] = mask.width;
  return combine({ width: mask.width, height: mask.height, top: 0, rows, runs }, mask, table.subtract);
}

/** The union of any number of masks of one size, pairwise in a tree so that the work stays n log n in the runs. */
export function unionOfMasks(masks: readonly [Mask, ...Mask[]]): Mask {
  let level: Mask[] = [...masks];
  while (level.length > 1) {
    const next: Mask[] = [];
    for (let i = 0; i + 1 < level.length; i += 2) next.push(unionMasks(level[i]!, level[i + 1]!));
    if (level.length % 2 === 1) next.push(level[level.length - 1]!);
    level = next;
  }
  return level[0]!;
}

function combine(a: Mask, b: Mask, truth: number): Mask {
  checkSameSize(a, b);
  const aStored = a.rows.length - 1;
  const bStored = b.rows.length - 1;
  if (bStored === 0 && (truth & 0b0010) !== 0) return a;
  if (aStored === 0 && (truth & 0b0100) !== 0) return b;
  const first = Math.min(aStored > 0 ? a.top : b.top, bStored > 0 ? b.top : a.top);
  const last = Math.max(a.top + aStored, b.top + bStored);
  const rows = new Uint32Array(last - first + 1);
  const edges = new Uint32Array(a.runs.length + b.runs.length);
  let count = 0;
  for (let y = first; y < last; y++) {
    rows[y - first] = count >> 1;
    const j = y - a.top;
    const k = y - b.top;
    const inA = j >= 0 && j < aStored;
    const inB = k >= 0 && k < bStored;
    const aFrom = inA ? a.rows[j]! * 2 : 0;
    const aTo = inA ? a.rows[j + 1]! * 2 : 0;
    const bFrom = inB ? b.rows[k]! * 2 : 0;
    const bTo = inB ? b.rows[k + 1]! * 2 : 0;
    count = mergeRow(a.runs, aFrom, aTo, b.runs, bFrom, bTo, truth, edges, count);
  }
  rows[last - first] = count >> 1;
  return trimmed(a.width, a.height, first, rows, edges, count);
}

/**
 * Walks the edges of one row of both masks in order of column. Runs are pairs of edges, so each edge toggles its side,
 * and an edge of the result is wherever the truth of the pair changes: the output is canonical by construction.
 */
function mergeRow(
  a: Uint32Array,
  aFrom: number,
  aTo: number,
  b: Uint32Array,
  bFrom: number,
  bTo: number,
  truth: number,
  out: Uint32Array,
  outFrom: number,
): number {
  let i = aFrom;
  let j = bFrom;
  let count = outFrom;
  let state = 0;
  let set = 0;
  while (i < aTo && j < bTo) {
    const x = a[i]!;
    const z = b[j]!;
    const at = Math.min(x, z);
    if (x <= z) {
      state ^= 1;
      i++;
    }
    if (z <= x) {
      state ^= 2;
      j++;
    }
    const now = (truth >> state) & 1;
    if (now !== set) {
      out[count++] = at;
      set = now;
    }
  }
  if (i < aTo && (truth & 0b0010) !== 0) while (i < aTo) out[count++] = a[i++]!;
  if (j < bTo && (truth & 0b0100) !== 0) while (j < bTo) out[count++] = b[j++]!;
  // An intersection ends with the shorter list; its own last edge was written when that list ended.
  return count;
}

function trimmed(
  width: number,
  height: number,
  first: number,
  rows: Uint32Array,
  edges: Uint32Array,
  count: number,
): Mask {
  if (count === 0) return { width, height, top: 0, rows: new Uint32Array(1), runs: new Uint32Array(0) };
  let from = 0;
  let to = rows.length - 1;
  while (rows[from + 1] === 0) from++;
  while (rows[to - 1] === rows[to]) to--;
  return { width, height, top: first + from, rows: rows.slice(from, to + 1), runs: edges.slice(0, count) };
}
