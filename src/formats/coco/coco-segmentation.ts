import { encodeRle } from '../../mask/coco-rle.ts';
import type { Mask } from '../../mask/mask.ts';
import { outlineRing, outlineRings } from '../outline.ts';

/**
 * How masks are written; none loses a pixel. `rle`: compressed run lengths, for pycocotools, FiftyOne and CVAT.
 * `polygon`: one keyholed ring a connected part, for supervision and tools that read no run lengths. `ultralytics`: one
 * ring an object, since its converter joins several by itself and refuses run lengths.
 */
export type CocoProfile = 'rle' | 'polygon' | 'ultralytics';

export function cocoSegmentation(mask: Mask, profile: CocoProfile): object {
  if (profile === 'rle') return { size: [mask.height, mask.width], counts: encodeRle(mask) };
  const rings = profile === 'polygon' ? outlineRings(mask) : [outlineRing(mask)];
  return rings.map((ring) => Array.from(ring));
}
