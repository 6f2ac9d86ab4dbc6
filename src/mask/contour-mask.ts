import type { Contour } from './contours.ts';
import type { Mask } from './mask.ts';
import { polygonMask } from './polygon.ts';

/** The mask that contours enclose: the reverse of `traceContours`, exact for what it gives. */
export function contourMask(contours: readonly Contour[], width: number, height: number): Mask {
  const rings = contours.flatMap((contour) => [contour.outer, ...contour.holes]);
  return polygonMask(rings, width, height, 'even-odd');
}
