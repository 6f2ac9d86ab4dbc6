import type { Mask } from '../../mask/mask.ts';
import { RunBuilder } from '../../mask/run-builder.ts';
import type { PixelPlane } from './read-mask-png.ts';

/** One mask for each index that occurs, except those in `ignored`; by index, ascending. */
export function masksOfIndices(
  { width, height, data }: PixelPlane,
  ignored: ReadonlySet<number>,
): ReadonlyMap<number, Mask> {
  const builders = new Array<RunBuilder | undefined>(256);
  for (let y = 0; y < height; y++) {
    const base = y * width;
    for (let x = 0; x < width; ) {
      const index = data[base + x]!;
      const start = x++;
      while (x < width && data[base + x] === index) x++;
      if (ignored.has(index)) continue;
      builders[index] ??= new RunBuilder(width, height);
      builders[index].add(y, start, x);
    }
  }
  const masks = new Map<number, Mask>();
  for (const [index, builder] of builders.entries()) if (builder) masks.set(index, builder.finish());
  return masks;
}
