import { StudioError } from '../errors/studio-error.ts';
import type { Mask } from './mask.ts';
import { checkSize } from './run-builder.ts';

/**
 * COCO's uncompressed counts: lengths of background and foreground by turns, column by column, background first (0
 * when the first pixel is set). The sum is width * height. (cocoapi, common/maskApi.c)
 */
export function rleCounts(mask: Mask): number[] {
  const length = countRuns(mask);
  return Array.from(counts.subarray(0, length));
}

/** The reverse. Throws StudioError `mask-invalid` when counts are not whole or don't add up to width * height. */
export function maskFromRleCounts(list: ArrayLike<number>, width: number, height: number): Mask {
  counts = atLeast(counts, list.length, 0);
  for (let i = 0; i < list.length; i++) counts[i] = list[i]!;
  return maskFromCounts(list.length, width, height);
}

/** COCO's compressed string: counts as 5-bit groups from character 48, from the third on as differences. */
export function encodeRle(mask: Mask): string {
  const length = countRuns(mask);
  // A count takes seven characters at most.
  if (codes.length < 7 * length) codes = new Uint8Array(14 * length);
  let at = 0;
  for (let i = 0; i < length; i++) {
    let value = i > 2 ? counts[i]! - counts[i - 2]! : counts[i]!;
    let more = true;
    while (more) {
      const bits = value & 31;
      value >>= 5;
      more = (bits & 16) !== 0 ? value !== -1 : value !== 0;
      codes[at++] = 48 + (more ? bits | 32 : bits);
    }
  }
  return textOf(codes.subarray(0, at));
}

/** The reverse. Throws StudioError `mask-invalid` for text that is no such string. */
export function decodeRle(text: string, width: number, height: number): Mask {
  counts = atLeast(counts, text.length, 0);
  let length = 0;
  let at = 0;
  while (at < text.length) {
    let value = 0;
    let shift = 0;
    let more = true;
    while (more) {
      const code = text.charCodeAt(at++) - 48;
      if (!(code >= 0 && code < 64) || shift > 30) throw damaged(`character ${at} does not belong there`);
      value |= (code & 31) << shift;
      more = (code & 32) !== 0;
      shift += 5;
      if (!more && (code & 16) !== 0 && shift < 32) value |= -1 << shift;
    }
    counts[length] = length > 2 ? value + counts[length - 2]! : value;
    length++;
  }
  return maskFromCounts(length, width, height);
}

/*
 * Working memory, kept between calls: a mask has a few hundred runs, and making arrays for them would take longer than
 * filling them.
 */
let counts = new Float64Array(1024);
let codes = new Uint8Array(4096);
/** Edges of the lines of one direction, and where each line's edges begin. */
let lineEdges = new Uint32Array(1024);
let lineStarts = new Uint32Array(1024);
/** Where neighbouring lines differ: line, from, to. */
let spans = new Uint32Array(3072);
/** By place along a line: how many edges fall there, then where the next one goes. Zero between calls. */
let places = new Int32Array(1024);

function atLeast<T extends Float64Array | Uint32Array | Int32Array>(
  array: T,
  length: number,
  used: number,
): T {
  if (array.length >= length) return array;
  const Kind = array.constructor as new (length: number) => T;
  const larger = new Kind(2 * length);
  larger.set(array.subarray(0, used));
  return larger;
}

/** Writes the counts of a mask to `counts`; gives how many there are. */
function countRuns({ width, height, top, rows, runs }: Mask): number {
  const found = findSpans(rows, runs, rows.length - 1);
  counts = atLeast(counts, found.edges + 2, 0);
  placeEdges(found, width);
  const [out, from, next] = [counts, spans, places];
  // Each edge, at the place that its column has in the order of columns, as a position in the flattened photo.
  let length = 0;
  for (let i = 0; i < found.count; i++) {
    const y = top + from[3 * i]!;
    const end = from[3 * i + 2]!;
    for (let x = from[3 * i + 1]!; x < end; x++) out[next[x]!++] = x * height + y;
  }
  places.fill(0, found.low, found.high + 1);
  for (let i = 0; i < found.edges; i++) {
    const edge = out[i]!;
    // A run that starts on top of a column goes on from one that ended at the foot of the column before.
    if (length > 0 && out[length - 1] === edge) length--;
    else out[length++] = edge;
  }
  const last = length === 0 ? 0 : out[length - 1]!;
  if (last < width * height || length === 0) out[length++] = width * height;
  for (let i = length - 1; i > 0; i--) out[i]! -= out[i - 1]!;
  return length;
}

interface Spans {
  readonly count: number;
  /** How many edges they make across the lines. */
  readonly edges: number;
  /** The places that they take, half-open; 0, 0 when there are none. */
  readonly low: number;
  readonly high: number;
}

