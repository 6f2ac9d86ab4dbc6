import { StudioError } from '../../errors/studio-error.ts';
import { boxMask } from '../../mask/create-mask.ts';
import type { Mask } from '../../mask/mask.ts';
import { ringMask } from '../ring-mask.ts';

export interface YoloRow {
  /** Number of the class. */
  readonly category: number;
  readonly mask: Mask;
  /** Whether the row gave only a box. */
  readonly isBox: boolean;
}

/** Readers allow so much outside the photo for rounding, as a share of its side. */
const tolerance = 0.01;

/**
 * The object of a row `class x1 y1 x2 y2 ...` (a ring) or `class x y width height` (a box by its centre), all as shares
 * of the photo's sides. Throws StudioError `format-invalid` that says what is wrong.
 */
export function readYoloRow(row: string, width: number, height: number): YoloRow {
  const [first, ...rest] = row.trim().split(/\s+/u);
  const category = wholeNumber(first!);
  const values = rest.map(shareOf);
  if (values.length === 4) return { category, mask: boxOf(values, width, height), isBox: true };
  if (values.length < 6 || values.length % 2 !== 0) {
    const what = 'a box has 4 numbers after its class, a ring 6 or more in pairs';
    throw invalid(`It has ${values.length} numbers after its class; ${what}.`);
  }
  for (const value of values) {
    if (value < -tolerance || value > 1 + tolerance)
      throw invalid(`${value} lies outside the photo (0 to 1).`);
  }
  const ring = values.map((value, i) => value * (i % 2 === 0 ? width : height));
  return { category, mask: notEmpty(ringMask(ring, width, height)), isBox: false };
}

function boxOf(values: readonly number[], width: number, height: number): Mask {
  const [x, y, w, h] = values as [number, number, number, number];
  if (!(w > 0 && h > 0)) throw invalid(`Its box is ${w} by ${h}.`);
  const box = {
    x1: (x - w / 2) * width,
    y1: (y - h / 2) * height,
    x2: (x + w / 2) * width,
    y2: (y + h / 2) * height,
  };
  return notEmpty(boxMask(width, height, box));
}

function notEmpty(mask: Mask): Mask {
  if (mask.runs.length === 0) throw invalid('It has no pixel on the photo.');
  return mask;
}

/** Classes are written as 3 or, by some tools, as 3.0. */
function wholeNumber(text: string): number {
  if (!/^\d{1,9}(?:\.0*)?$/u.test(text)) throw invalid(`"${text.slice(0, 40)}" is no number of a class.`);
  return Number.parseInt(text, 10);
}

function shareOf(text: string): number {
  const value = /^[-+.\deE]{1,40}$/u.test(text) ? Number(text) : Number.NaN;
  if (!Number.isFinite(value)) throw invalid(`"${text.slice(0, 40)}" is no number.`);
  return value;
}

function invalid(reason: string): StudioError {
  return new StudioError('format-invalid', reason);
}
