import { StudioError } from '../../errors/studio-error.ts';
import { emptyMask } from '../../mask/create-mask.ts';
import type { Mask } from '../../mask/mask.ts';
import type { Ring } from '../../mask/polygon.ts';

/** pycocotools places corners on a grid five times as fine as pixels. */
const scale = 5;

/**
 * The mask of a ring as pycocotools gives it, pixel for pixel, whatever fractions its corners have. A pixel's column is
 * judged where the outline passes from the fine column 5x + 2 to 5x + 3, its centre; each passage turns inside to
 * outside or back from a row on, which the fine row of the passage, rounded, decides. For corners on whole numbers this
 * is the even-odd rule at pixel centres. (Semantics of rleFrPoly in cocoapi's maskApi.c, without its walk along every
 * fine step, which far corners would make endless.)
 */
export function cocoPolygonMask(ring: Ring, width: number, height: number): Mask {
  const corners = ring.length >> 1;
  let count = 0;
  let x = fine(ring[2 * corners - 2] ?? 0);
  let y = fine(ring[2 * corners - 1] ?? 0);
  for (let i = 0; i < corners; i++) {
    const nextX = fine(ring[2 * i]!);
    const nextY = fine(ring[2 * i + 1]!);
    if (nextX !== x) count = addTurns(x, y, nextX, nextY, width, height, count);
    x = nextX;
    y = nextY;
  }
  return maskFromTurns(count, width, height);
}

/** In fine units. pycocotools cannot count further; and steps along an edge could not be told apart, nor would they end. */
const farthest = 2 ** 31;

/** C's conversion to a whole number cuts fractions off. */
function fine(value: number): number {
  const result = Math.trunc(scale * value + 0.5);
  if (!(Math.abs(result) <= farthest))
    throw new StudioError('format-invalid', 'A corner of its outline is too far from the photo.');
  return result;
}

/*
 * Where the ring in work turns inside to outside or back: from a row on, in the columns from a first to before a last.
 * Kept between calls, since rings are many.
 */
let turns = new Uint32Array(3072);

/** Writes where an edge, in fine units, turns the columns that it passes, to `turns`; gives how many there are then. */
function addTurns(
  fromX: number,
  fromY: number,
  toX: number,
  toY: number,
  width: number,
  height: number,
  count: number,
): number {
  const [dx, dy] = [Math.abs(toX - fromX), Math.abs(toY - fromY)];
  const flat = dx >= dy;
  // Rounding goes from the smaller end of the longer side, whichever way the edge is walked.
  const flip = flat ? fromX > toX : fromY > toY;
  const [xs, ys, xe, ye] = flip ? [toX, toY, fromX, fromY] : [fromX, fromY, toX, toY];
  const slope = flat ? (ye - ys) / dx : (xe - xs) / dy;
  const low = Math.min(xs, xe);
  const high = Math.max(xs, xe);
  const first = Math.max(0, Math.ceil((low - 2) / scale));
  const last = Math.min(width - 1, Math.floor((high - 3) / scale));
  if (last < first) return count;
  turns = atLeast(turns, 3 * (count + last - first + 1), 3 * count);
  if (dy === 0) return addTurn(rowOf(ys), first, last + 1, height, count);
  let at = count;
  let row = -1;
  let start = first;
  for (let x = first; x <= last; x++) {
    const u = scale * x + 2;
    const v = flat
      ? Math.min(Math.trunc(ys + slope * (u - xs) + 0.5), Math.trunc(ys + slope * (u + 1 - xs) + 0.5))
      : ys + stepBefore(u, xs, slope, dy);
    const y = rowOf(v);
    if (y === row) continue;
    if (x > first) at = addTurn(row, start, x, height, at);
    row = y;
    start = x;
  }
  return addTurn(row, start, last + 1, height, at);
}

/** The row from whose top on a passage at a fine row counts. */
function rowOf(v: number): number {
  return Math.max(0, Math.ceil((v + 0.5) / scale - 0.5));
}

/** What turns below the photo turns nothing on it. */
function addTurn(row: number, first: number, last: number, height: number, count: number): number {
  if (row >= height) return count;
  turns[3 * count] = row;
  turns[3 * count + 1] = first;
  turns[3 * count + 2] = last;
  return count + 1;
}

/** On a steep edge, the step after which the column passes between `u` and `u + 1`. */
function stepBefore(u: number, xs: number, slope: number, steps: number): number {
  // The column passes where xs + slope * step + 0.5 reaches u + 1; rounding may move that by a step.
  let step = Math.min(steps - 1, Math.max(0, Math.floor((u + 0.5 - xs) / slope)));
  while (step > 0 && hasPassed(u, xs, slope, step)) step--;
  while (step + 1 < steps && !hasPassed(u, xs, slope, step + 1)) step++;
  return step;
}

