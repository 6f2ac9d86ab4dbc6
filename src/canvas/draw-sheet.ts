import type { Sheet } from './sheet-geometry.ts';
import type { StageBitmap } from './stage-bitmap.ts';
import type { StagePaint } from './stage-paint.ts';

/** The picture where the view is now: moved, and scaled while a zoom goes on. */
export function drawSheet(
  { context, viewport, pixelRatio }: StagePaint,
  bitmap: StageBitmap,
  sheet: Sheet,
): void {
  const ratio = viewport.scale / sheet.viewport.scale;
  // On whole device pixels: lines would blur otherwise.
  const snapped = (value: number) => (ratio === 1 ? Math.round(value * pixelRatio) / pixelRatio : value);
  context.save();
  context.translate(
    snapped(viewport.x - sheet.viewport.x * ratio),
    snapped(viewport.y - sheet.viewport.y * ratio),
  );
  context.scale(ratio, ratio);
  bitmap.drawOn(context, sheet);
  context.restore();
}
