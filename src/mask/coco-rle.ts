import { StudioError } from '../errors/studio-error.ts';
import type { Mask } from './mask.ts';
import { RunBuilder } from './run-builder.ts';
import { transposeLines } from './transpose-lines.ts';

/**
 * COCO's uncompressed counts: lengths of background and foreground by turns, column by column, background first (0
 * when the first pixel is set). The sum is width * height. (cocoapi, common/maskApi.c)
 */
export function rleCounts(mask: Mask): number[] {
  const { width, height, top } = mask;
  const columns = transposeLines({ offsets: mask.rows, edges: mask.runs }, width);
  const counts: number[] = [];
  let position = 0;
  for (let x = 0; x < width; x++) {
    const base = x * height + top;
    for (let i = 2 * columns.offsets[x]!; i < 2 * columns.offsets[x + 1]!; i++) {
      const edge = base + columns.edges[i]!;
      // A run that starts on top of a column goes on from one that ended at the foot of the column before.
      if (counts.length > 0 && edge === position) position -= counts.pop()!;
      else {
        counts.push(edge - position);
        position = edge;
      }
    }
  }
  if (position < width * height || counts.length === 0) counts.push(width * height - position);
  return counts;
}

/** The reverse. Throws StudioError `mask-invalid` when counts are not whole or don't add up to width * height. */
export function maskFromRleCounts(counts: readonly number[], width: number, height: number): Mask {
  const offsets = new Uint32Array(width + 1);
  const edges: number[] = [];
  let position = 0;
  let column = 0;
  for (let i = 0; i < counts.length; i++) {
    const count = counts[i]!;
    if (!Number.isInteger(count) || count < 0) throw damaged(`${count} is no length of a run`);
    const end = position + count;
    if (end > width * height) break;
    if ((i & 1) === 1 && count > 0) {
      column = pushColumnRun(position, end, height, offsets, edges, column);
    }
    position = end;
  }
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total !== width * height) throw damaged(`its runs cover ${total} pixels of ${width * height}`);
  offsets.fill(edges.length / 2, column + 1);
  const rows = transposeLines({ offsets, edges: Uint32Array.from(edges) }, height);
  const builder = new RunBuilder(width, height, rows.edges.length / 2);
  for (let y = 0; y < height; y++) {
    for (let i = rows.offsets[y]!; i < rows.offsets[y + 1]!; i++) {
      builder.add(y, rows.edges[2 * i]!, rows.edges[2 * i + 1]!);
    }
  }
  return builder.finish();
}

/** Cuts a run of the flattened columns at column ends; returns the column it ends in. */
function pushColumnRun(
  from: number,
  to: number,
  height: number,
  offsets: Uint32Array,
  edges: number[],
  column: number,
): number {
  let current = column;
  let start = from;
  while (start < to) {
    const x = Math.floor(start / height);
    while (current < x) offsets[++current] = edges.length / 2;
    const end = Math.min(to, (x + 1) * height);
    const last = edges.length - 1;
    const y1 = start - x * height;
    // Zero-length background between two runs: they are one.
    if (edges.length / 2 > offsets[x]! && edges[last] === y1) edges[last] = end - x * height;
    else edges.push(y1, end - x * height);
    start = end;
  }
  return current;
}

/** COCO's compressed string: counts as 5-bit groups from character 48, from the third on as differences. */
export function encodeRle(mask: Mask): string {
  const counts = rleCounts(mask);
  const codes: number[] = [];
  for (let i = 0; i < counts.length; i++) {
    let value = i > 2 ? counts[i]! - counts[i - 2]! : counts[i]!;
    let more = true;
    while (more) {
      const bits = value & 31;
      value >>= 5;
      more = (bits & 16) !== 0 ? value !== -1 : value !== 0;
      codes.push(48 + (more ? bits | 32 : bits));
    }
  }
  return textOf(codes);
}

/** The reverse. Throws StudioError `mask-invalid` for text that is no such string. */
export function decodeRle(text: string, width: number, height: number): Mask {
  const counts: number[] = [];
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
    counts.push(counts.length > 2 ? value + counts[counts.length - 2]! : value);
  }
  return maskFromRleCounts(counts, width, height);
}

/** In pieces: the engine limits how many arguments a call may have. */
function textOf(codes: readonly number[]): string {
  let text = '';
  for (let i = 0; i < codes.length; i += 8192) text += String.fromCharCode(...codes.slice(i, i + 8192));
  return text;
}

function damaged(what: string): StudioError {
  return new StudioError('mask-invalid', `A run-length mask cannot be read: ${what}.`);
}
