import { canvasSide } from '../mask/nearest-canvas.ts';
import type { Place } from '../mask/place.ts';
import type { Box } from '../mask/space.ts';
import type { Size } from './viewport.ts';

/** A place on the photo in the model's terms: 0..64 over width and height, fractions kept. */
export function placeOnCanvas(place: Place<'image'>, image: Size): Place<'canvas'> {
  if (place.kind === 'box') return { kind: 'box', box: boxOnCanvas(place.box, image) };
  const { x, y } = place;
  return { kind: 'point', x: (x * canvasSide) / image.width, y: (y * canvasSide) / image.height };
}

export function boxOnCanvas({ x1, y1, x2, y2 }: Box<'image'>, image: Size): Box<'canvas'> {
  const across = canvasSide / image.width;
  const down = canvasSide / image.height;
  return { x1: x1 * across, y1: y1 * down, x2: x2 * across, y2: y2 * down };
}
