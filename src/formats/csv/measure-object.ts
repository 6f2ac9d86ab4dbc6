import { traceContours } from '../../mask/contours.ts';
import type { Mask } from '../../mask/mask.ts';
import { maskArea, maskBox } from '../../mask/measure.ts';
import type { Ring } from '../../mask/polygon.ts';
import type { Box } from '../../mask/space.ts';

export interface ObjectMeasures {
  /** Tight, half-open. */
  readonly box: Box<'image'>;
  /** Pixels. */
  readonly area: number;
  /** Mean of the pixels' centres. */
  readonly centre: { readonly x: number; readonly y: number };
  /** Length of all outlines along the edges of pixels, those of holes included. */
  readonly perimeter: number;
  /** Parts that do not touch, not even at a corner. */
  readonly parts: number;
  readonly holes: number;
}

/** Measures of a mask that is not empty, in pixels of the photo. */
export function measureObject(mask: Mask): ObjectMeasures {
  const area = maskArea(mask);
  const contours = traceContours(mask);
  const rings = contours.flatMap(({ outer, holes }) => [outer, ...holes]);
  return {
    box: maskBox(mask)!,
    area,
    centre: centreOf(mask, area),
    perimeter: rings.reduce((sum, ring) => sum + ringLength(ring), 0),
    parts: contours.length,
    holes: rings.length - contours.length,
  };
}

function centreOf({ top, rows, runs }: Mask, area: number): { x: number; y: number } {
  let sumX = 0;
  let sumY = 0;
  for (let row = 0; row + 1 < rows.length; row++) {
    for (let i = rows[row]!; i < rows[row + 1]!; i++) {
      const [start, end] = [runs[2 * i]!, runs[2 * i + 1]!];
      // The centres of pixels start .. end - 1 have the mean (start + end) / 2.
      sumX += ((end - start) * (start + end)) / 2;
      sumY += (end - start) * (top + row + 0.5);
    }
  }
  return { x: sumX / area, y: sumY / area };
}

/** Rings on pixel edges go straight across or down. */
function ringLength(ring: Ring): number {
  let length = 0;
  for (let i = 0; i < ring.length; i += 2) {
    const next = (i + 2) % ring.length;
    length += Math.abs(ring[next]! - ring[i]!) + Math.abs(ring[next + 1]! - ring[i + 1]!);
  }
  return length;
}