/** Compares each of `lines` lines with the one before, the first and last with nothing; writes `spans`. */
function findSpans(starts: Uint32Array, edges: Uint32Array, lines: number): Spans {
  spans = atLeast(spans, 6 * starts[lines]! + 3, 0);
  const out = spans;
  let at = 0;
  let total = 0;
  let low = 0xffffffff;
  let high = 0;
  let iEnd = 0;
  for (let line = 0; line <= lines; line++) {
    let i = 2 * starts[Math.max(0, line - 1)]!;
    let j = iEnd;
    const jEnd = 2 * starts[Math.min(lines, line + 1)]!;
    let open = -1;
    while (i < iEnd || j < jEnd) {
      const before = i < iEnd ? edges[i]! : 0xffffffff;
      const here = j < jEnd ? edges[j]! : 0xffffffff;
      if (before <= here) i++;
      if (here <= before) j++;
      if (before === here) continue;
      const edge = before < here ? before : here;
      if (open < 0) {
        open = edge;
        continue;
      }
      out[at] = line;
      out[at + 1] = open;
      out[at + 2] = edge;
      at += 3;
      total += edge - open;
      if (open < low) low = open;
      if (edge > high) high = edge;
      open = -1;
    }
    iEnd = jEnd;
  }
  return { count: at / 3, edges: total, low: at === 0 ? 0 : low, high };
}

/** Makes `places` say where the first edge of each place goes. */
function placeEdges({ count, low, high }: Spans, across: number): void {
  places = atLeast(places, across + 2, 0);
  const [from, next] = [spans, places];
  for (let i = 0; i < 3 * count; i += 3) {
    next[from[i + 1]!]!++;
    next[from[i + 2]!]!--;
  }
  let here = 0;
  let first = 0;
  for (let place = low; place < high; place++) {
    here += next[place]!;
    next[place] = first;
    first += here;
  }
}

function maskFromCounts(length: number, width: number, height: number): Mask {
  checkSize(width, height);
  const { lines, first } = readColumns(length, width, height);
  const found = findSpans(lineStarts, lineEdges, lines);
  placeEdges(found, height);
  const { low, high } = found;
  const [from, next] = [spans, places];
  const rows = new Uint32Array(high - low + 1);
  for (let y = low + 1; y < high; y++) rows[y - low] = next[y]! >>> 1;
  rows[high - low] = found.edges / 2;
  const runs = new Uint32Array(found.edges);
  for (let i = 0; i < 3 * found.count; i += 3) {
    const x = first + from[i]!;
    const end = from[i + 2]!;
    for (let y = from[i + 1]!; y < end; y++) runs[next[y]!++] = x;
  }
  places.fill(0, low, high + 1);
  return { width, height, top: low, rows, runs };
}

/** Cuts `counts` into the runs of columns; gives the first column with any, and how many follow up to the last. */
function readColumns(length: number, width: number, height: number): { first: number; lines: number } {
  const size = width * height;
  let position = 0;
  let first = -1;
  let column = -1;
  let edges = 0;
  lineStarts = atLeast(lineStarts, width + 2, 0);
  for (let i = 0; i < length; i++) {
    const count = counts[i]!;
    if (!Number.isInteger(count) || count < 0) throw damaged(`${count} is no length of a run`);
    const end = position + count;
    if (end > size) throw damaged(`its runs cover ${total(length)} pixels of ${size}`);
    if ((i & 1) === 1) {
      for (let start = position; start < end; ) {
        const x = Math.floor(start / height);
        if (first < 0) {
          first = x;
          column = x;
          lineStarts[0] = 0;
        }
        while (column < x) lineStarts[++column - first] = edges / 2;
        const base = x * height;
        const stop = Math.min(end, base + height);
        if (lineEdges.length < edges + 2) lineEdges = atLeast(lineEdges, edges + 2, edges);
        // Zero-length background between two runs: they are one.
        if (edges > 2 * lineStarts[x - first]! && lineEdges[edges - 1] === start - base) edges--;
        else lineEdges[edges++] = start - base;
        lineEdges[edges++] = stop - base;
        start = stop;
      }
    }
    position = end;
  }
  if (position !== size) throw damaged(`its runs cover ${position} pixels of ${size}`);
  if (first < 0) {
    lineStarts[0] = 0;
    return { first: 0, lines: 0 };
  }
  lineStarts[column - first + 1] = edges / 2;
  return { first, lines: column - first + 1 };
}

function total(length: number): number {
  let sum = 0;
  for (let i = 0; i < length; i++) sum += counts[i]!;
  return sum;
}

/** In pieces: the engine limits how many arguments a call may have. (A spread would go through an iterator.) */
function textOf(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 8192) {
    text += String.fromCharCode.apply(null, bytes.subarray(i, i + 8192) as unknown as number[]);
  }
  return text;
}

function damaged(what: string): StudioError {
  return new StudioError('mask-invalid', `A run-length mask cannot be read: ${what}.`);
}
