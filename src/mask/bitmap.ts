import { StudioError } from '../errors/studio-error.ts';
import type { Mask } from './mask.ts';
import { checkSize, RunBuilder } from './run-builder.ts';
import type { Box } from './space.ts';

/** One byte a pixel of a box of the photo, row-major; 0 is background, anything else foreground. */
export interface Bitmap {
  readonly box: Box<'image'>;
  readonly data: Uint8Array;
}

/**
 * The mask of a row-major bitmap, one byte a pixel. Without `box` the bitmap covers the whole photo (width x height
 * bytes); with it, the box's pixels (whole numbers, within the photo). Throws StudioError `mask-invalid` when the
 * length does not fit.
 */
export function maskFromBitmap(
  data: Uint8Array | Uint8ClampedArray,
  width: number,
  height: number,
  box: Box<'image'> = { x1: 0, y1: 0, x2: width, y2: height },
): Mask {
  checkBox(box, width, height);
  const boxWidth = box.x2 - box.x1;
  const boxHeight = box.y2 - box.y1;
  if (data.length !== boxWidth * boxHeight) {
    throw new StudioError(
      'mask-invalid',
      `A bitmap of ${boxWidth} by ${boxHeight} pixels needs ${boxWidth * boxHeight} bytes, not ${data.length}.`,
    );
  }
  return maskFromPixels(data, boxWidth, box, width, height);
}

/** Edges of the mask in work; kept between calls. */
let edges = new Uint32Array(4096);

function maskFromPixels(
  pixels: Uint8Array | Uint8ClampedArray,
  stride: number,
  { x1, y1 }: Box<'image'>,
  width: number,
  height: number,
): Mask {
  checkSize(width, height);
  // Four bytes at a time where they are alike; what doesn't begin on a word is copied to where it does.
  const data = (pixels.byteOffset & 3) === 0 ? pixels : pixels.slice();
  const words = new Uint32Array(data.buffer, data.byteOffset, data.length >> 2);
  const rows = new Uint32Array(height + 1);
  let count = 0;
  let top = 0;
  let row = -1;
  for (let at = skipBackground(data, words, 0); at < data.length; at = skipBackground(data, words, at)) {
    const y = Math.floor(at / stride);
    if (row < 0) top = y;
    else for (let next = row + 1; next <= y; next++) rows[next - top] = count >> 1;
    row = y;
    if (edges.length < count + stride + 1) {
      const larger = new Uint32Array(2 * (count + stride + 1));
      larger.set(edges.subarray(0, count));
      edges = larger;
    }
    // To the end of the row: background is passed over across rows, a run ends with its row.
    const base = y * stride;
    while (at < base + stride) {
      const end = skipForeground(data, words, at, base + stride);
      edges[count] = x1 + at - base;
      edges[count + 1] = x1 + end - base;
      count += 2;
      at = skipBackground(data, words, end);
    }
  }
  if (row < 0) return { width, height, top: 0, rows: new Uint32Array(1), runs: new Uint32Array(0) };
  rows[row - top + 1] = count >> 1;
  return { width, height, top: y1 + top, rows: rows.slice(0, row - top + 2), runs: edges.slice(0, count) };
}

/** The place of the next byte that is not 0; `data.length` when there is none. */
function skipBackground(data: Uint8Array | Uint8ClampedArray, words: Uint32Array, from: number): number {
  const end = data.length;
  let at = from;
  for (; (at & 3) !== 0; at++) if (at >= end || data[at] !== 0) return Math.min(at, end);
  let word = at >> 2;
  const last = words.length;
  while (word + 4 <= last && (words[word]! | words[word + 1]! | words[word + 2]! | words[word + 3]!) === 0)
    word += 4;
  while (word < last && words[word] === 0) word++;
  at = word << 2;
  while (at < end && data[at] === 0) at++;
  return at;
}

/** The place of the next byte that is 0, at most `end`; the byte at `from` is not. */
function skipForeground(
  data: Uint8Array | Uint8ClampedArray,
  words: Uint32Array,
  from: number,
  end: number,
): number {
  // Most bitmaps have one value for all of their foreground.
  const alike = (data[from]! * 0x01010101) >>> 0;
  const last = end >> 2;
  let at = from;
  while (at < end && data[at] !== 0) {
    at++;
    if ((at & 3) !== 0) continue;
    let word = at >> 2;
    while (word < last && words[word] === alike) word++;
    at = word > at >> 2 ? word << 2 : at;
  }
  return at;
}

/**
 * The mask of packed bits: each row starts on a byte of its own, `Math.ceil(width / 8)` bytes a row, most significant
 * bit leftmost (as in PBM files). Throws StudioError `mask-invalid` when the length does not fit.
 */
export function maskFromBits(bits: Uint8Array, width: number, height: number): Mask {
  const stride = Math.ceil(width / 8);
  if (bits.length !== stride * height) {
    throw new StudioError(
      'mask-invalid',
      `${stride * height} bytes of bits were expected, not ${bits.length}.`,
    );
  }
  const builder = new RunBuilder(width, height);
  for (let y = 0; y < height; y++) {
    let start = -1;
    for (let x = 0; x < width; x++) {
      const set = (bits[y * stride + (x >> 3)]! >> (7 - (x & 7))) & 1;
      if (set === 1 && start < 0) start = x;
      if (set === 0 && start >= 0) {
        builder.add(y, start, x);
        start = -1;
      }
    }
    if (start >= 0) builder.add(y, start, width);
  }
  return builder.finish();
}

/** The mask's pixels within a box (default: the whole photo) as one byte each, row-major, `value` where set. */
export function bitmapFromMask(
  mask: Mask,
  box: Box<'image'> = { x1: 0, y1: 0, x2: mask.width, y2: mask.height },
  value = 1,
): Uint8Array {
  checkBox(box, mask.width, mask.height);
  const boxWidth = box.x2 - box.x1;
  const data = new Uint8Array(boxWidth * (box.y2 - box.y1));
  const { top, rows, runs } = mask;
  const first = Math.max(box.y1, top);
  const last = Math.min(box.y2, top + rows.length - 1);
  for (let y = first; y < last; y++) {
    const base = (y - box.y1) * boxWidth - box.x1;
    const to = rows[y - top + 1]!;
    for (let i = rows[y - top]!; i < to; i++) {
      const x1 = Math.max(runs[2 * i]!, box.x1);
      const x2 = Math.min(runs[2 * i + 1]!, box.x2);
      if (x1 < x2) data.fill(value, base + x1, base + x2);
    }
  }
  return data;
}

function checkBox(box: Box<'image'>, width: number, height: number): void {
  const whole = [box.x1, box.y1, box.x2, box.y2].every(Number.isInteger);
  const inside = box.x1 >= 0 && box.y1 >= 0 && box.x2 <= width && box.y2 <= height;
  if (!whole || !inside || box.x2 < box.x1 || box.y2 < box.y1) {
    throw new StudioError(
      'mask-invalid',
      `The box ${box.x1},${box.y1} to ${box.x2},${box.y2} does not lie within ${width} by ${height} pixels.`,
    );
  }
}
