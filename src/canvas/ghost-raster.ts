import { canvasSide } from '../mask/nearest-canvas.ts';
import type { Box } from '../mask/space.ts';
import { dotDiameter, type GhostBand, ghostBands } from './ghost-dots.ts';
import type { StagePaint } from './stage-paint.ts';

type Ghost = Float32Array | Uint8Array;

/** White of the dots and the width of their dark casing in CSS pixels. */
const casing = 'rgb(0 0 0 / .5)';
const casingWidth = 0.8;

/**
 * The dots of one draft, drawn once into a bitmap of the stage's size and reused until the draft or the viewport
 * changes, so that an answer costs one copy a frame. Owns the bitmap.
 */
export class GhostRaster {
  #bitmap: OffscreenCanvas | null = null;
  #ghost: Ghost | null = null;
  #bands: readonly GhostBand[] = [];
  #drawnFor = '';

  /** Paints the dots of the cells in `regions` (cells, half-open); dots elsewhere stay away. */
  paint(paint: StagePaint, ghost: Ghost, regions: readonly Box<'canvas'>[]): void {
    if (regions.length === 0) return;
    if (ghost !== this.#ghost) {
      this.#ghost = ghost;
      this.#bands = ghostBands(ghost);
      this.#drawnFor = '';
    }
    const bitmap = this.#drawn(paint);
    const { context, viewport, image, stage } = paint;
    const across = (image.width / canvasSide) * viewport.scale;
    const down = (image.height / canvasSide) * viewport.scale;
    context.save();
    context.beginPath();
    for (const { x1, y1, x2, y2 } of regions) {
      context.rect(viewport.x + x1 * across, viewport.y + y1 * down, (x2 - x1) * across, (y2 - y1) * down);
    }
    context.clip();
    context.drawImage(bitmap, 0, 0, stage.width, stage.height);
    context.restore();
  }

  dispose(): void {
    if (this.#bitmap !== null) {
      this.#bitmap.width = 0;
      this.#bitmap.height = 0;
    }
    this.#bitmap = null;
    this.#ghost = null;
    this.#drawnFor = '';
  }

  #drawn({ viewport, image, stage, pixelRatio }: StagePaint): OffscreenCanvas {
    const width = Math.max(1, Math.round(stage.width * pixelRatio));
    const height = Math.max(1, Math.round(stage.height * pixelRatio));
    const key = `${width} ${height} ${viewport.x} ${viewport.y} ${viewport.scale} ${image.width} ${image.height}`;
    const bitmap = this.#bitmap ?? new OffscreenCanvas(width, height);
    this.#bitmap = bitmap;
    if (key === this.#drawnFor) return bitmap;
    this.#drawnFor = key;
    bitmap.width = width;
    bitmap.height = height;
    const context = bitmap.getContext('2d');
    if (context === null) return bitmap;
    context.scale(width / stage.width, height / stage.height);
    const across = (image.width / canvasSide) * viewport.scale;
    const down = (image.height / canvasSide) * viewport.scale;
    for (const band of this.#bands) {
      const radius = dotDiameter(band.diameter, across, down) / 2;
      fillDots(context, band, radius + casingWidth, casing, viewport.x, viewport.y, across, down);
      const white = `rgb(255 255 255 / ${band.alpha})`;
      fillDots(context, band, radius, white, viewport.x, viewport.y, across, down);
    }
    return bitmap;
  }
}

function fillDots(
  context: OffscreenCanvasRenderingContext2D,
  { cells }: GhostBand,
  radius: number,
  colour: string,
  left: number,
  top: number,
  across: number,
  down: number,
): void {
  context.beginPath();
  for (const cell of cells) {
    const x = left + ((cell % canvasSide) + 0.5) * across;
    const y = top + (Math.floor(cell / canvasSide) + 0.5) * down;
    context.moveTo(x + radius, y);
    context.arc(x, y, radius, 0, Math.PI * 2);
  }
  context.fillStyle = colour;
  context.fill();
}

/**
 * Cells of a box that are not painted yet when the cursor stands on (cursorX, cursorY): the rest of its row and the
 * rows below.
 */
export function unpaintedRegions(
  box: Box<'canvas'>,
  cursorX: number,
  cursorY: number,
): readonly Box<'canvas'>[] {
  const { x1, y1, x2, y2 } = box;
  const row = Math.min(y2, Math.max(y1, cursorY));
  const column = Math.min(x2, Math.max(x1, cursorX));
  const regions: Box<'canvas'>[] = [];
  if (cursorY < y1) return [box];
  if (row < y2 && column < x2) regions.push({ x1: column, y1: row, x2, y2: row + 1 });
  if (row + 1 < y2) regions.push({ x1, y1: row + 1, x2, y2 });
  return regions;
}
