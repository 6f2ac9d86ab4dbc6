import type { Mask } from './mask.ts';
import { checkSize, RunBuilder } from './run-builder.ts';
import type { Box } from './space.ts';

/** A mask with no pixel set, of a photo of that size. */
export function emptyMask(width: number, height: number): Mask {
  checkSize(width, height);
  return { width, height, top: 0, rows: new Uint32Array(1), runs: new Uint32Array(0) };
}

/** A mask with every pixel set. */
export function fullMask(width: number, height: number): Mask {
  return boxMask(width, height, { x1: 0, y1: 0, x2: width, y2: height });
}

/**
 * The pixels whose centres lie in a half-open box; edges may be fractions (an edge at 0.5 leaves nothing out on its
 * left and takes that pixel in) and may lie outside the photo.
 */
export function boxMask(width: number, height: number, box: Box<'image'>): Mask {
  const x1 = Math.max(0, Math.ceil(box.x1 - 0.5));
  const x2 = Math.min(width, Math.ceil(box.x2 - 0.5));
  const y1 = Math.max(0, Math.ceil(box.y1 - 0.5));
  const y2 = Math.min(height, Math.ceil(box.y2 - 0.5));
  const builder = new RunBuilder(width, height, Math.max(1, y2 - y1));
  for (let y = y1; y < y2; y++) builder.add(y, x1, x2);
  return builder.finish();
}
