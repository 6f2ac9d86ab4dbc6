import { canvasSide } from '../mask/nearest-canvas.ts';
import type { Box } from '../mask/space.ts';
import { cellsOnImage } from './cell-geometry.ts';
import { onPhoto, type StagePaint, snap } from './stage-paint.ts';
import { boxToScreen } from './viewport.ts';

/** Cells smaller than this on screen get no grid lines: they would be a grey veil. */
const smallestGridCell = 4;

/** Rows [from, to) of a 64x64 bitmap, stretched over the photo without smoothing. */
export function paintCellRows(
  paint: StagePaint,
  bitmap: OffscreenCanvas,
  cells: Box<'canvas'>,
  alpha: number,
): void {
  const width = cells.x2 - cells.x1;
  const height = cells.y2 - cells.y1;
  if (width <= 0 || height <= 0 || alpha <= 0) return;
  const { context, pixelRatio } = paint;
  const on = boxToScreen(paint.viewport, cellsOnImage(cells, paint.image));
  const x = snap(on.x1, pixelRatio);
  const y = snap(on.y1, pixelRatio);
  context.imageSmoothingEnabled = false;
  context.globalAlpha = alpha;
  context.drawImage(
    bitmap,
    cells.x1,
    cells.y1,
    width,
    height,
    x,
    y,
    snap(on.x2, pixelRatio) - x,
    snap(on.y2, pixelRatio) - y,
  );
  context.globalAlpha = 1;
  context.imageSmoothingEnabled = true;
}

/** Lines between cells, within the box given in cells. */
export function paintCellGrid(paint: StagePaint, cells: Box<'canvas'>, alpha = 1): void {
  const { context, viewport, image, stage } = paint;
  const across = (image.width / canvasSide) * viewport.scale;
  const down = (image.height / canvasSide) * viewport.scale;
  if (Math.min(across, down) < smallestGridCell || alpha <= 0) return;
  const on = boxToScreen(viewport, cellsOnImage(cells, image));
  const top = Math.max(on.y1, 0);
  const bottom = Math.min(on.y2, stage.height);
  const left = Math.max(on.x1, 0);
  const right = Math.min(on.x2, stage.width);
  if (top >= bottom || left >= right) return;
  context.beginPath();
  for (let x = cells.x1; x <= cells.x2; x++) {
    const at = viewport.x + x * across;
    if (at < left || at > right) continue;
    context.moveTo(at, top);
    context.lineTo(at, bottom);
  }
  for (let y = cells.y1; y <= cells.y2; y++) {
    const at = viewport.y + y * down;
    if (at < top || at > bottom) continue;
    context.moveTo(left, at);
    context.lineTo(right, at);
  }
  context.globalAlpha = alpha;
  context.strokeStyle = onPhoto.grid;
  context.lineWidth = onPhoto.gridLine;
  context.stroke();
  context.globalAlpha = 1;
}
