import type { Box, Point } from '../../mask/space.ts';
import type { Size } from '../viewport.ts';

export function isOnPhoto({ x, y }: Point<'image'>, { width, height }: Size): boolean {
  return x >= 0 && y >= 0 && x < width && y < height;
}

/** The part of a box on the photo; null when there is none. */
export function boxOnPhoto({ x1, y1, x2, y2 }: Box<'image'>, { width, height }: Size): Box<'image'> | null {
  const cut = { x1: Math.max(0, x1), y1: Math.max(0, y1), x2: Math.min(width, x2), y2: Math.min(height, y2) };
  return cut.x1 < cut.x2 && cut.y1 < cut.y2 ? cut : null;
}
