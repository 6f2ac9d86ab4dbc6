import { StudioError } from '../errors/studio-error.ts';
import type { Mask } from './mask.ts';
import { RunBuilder } from './run-builder.ts';
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

function maskFromPixels(
  pixels: Uint8Array | Uint8ClampedArray,
  stride: number,
  { x1, y1 }: Box<'image'>,
  width: number,
  height: number,
): Mask {
  const builder = new RunBuilder(width, height);
  // Four or eight bytes at a time where they are alike; what doesn't begin on eight is copied to where it does.
  const data = (pixels.byteOffset & 7) === 0 ? pixels : pixels.slice();
  const words = new Int32Array(data.buffer, data.byteOffset, data.length >> 2);
  const eights = new Float64Array(data.buffer, data.byteOffset, data.length >> 3);
  let y = 0;
  let base = 0;
  let start = -1;
  let alike = 0;
  // One step after the last word, for the bytes that are left and the end of a run.
  for (let word = 0; word <= words.length; word++) {
    word = start < 0 ? skipBackground(words, eights, word) : skipForeground(words, eights, word, alike);
    const at = 4 * word;
    const four = fourBytes(data, at);
    // The highest bit of each byte that is not 0, and of these each that differs from the byte before.
    const set = (((four & 0x7f7f7f7f) + 0x7f7f7f7f) | four) & 0x80808080;
    let edges = set ^ ((set << 8) | (start < 0 ? 0 : 0x80));
    if (edges === 0) alike = four;
    while (edges !== 0) {
      const edge = at + ((31 - Math.clz32(edges & -edges)) >> 3);
      edges &= edges - 1;
      if (start < 0) {
        start = edge;
        // Most bitmaps have one value for all of their foreground.
        alike = Math.imul(data[edge]!, 0x01010101);
        continue;
      }
      if (start >= base + stride) {
        y = Math.floor(start / stride);
        base = y * stride;
      }
      // A run ends with its row.
      for (; edge > base + stride; base += stride) {
        builder.add(y1 + y++, x1 + start - base, x1 + stride);
        start = base + stride;
      }
      builder.add(y1 + y, x1 + start - base, x1 + edge - base);
      start = -1;
    }
  }
  return builder.finish();
}

/** Four bytes from a place on, the first lowest; 0 for those after the end. */
function fourBytes(data: Uint8Array | Uint8ClampedArray, at: number): number {
  if (at + 4 <= data.length)
    return data[at]! | (data[at + 1]! << 8) | (data[at + 2]! << 16) | (data[at + 3]! << 24);
  let four = 0;
  for (let i = at; i < data.length; i++) four |= data[i]! << (8 * (i - at));
  return four;
}

/** The first word from `from` on that is not 0; `words.length` when there is none. */
function skipBackground(words: Int32Array, eights: Float64Array, from: number): number {
  if ((from & 1) === 1 && words[from] !== 0) return from;
  let i = (from + 1) >> 1;
  for (; i + 8 <= eights.length; i += 8) {
    const a = eights[i]!;
    const b = eights[i + 1]!;
    const c = eights[i + 2]!;
    const d = eights[i + 3]!;
    const e = eights[i + 4]!;
    const f = eights[i + 5]!;
    const g = eights[i + 6]!;
    const h = eights[i + 7]!;
    if (!(a === 0 && b === 0 && c === 0 && d === 0 && e === 0 && f === 0 && g === 0 && h === 0)) break;
    // A byte of 128 after seven of 0 is -0, which equals 0: what it is taken from does not stay -0.
    if (!Object.is(-0 - a - b + (-0 - c - d) + (-0 - e - f + (-0 - g - h)), -0)) break;
  }
  let word = 2 * i;
  while (word + 2 <= words.length && (words[word]! | words[word + 1]!) === 0) word += 2;
  return word < words.length && words[word] === 0 ? word + 1 : Math.min(word, words.length);
}

/** The first word from `from` on that is not `alike`, which has no byte of 0; `words.length` when there is none. */
function skipForeground(words: Int32Array, eights: Float64Array, from: number, alike: number): number {
  let word = from;
  if ((word & 1) === 1 && words[word] === alike) word++;
  if ((word & 1) === 0 && words[word] === alike && words[word + 1] === alike) {
    // Eight bytes of 255 are no number and equal nothing: they are left to the words.
    const value = eights[word >> 1]!;
    let i = word >> 1;
    while (i + 2 <= eights.length && eights[i] === value && eights[i + 1] === value) i += 2;
    word = 2 * i;
  }
  while (word < words.length && words[word] === alike) word++;
  return word;
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
