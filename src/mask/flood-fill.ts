import { StudioError } from '../errors/studio-error.ts';
import { maskFromBitmap } from './bitmap.ts';
import { emptyMask } from './create-mask.ts';
import type { Mask } from './mask.ts';
import { maskContains } from './measure.ts';
import type { RgbaImage } from './rgba-image.ts';

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
  const marks = new Uint8Array(width * height);
  if (within !== undefined) blockOutside(within, marks);
  const alike = likeness(photo, y * width + x, input.tolerance);
  if (input.contiguous === false) {
    for (let i = 0; i < marks.length; i++) if (marks[i] === 0 && alike(i)) marks[i] = filled;
  } else {
    spread(marks, width, height, x, y, alike);
  }
  for (let i = 0; i < marks.length; i++) if (marks[i] === blocked) marks[i] = 0;
  return maskFromBitmap(marks, width, height);
}

const filled = 1;
const blocked = 2;

function blockOutside(within: Mask, marks: Uint8Array): void {
  const { top, rows, runs, width } = within;
  marks.fill(blocked);
  for (let row = 0; row + 1 < rows.length; row++) {
    const base = (top + row) * width;
    for (let i = rows[row]!; i < rows[row + 1]!; i++)
      marks.fill(0, base + runs[2 * i]!, base + runs[2 * i + 1]!);
  }
}

function likeness({ data }: RgbaImage, start: number, tolerance: number): (pixel: number) => boolean {
  const red = data[4 * start]!;
  const green = data[4 * start + 1]!;
  const blue = data[4 * start + 2]!;
  return (pixel) =>
    Math.abs(data[4 * pixel]! - red) <= tolerance &&
    Math.abs(data[4 * pixel + 1]! - green) <= tolerance &&
    Math.abs(data[4 * pixel + 2]! - blue) <= tolerance;
}

/** Fills whole stretches of a row at once, and puts on the stack one seed for each stretch beside them. */
function spread(
  marks: Uint8Array,
  width: number,
  height: number,
  x: number,
  y: number,
  alike: (pixel: number) => boolean,
): void {
  const open = (pixel: number) => marks[pixel] === 0 && alike(pixel);
  const stack = [y * width + x];
  while (stack.length > 0) {
    const seed = stack.pop()!;
    if (!open(seed)) continue;
    const row = Math.floor(seed / width);
    let from = seed;
    while (from > row * width && open(from - 1)) from--;
    let to = seed + 1;
    while (to < (row + 1) * width && open(to)) to++;
    marks.fill(filled, from, to);
    if (row > 0) seedRow(stack, from - width, to - width, open);
    if (row + 1 < height) seedRow(stack, from + width, to + width, open);
  }
}

function seedRow(stack: number[], from: number, to: number, open: (pixel: number) => boolean): void {
  let before = false;
  for (let pixel = from; pixel < to; pixel++) {
    const now = open(pixel);
    if (now && !before) stack.push(pixel);
    before = now;
  }
}
