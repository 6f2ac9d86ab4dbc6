import type { Mask } from './mask.ts';
import { RunBuilder } from './run-builder.ts';
import type { Box } from './space.ts';

/** The pixels whose centres lie in or on the ellipse inscribed in a box (fractions allowed, may leave the photo). */
export function ellipseMask(box: Box<'image'>, width: number, height: number): Mask {
  const builder = new RunBuilder(width, height);
  const cx = (box.x1 + box.x2) / 2;
  const cy = (box.y1 + box.y2) / 2;
  const rx = (box.x2 - box.x1) / 2;
  const ry = (box.y2 - box.y1) / 2;
  if (!(rx > 0 && ry > 0)) return builder.finish();
  const first = Math.max(0, Math.ceil(box.y1 - 0.5));
  const last = Math.min(height - 1, Math.floor(box.y2 - 0.5));
  for (let y = first; y <= last; y++) {
    const across = (y + 0.5 - cy) / ry;
    const half = rx * Math.sqrt(Math.max(0, 1 - across * across));
    builder.add(y, Math.ceil(cx - half - 0.5), Math.floor(cx + half - 0.5) + 1);
  }
  return builder.finish();
}
