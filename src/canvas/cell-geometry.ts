import { canvasSide } from '../mask/nearest-canvas.ts';
import type { Box, Point } from '../mask/space.ts';
import { cellFrame } from '../text4seg/cell-frame.ts';
import { brickDescriptor } from '../text4seg/descriptor.ts';
import type { Size } from './viewport.ts';

/** The cells that an object's box covers in the end, border repeated; half-open, 0..64. */
export function cellsOfBox(box: Box<'canvas'>): Box<'canvas'> {
  return cellFrame(box, brickDescriptor).reach;
}

/** Cells as image pixels, fractions kept. */
export function cellsOnImage(cells: Box<'canvas'>, image: Size): Box<'image'> {
  const across = image.width / canvasSide;
  const down = image.height / canvasSide;
  return { x1: cells.x1 * across, y1: cells.y1 * down, x2: cells.x2 * across, y2: cells.y2 * down };
}

/** The cell under an image point, not clamped. */
export function cellAt(point: Point<'image'>, image: Size): Point<'canvas'> {
  return {
    x: Math.floor((point.x * canvasSide) / image.width),
    y: Math.floor((point.y * canvasSide) / image.height),
  };
}
