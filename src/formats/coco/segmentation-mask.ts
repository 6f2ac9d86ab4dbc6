import { StudioError } from '../../errors/studio-error.ts';
import { unionOfMasks } from '../../mask/boolean.ts';
import { decodeRle, maskFromRleCounts } from '../../mask/coco-rle.ts';
import { emptyMask } from '../../mask/create-mask.ts';
import type { Mask } from '../../mask/mask.ts';
import { polygonMask } from '../../mask/polygon.ts';

/** COCO's three ways to write a mask: rings, run lengths as numbers, run lengths as a string. */
export type CocoSegmentation =
  | readonly (readonly number[])[]
  | { readonly size: readonly [height: number, width: number]; readonly counts: readonly number[] | string };

/**
 * The mask of an annotation on a photo of that size. Rings are filled by pixel centres and united (COCO knows no
 * holes); for rings on pixel corners this is exactly what pycocotools gives, for others it may differ by single pixels
 * along the edge, since pycocotools rounds corners to a fifth of a pixel. Throws StudioError `format-invalid`.
 */
export function segmentationMask(segmentation: CocoSegmentation, width: number, height: number): Mask {
  if ('counts' in segmentation) {
    const { size, counts } = segmentation;
    if (size[0] !== height || size[1] !== width) {
      throw new StudioError(
        'format-invalid',
        `A mask of ${size[1]} by ${size[0]} pixels is given for a photo of ${width} by ${height}.`,
      );
    }
    try {
      return typeof counts === 'string'
        ? decodeRle(counts, width, height)
        : maskFromRleCounts(counts, width, height);
    } catch (cause) {
      if (!(cause instanceof StudioError)) throw cause;
      throw new StudioError('format-invalid', cause.message, { cause });
    }
  }
  const parts = segmentation.map((ring) => polygonMask([ring], width, height, 'even-odd'));
  const [first, ...rest] = parts;
  return first === undefined ? emptyMask(width, height) : unionOfMasks([first, ...rest]);
}
