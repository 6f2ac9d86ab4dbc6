import { StudioError } from '../../errors/studio-error.ts';
import { unionOfMasks } from '../../mask/boolean.ts';
import { decodeRle, maskFromRleCounts } from '../../mask/coco-rle.ts';
import { boxMask, emptyMask } from '../../mask/create-mask.ts';
import type { Mask } from '../../mask/mask.ts';
import type { Ring } from '../../mask/polygon.ts';
import { checkOutline } from '../ring-mask.ts';
import { cocoPolygonMask } from './coco-polygon.ts';
import type { CocoAnnotation, CocoSegmentation } from './coco-schema.ts';
import { pixelRingsMask } from './pixel-rings-mask.ts';

/**
 * The mask of a segmentation on a photo of that size, every pixel as pycocotools has it; rings are united (COCO knows no
 * holes). Throws StudioError `format-invalid`.
 */
export function segmentationMask(segmentation: CocoSegmentation, width: number, height: number): Mask {
  if (!('counts' in segmentation)) return ringsMask(segmentation, width, height);
  const { size, counts } = segmentation;
  if (size[0] !== height || size[1] !== width) {
    throw new StudioError(
      'format-invalid',
      `A mask of ${size[1]} by ${size[0]} pixels is given for a photo of ${width} by ${height}.`,
    );
  }
  return typeof counts === 'string'
    ? decodeRle(counts, width, height)
    : maskFromRleCounts(counts, width, height);
}

function ringsMask(rings: readonly Ring[], width: number, height: number): Mask {
  checkOutline(rings, width, height);
  const exact = pixelRingsMask(rings, width, height);
  if (exact !== null) return exact;
  const [first, ...rest] = rings.map((ring) => cocoPolygonMask(ring, width, height));
  if (first === undefined) return emptyMask(width, height);
  return rest.length === 0 ? first : unionOfMasks([first, ...rest]);
}

/**
 * The mask of an annotation: its segmentation, else its box as a mask. Throws StudioError `format-invalid` when it has
 * neither, or no pixel on the photo.
 */
export function annotationMask(
  annotation: Pick<CocoAnnotation, 'segmentation' | 'bbox'>,
  width: number,
  height: number,
): Mask {
  const { segmentation } = annotation;
  const mask = hasSegmentation(annotation)
    ? segmentationMask(segmentation!, width, height)
    : bboxMask(annotation.bbox, width, height);
  if (mask.runs.length === 0) throw new StudioError('format-invalid', 'Its mask has no pixel on the photo.');
  return mask;
}

/** Whether there is more than a box. Tools write `[]` for objects without a mask. */
export function hasSegmentation({ segmentation }: Pick<CocoAnnotation, 'segmentation'>): boolean {
  return segmentation != null && (!Array.isArray(segmentation) || segmentation.length > 0);
}

function bboxMask(bbox: readonly number[] | null | undefined, width: number, height: number): Mask {
  const [x, y, w, h] = bbox ?? [];
  if (x === undefined || y === undefined || w === undefined || h === undefined) {
    throw new StudioError('format-invalid', 'It has neither a mask nor a box.');
  }
  if (!(w > 0 && h > 0)) throw new StudioError('format-invalid', `Its box is ${w} by ${h} pixels.`);
  return boxMask(width, height, { x1: x, y1: y, x2: x + w, y2: y + h });
}
