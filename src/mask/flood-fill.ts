import { StudioError } from '../errors/studio-error.ts';
import { intersectMasks } from './boolean.ts';
import { type ColourRange, colourRange, endOfAlike, nextAlike, startOfAlike } from './colour-range.ts';
import { emptyMask } from './create-mask.ts';
import type { Mask } from './mask.ts';
import { maskContains } from './measure.ts';
import type { RgbaImage } from './rgba-image.ts';
import { RunBuilder } from './run-builder.ts';

export interface FloodFillInput {
  readonly photo: RgbaImage;
  /** Where it starts, in image pixels (fractions are cut off). */
  readonly x: number;
  readonly y: number;
  /** Largest difference to the start's colour in any of red, green and blue that still counts as alike, 0..255. */
  readonly tolerance: number;
  /** False takes every alike pixel of the photo, not only those connected (4 neighbours) with the start. */
  readonly contiguous?: boolean;
  /** The fill stays within this mask. */
  readonly within?: Mask;
}

/**
 * The pixels alike in colour to the one under the pointer. Empty when the start lies outside the photo or `within`.
 * Throws StudioError `mask-invalid` when `within` is of another size.
 */
export function floodFill(input: FloodFillInput): Mask {
  const { photo, within } = input;
  const { width, height } = photo;
  if (within !== undefined && (within.width !== width || within.height !== height)) {
    throw new StudioError('mask-invalid', 'The area to fill within is not of the size of the photo.');
  }
  const x = Math.floor(input.x);
  const y = Math.floor(input.y);
  const inside = x >= 0 && y >= 0 && x < width && y < height;
  if (!inside || (within !== undefined && !maskContains(within, x, y))) return emptyMask(width, height);
  const pixels = pixelWords(photo);
  const alike = colourRange(pixels[y * width + x]!, input.tolerance);
  if (input.contiguous !== false) return connected(photo, pixels, alike, within ?? null, x, y);
  const all = everywhere(photo, pixels, alike);
  return within === undefined ? all : intersectMasks(all, within);
}

const redFirst = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1;

/** One number a pixel, red in its lowest byte. */
function pixelWords({ data }: RgbaImage): Uint32Array {
  if (redFirst && data.byteOffset % 4 === 0) {
    return new Uint32Array(data.buffer, data.byteOffset, data.length >> 2);
  }
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  return Uint32Array.from({ length: data.length >> 2 }, (_, pixel) => view.getUint32(4 * pixel, true));
}

function everywhere({ width, height }: RgbaImage, pixels: Uint32Array, range: ColourRange): Mask {
  const builder = new RunBuilder(width, height);
  for (let y = 0; y < height; y++) {
    const base = y * width;
    const rowEnd = base + width;
    for (let i = nextAlike(pixels, base, rowEnd, range); i < rowEnd; ) {
      const end = endOfAlike(pixels, i, rowEnd, range);
      builder.add(y, i - base, end - base);
      i = nextAlike(pixels, end, rowEnd, range);
    }
  }
  return builder.finish();
}

/**
 * Span filling (Heckbert, "A seed fill algorithm", Graphics Gems, 1990): a stretch of a row, once filled, asks the next
 * row for the columns under it, and the row it came from only for those by which it reaches further. Stretches are as
 * long as can be, so a pixel that is not filled has no filled one in its stretch, and only its start need be asked.
 */
