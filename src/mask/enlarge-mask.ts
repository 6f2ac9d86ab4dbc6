import type { Mask } from './mask.ts';
import { isEmptyMask } from './measure.ts';
import { smoothMask } from './morphology.ts';
import { resizeMask } from './transform.ts';

/** Below this no single cell vanishes, and stairs of the copy's pixels become slopes. */
const smoothing = 0.75;

/**
 * A mask worked out on a reduced copy of a photo, at the photo's size: each pixel takes the value under its centre, and
 * the stairs that this leaves, as high as the reduction, are rounded by a majority filter. The outline is right to
 * about half a pixel of the copy; nothing finer is invented. At the same size the mask is given back as it is.
 */
export function enlargeMask(mask: Mask, width: number, height: number): Mask {
  if (mask.width === width && mask.height === height) return mask;
  const large = resizeMask(mask, width, height);
  const smooth = smoothMask(large, smoothing * Math.max(width / mask.width, height / mask.height));
  return isEmptyMask(smooth) ? large : smooth;
}