function hasPassed(u: number, xs: number, slope: number, step: number): boolean {
  const column = Math.trunc(xs + slope * step + 0.5);
  return slope > 0 ? column > u : column <= u;
}

/** By row of the ring: where its edges end in `columns`. Zero between calls. */
let ends = new Uint32Array(1024);
/** The first and last columns of turns, row by row, each row in order. */
let columns = new Uint32Array(1024);
/** The runs of the mask in work, and where each row's begin. */
let runs = new Uint32Array(4096);
let starts = new Uint32Array(1024);

function atLeast(array: Uint32Array<ArrayBuffer>, length: number, used: number): Uint32Array<ArrayBuffer> {
  if (array.length >= length) return array;
  const larger = new Uint32Array(2 * length);
  larger.set(array.subarray(0, used));
  return larger;
}

/**
 * A row has an edge where the row above has one or a turn begins or ends, but not both: each row's edges are those of
 * the row above, with the columns of its own turns put in or taken out.
 */
function maskFromTurns(count: number, width: number, height: number): Mask {
  if (count === 0) return emptyMask(width, height);
  let low = height;
  let high = -1;
  for (let i = 0; i < 3 * count; i += 3) {
    low = Math.min(low, turns[i]!);
    high = Math.max(high, turns[i]!);
  }
  sortTurns(count, low, high);
  starts = atLeast(starts, height + 1, 0);
  const begins = starts;
  let length = 0;
  let above = 0;
  let from = 0;
  let top = -1;
  let bottom = -1;
  for (let y = low; y < height && (y <= high || length > above); y++) {
    const begin = length;
    const to = y <= high ? ends[y - low]! : from;
    const most = 2 * length - above + to - from;
    if (runs.length < most) runs = atLeast(runs, most, length);
    length = addRow(above, begin, from, to);
    above = begin;
    from = to;
    if (length === begin) continue;
    if (top < 0) top = y;
    for (let row = bottom < 0 ? y : bottom + 1; row <= y; row++) begins[row - top] = begin >>> 1;
    bottom = y;
  }
  ends.fill(0, 0, high - low + 1);
  if (top < 0) return emptyMask(width, height);
  begins[bottom - top + 1] = length >>> 1;
  const rows = begins.slice(0, bottom - top + 2);
  return { width, height, top, rows, runs: runs.slice(0, length) };
}

/** Writes the columns of turns to `columns`, and where each row's end to `ends`. */
function sortTurns(count: number, low: number, high: number): void {
  columns = atLeast(columns, 2 * count, 0);
  ends = atLeast(ends, high - low + 2, 0);
  // For a moment `ends` of a row says where the row's own begin: one place further on than its number.
  const [given, out, next] = [turns, columns, ends];
  for (let i = 0; i < 3 * count; i += 3) next[given[i]! - low + 1]! += 2;
  for (let row = 1; row <= high - low + 1; row++) next[row]! += next[row - 1]!;
  for (let i = 0; i < 3 * count; i += 3) {
    const row = given[i]! - low;
    const at = next[row]!;
    out[at] = given[i + 1]!;
    out[at + 1] = given[i + 2]!;
    next[row] = at + 2;
  }
  next[high - low + 1] = 0;
  let begin = 0;
  for (let row = 0; row <= high - low; row++) {
    const end = next[row]!;
    if (end - begin > 2) sortRange(begin, end);
    begin = end;
  }
}

/** Most rows have a handful of columns, for which calling the engine's sort would take longer. */
function sortRange(from: number, to: number): void {
  if (to - from > 24) {
    columns.subarray(from, to).sort();
    return;
  }
  for (let i = from + 1; i < to; i++) {
    const value = columns[i]!;
    let j = i;
    for (; j > from && columns[j - 1]! > value; j--) columns[j] = columns[j - 1]!;
    columns[j] = value;
  }
}

/** Appends to `runs` the edges of the row above, from `above` to before `begin`, changed by columns; gives the new end. */
function addRow(above: number, begin: number, from: number, to: number): number {
  const out = runs;
  const turned = columns;
  let at = begin;
  let i = above;
  let j = from;
  while (j < to) {
    const column = turned[j]!;
    while (i < begin && out[i]! < column) out[at++] = out[i++]!;
    let times = 0;
    while (j < to && turned[j] === column) {
      times++;
      j++;
    }
    if (i < begin && out[i] === column) {
      times++;
      i++;
    }
    if ((times & 1) === 1) out[at++] = column;
  }
  while (i < begin) out[at++] = out[i++]!;
  return at;
}
