import type { Mask } from './mask.ts';
import { maskContains } from './measure.ts';
import type { Box, Point } from './space.ts';

/**
 * Which of the masks are under a point, for selecting by click: indexes into `masks`, topmost (last) first, so that
 * clicking again can go through what overlaps. Where none holds the point, the ones within `tolerance` image pixels of
 * it, the nearest first, so that thin and tiny objects can be hit too. No index is kept: a mask answers in the logarithm
 * of a row's runs, so a thousand masks take far less than a millisecond (`bench/mask.ts` prints it).
 */
export function pickMasks(masks: readonly Mask[], point: Point<'image'>, tolerance = 0): number[] {
  const hit: number[] = [];
  for (let i = masks.length - 1; i >= 0; i--) if (maskContains(masks[i]!, point.x, point.y)) hit.push(i);
  if (hit.length > 0 || !(tolerance > 0)) return hit;
  const near: { readonly index: number; readonly distance: number }[] = [];
  for (let index = masks.length - 1; index >= 0; index--) {
    const distance = maskDistance(masks[index]!, point, tolerance);
    if (distance <= tolerance) near.push({ index, distance });
  }
  return near.sort((a, b) => a.distance - b.distance).map(({ index }) => index);
}

/**
 * Distance in pixels from a point to the nearest pixel of the mask (to its square, so 0 within it); infinite when it
 * is more than `limit`. Looks at the rows within the limit only.
 */
export function maskDistance(mask: Mask, point: Point<'image'>, limit: number): number {
  const { top, rows, runs } = mask;
  let best = limit * limit;
  let found = false;
  const first = Math.max(0, Math.ceil(point.y - limit) - 1 - top);
  const last = Math.min(rows.length - 1, Math.floor(point.y + limit) + 1 - top);
  for (let row = first; row < last; row++) {
    const y = top + row;
    const dy = Math.max(0, y - point.y, point.y - y - 1);
    if (dy * dy > best) continue;
    const end = rows[row + 1]!;
    const next = firstRunAfter(mask, row, point.x);
    for (let i = Math.max(rows[row]!, next - 1); i < end && i <= next; i++) {
      const dx = Math.max(0, runs[2 * i]! - point.x, point.x - runs[2 * i + 1]!);
      const square = dx * dx + dy * dy;
      if (square > best) continue;
      best = square;
      found = true;
    }
  }
  return found ? Math.sqrt(best) : Number.POSITIVE_INFINITY;
}

/** Whether any pixel of the mask lies in a half-open box of whole or fractional image pixels, for selecting by a box. */
export function maskMeetsBox(mask: Mask, box: Box<'image'>): boolean {
  const { top, rows, runs } = mask;
  if (!(box.x1 < box.x2 && box.y1 < box.y2)) return false;
  const first = Math.max(0, Math.floor(box.y1) - top);
  const last = Math.min(rows.length - 1, Math.ceil(box.y2) - top);
  for (let row = first; row < last; row++) {
    const i = firstRunAfter(mask, row, box.x1);
    if (i < rows[row + 1]! && runs[2 * i]! < box.x2) return true;
  }
  return false;
}

/** The first run of a stored row that ends after x. */
function firstRunAfter({ rows, runs }: Mask, row: number, x: number): number {
  let low = rows[row]!;
  let high = rows[row + 1]!;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (runs[2 * middle + 1]! <= x) low = middle + 1;
    else high = middle;
  }
  return low;
}