function connected(
  { width, height }: RgbaImage,
  pixels: Uint32Array,
  range: ColourRange,
  within: Mask | null,
  startX: number,
  startY: number,
): Mask {
  const spans = new SpanList();
  const filled = new FilledPixels(width, height);
  const bounds = new RowBounds(within, width);
  // Four numbers an entry: row, first column, end column, direction of travel.
  const stack = [startY, startX, startX + 1, 1, startY - 1, startX, startX + 1, -1];
  while (stack.length > 0) {
    const direction = stack.pop()!;
    const to = stack.pop()!;
    const from = stack.pop()!;
    const y = stack.pop()!;
    if (y < 0 || y >= height) continue;
    const base = y * width;
    let x = from;
    while (x < to && bounds.find(y, x)) {
      x = nextAlike(pixels, base + Math.max(x, bounds.left), base + Math.min(to, bounds.right), range) - base;
      if (x >= to) break;
      if (x >= bounds.right) continue;
      if (filled.has(y, x)) {
        x = filled.endOf(y, x);
        continue;
      }
      const left = startOfAlike(pixels, base + bounds.left, base + x, range) - base;
      const right = endOfAlike(pixels, base + x, base + bounds.right, range) - base;
      filled.fill(y, left, right);
      spans.push(y, left, right);
      stack.push(y + direction, left, right, direction);
      if (left < from) stack.push(y - direction, left, from, -direction);
      if (right > to) stack.push(y - direction, to, right, -direction);
      x = right;
    }
  }
  return spans.toMask(width, height);
}

/** The stretch of columns of a row that the fill may take, around or after a column. */
class RowBounds {
  left = 0;
  right: number;
  readonly #within: Mask | null;

  constructor(within: Mask | null, width: number) {
    this.#within = within;
    this.right = width;
  }

  /** Sets `left` and `right` to the first stretch that ends after column x; false when the row has none. */
  find(y: number, x: number): boolean {
    if (this.#within === null) return x < this.right;
    const { top, rows, runs } = this.#within;
    const row = y - top;
    if (row < 0 || row >= rows.length - 1) return false;
    let low = rows[row]!;
    let high = rows[row + 1]!;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (runs[2 * middle + 1]! <= x) low = middle + 1;
      else high = middle;
    }
    if (low === rows[row + 1]) return false;
    this.left = runs[2 * low]!;
    this.right = runs[2 * low + 1]!;
    return true;
  }
}

/** A bit a pixel: what is filled. */
class FilledPixels {
  readonly #words: Uint32Array;
  readonly #stride: number;

  constructor(width: number, height: number) {
    this.#stride = (width + 31) >> 5;
    this.#words = new Uint32Array(this.#stride * height);
  }

  has(y: number, x: number): boolean {
    return ((this.#words[y * this.#stride + (x >> 5)]! >>> (x & 31)) & 1) === 1;
  }

  /** The column after the filled stretch that x is in. */
  endOf(y: number, x: number): number {
    let end = x + 1;
    const width = this.#stride << 5;
    while (end < width && this.has(y, end)) {
      const word = (end & 31) === 0 ? this.#words[y * this.#stride + (end >> 5)] : 0;
      end += word === 0xffffffff ? 32 : 1;
    }
    return end;
  }

  fill(y: number, from: number, to: number): void {
    const words = this.#words;
    const base = y * this.#stride;
    const first = base + (from >> 5);
    const last = base + ((to - 1) >> 5);
    const head = 0xffffffff << (from & 31);
    const tail = 0xffffffff >>> (31 - ((to - 1) & 31));
    if (first === last) {
      words[first]! |= head & tail;
      return;
    }
    words[first]! |= head;
    words.fill(0xffffffff, first + 1, last);
    words[last]! |= tail;
  }
}

/** Stretches of rows in any order, none overlapping. */
class SpanList {
  #values = new Int32Array(3072);
  #length = 0;

  push(y: number, from: number, to: number): void {
    if (this.#length + 3 > this.#values.length) {
      const larger = new Int32Array(this.#values.length * 2);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[this.#length] = y;
    this.#values[this.#length + 1] = from;
    this.#values[this.#length + 2] = to;
    this.#length += 3;
  }

  toMask(width: number, height: number): Mask {
    // Sorted by place in the photo, with the index as the last digit; this stays below 2^53 for any photo.
    const count = this.#length / 3;
    const starts = new Float64Array(count);
    for (let i = 0; i < count; i++)
      starts[i] = (this.#values[3 * i]! * width + this.#values[3 * i + 1]!) * count + i;
    starts.sort();
    const builder = new RunBuilder(width, height, count);
    for (const start of starts) {
      const i = start % count;
      builder.add(this.#values[3 * i]!, this.#values[3 * i + 1]!, this.#values[3 * i + 2]!);
    }
    return builder.finish();
  }
}
