/** Brush diameters in image pixels that one can step through: fine at the small end, tenths at the large. */
const smallestBrush = 1;
const largestBrush = 500;

/** The next size up or down: a step of about a tenth, at least one pixel, on whole pixels. */
export function stepBrushSize(size: number, direction: 1 | -1): number {
  const step = Math.max(1, Math.round(size / 10));
  return Math.min(largestBrush, Math.max(smallestBrush, Math.round(size) + direction * step));
}
