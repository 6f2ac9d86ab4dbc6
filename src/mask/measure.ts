import { StudioError } from '../errors/studio-error.ts';
import type { Mask } from './mask.ts';
import type { Box } from './space.ts';

export function isEmptyMask(mask: Mask): boolean {
  return mask.runs.length === 0;
}

/** Number of pixels. */
export function maskArea(mask: Mask): number {
  const { runs } = mask;
  let area = 0;
  for (let i = 0; i < runs.length; i += 2) area += runs[i + 1]! - runs[i]!;
  return area;
}

/** The tight half-open box of the mask, or null when it is empty. */
export function maskBox(mask: Mask): Box<'image'> | null {
  const { runs, rows, top } = mask;
  if (runs.length === 0) return null;
  let x1 = mask.width;
  let x2 = 0;
  for (let i = 0; i < runs.length; i += 2) {
    if (runs[i]! < x1) x1 = runs[i]!;
    if (runs[i + 1]! > x2) x2 = runs[i + 1]!;
  }
  return { x1, y1: top, x2, y2: top + rows.length - 1 };
}

/** Whether pixel (floor x, floor y) is set; false outside the photo. Logarithmic in the runs of its row. */
export function maskContains(mask: Mask, x: number, y: number): boolean {
  const row = Math.floor(y) - mask.top;
  if (!(row >= 0 && row < mask.rows.length - 1)) return false;
  const column = Math.floor(x);
  let low = mask.rows[row]!;
  let high = mask.rows[row + 1]!;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (mask.runs[2 * middle + 1]! <= column) low = middle + 1;
    else high = middle;
  }
  return low < mask.rows[row + 1]! && mask.runs[2 * low]! <= column;
}

/** Same size and same pixels. */
export function masksEqual(a: Mask, b: Mask): boolean {
  if (a === b) return true;
  if (a.width !== b.width || a.height !== b.height || a.top !== b.top) return false;
  return sameNumbers(a.rows, b.rows) && sameNumbers(a.runs, b.runs);
}

function sameNumbers(a: Uint32Array, b: Uint32Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** Pixels set in both. Throws StudioError `mask-invalid` when the sizes differ. */
export function intersectionArea(a: Mask, b: Mask): number {
  checkSameSize(a, b);
  const first = Math.max(a.top, b.top);
  const last = Math.min(a.top + a.rows.length, b.top + b.rows.length) - 1;
  let area = 0;
  for (let y = first; y < last; y++) {
    let i = a.rows[y - a.top]!;
    let j = b.rows[y - b.top]!;
    const iEnd = a.rows[y - a.top + 1]!;
    const jEnd = b.rows[y - b.top + 1]!;
    while (i < iEnd && j < jEnd) {
      const aEnd = a.runs[2 * i + 1]!;
      const bEnd = b.runs[2 * j + 1]!;
      const start = Math.max(a.runs[2 * i]!, b.runs[2 * j]!);
      const end = Math.min(aEnd, bEnd);
      if (end > start) area += end - start;
      if (aEnd <= bEnd) i++;
      else j++;
    }
  }
  return area;
}

/** Intersection over union in 0..1; two empty masks give 1. Throws StudioError `mask-invalid` when sizes differ. */
export function maskIou(a: Mask, b: Mask): number {
  const intersection = intersectionArea(a, b);
  const union = maskArea(a) + maskArea(b) - intersection;
  return union === 0 ? 1 : intersection / union;
}

/** Memory the mask holds, in bytes: what history's budget counts. */
export function maskByteSize(mask: Mask): number {
  return mask.rows.byteLength + mask.runs.byteLength + 64;
}

/** Throws StudioError `mask-invalid` when two masks are not of one size. */
export function checkSameSize(a: Mask, b: Mask): void {
  if (a.width !== b.width || a.height !== b.height) {
    throw new StudioError(
      'mask-invalid',
      `Masks of ${a.width} by ${a.height} and ${b.width} by ${b.height} pixels cannot be combined.`,
    );
  }
}
