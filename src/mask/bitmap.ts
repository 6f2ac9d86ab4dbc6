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
  const builder = new RunBuilder(width, height);
  for (let y = 0; y < boxHeight; y++) addBitmapRow(builder, data, y * boxWidth, boxWidth, box.x1, box.y1 + y);
  return builder.finish();
}

function addBitmapRow(
  builder: RunBuilder,
  data: Uint8Array | Uint8ClampedArray,
  offset: number,
  length: number,
  x: number,
  y: number,
): void {
  const end = offset + length;
  let i = offset;
  while (i < end) {
    while (i < end && data[i] === 0) i++;
    if (i >= end) return;
    const start = i;
    while (i < end && data[i] !== 0) i++;
    builder.add(y, x + start - offset, x + i - offset);
  }
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
