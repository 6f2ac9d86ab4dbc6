import { StudioError } from '../errors/studio-error.ts';
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
  const closed = new Uint8Array(width * height);
  if (within !== undefined) closeOutside(within, closed);
  const isOpen = openTest(photo, closed, y * width + x, input.tolerance);
  return input.contiguous === false
    ? everywhere(width, height, isOpen)
    : connected(width, height, closed, isOpen, x, y);
}

/** Whether a pixel, counted through the whole photo, is alike and not closed. */
type OpenTest = (pixel: number) => boolean;

function closeOutside(within: Mask, closed: Uint8Array): void {
  const { top, rows, runs, width } = within;
  closed.fill(1);
  for (let row = 0; row + 1 < rows.length; row++) {
    const base = (top + row) * width;
    for (let i = rows[row]!; i < rows[row + 1]!; i++)
      closed.fill(0, base + runs[2 * i]!, base + runs[2 * i + 1]!);
  }
}

function openTest({ data }: RgbaImage, closed: Uint8Array, start: number, tolerance: number): OpenTest {
  // As unsigned numbers, differences from -tolerance to tolerance are 0 .. 2 * tolerance and all others are larger.
  const reach = Math.max(0, Math.min(255, Math.floor(tolerance)));
  const span = 2 * reach;
  const red = data[4 * start]! - reach;
  const green = data[4 * start + 1]! - reach;
  const blue = data[4 * start + 2]! - reach;
  return (pixel) =>
    closed[pixel] === 0 &&
    (data[4 * pixel]! - red) >>> 0 <= span &&
    (data[4 * pixel + 1]! - green) >>> 0 <= span &&
    (data[4 * pixel + 2]! - blue) >>> 0 <= span;
}

function everywhere(width: number, height: number, isOpen: OpenTest): Mask {
  const builder = new RunBuilder(width, height);
  for (let y = 0; y < height; y++) {
    const end = (y + 1) * width;
    for (let pixel = y * width; pixel < end; pixel++) {
      if (!isOpen(pixel)) continue;
      const from = pixel;
      while (pixel < end && isOpen(pixel)) pixel++;
      builder.add(y, from - y * width, pixel - y * width);
    }
  }
  return builder.finish();
}

/**
 * Span filling (Heckbert, "A seed fill algorithm", Graphics Gems, 1990): a stretch of a row, once filled, asks the next
 * row for the columns under it, and the row it came from only for those by which it reaches further.
 */
function connected(
  width: number,
  height: number,
  closed: Uint8Array,
  isOpen: OpenTest,
  startX: number,
  startY: number,
): Mask {
  const spans = new SpanList();
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
    while (x < to) {
      if (!isOpen(base + x)) {
        x++;
        continue;
      }
      let left = x;
      if (x === from) while (left > 0 && isOpen(base + left - 1)) left--;
      let right = x + 1;
      while (right < width && isOpen(base + right)) right++;
      closed.fill(1, base + left, base + right);
      spans.push(y, left, right);
      stack.push(y + direction, left, right, direction);
      if (left < from) stack.push(y - direction, left, from, -direction);
      if (right > to) stack.push(y - direction, to, right, -direction);
      x = right + 1;
    }
  }
  return spans.toMask(width, height);
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
