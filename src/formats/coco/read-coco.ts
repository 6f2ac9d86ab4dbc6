import { StudioError } from '../../errors/studio-error.ts';
import type { Mask } from '../../mask/mask.ts';
import {
  type CocoAnnotation,
  type CocoFile,
  type CocoImage,
  cocoSchema,
  parseJson,
  parseWith,
} from './coco-schema.ts';
import { segmentationMask } from './segmentation-mask.ts';

/** A COCO file with its links checked. */
export interface CocoDataset {
  readonly images: ReadonlyMap<number, CocoImage>;
  readonly categories: ReadonlyMap<number, { readonly id: number; readonly name: string }>;
  readonly annotations: ReadonlyMap<number, CocoAnnotation>;
}

/**
 * Reads COCO instances JSON. Throws StudioError `format-invalid`, naming the place, when it is not JSON, when keys are
 * missing or of the wrong type, when an id is used twice, or when an annotation's photo is not in the file.
 */
export function readCoco(text: string, fileName: string): CocoDataset {
  return linkCoco(parseWith(cocoSchema, parseJson(text, fileName), fileName), fileName);
}

/** The checks of `readCoco` on data that has the right shape already. */
export function linkCoco(file: CocoFile, fileName: string): CocoDataset {
  const images = byId(file.images, 'images', fileName);
  const categories = byId(file.categories, 'categories', fileName);
  const annotations = byId(file.annotations, 'annotations', fileName);
  file.annotations.forEach(({ image_id, category_id }, i) => {
    if (!images.has(image_id)) {
      throw new StudioError(
        'format-invalid',
        `${fileName}: annotations[${i}] is on photo ${image_id}, which is not in the file.`,
      );
    }
    if (categories.size > 0 && !categories.has(category_id)) {
      throw new StudioError(
        'format-invalid',
        `${fileName}: annotations[${i}] is of class ${category_id}, which is not in the file.`,
      );
    }
  });
  return { images, categories, annotations };
}

/** The mask of an annotation at its photo's size. Throws StudioError `format-invalid` when it has none. */
export function annotationMask(dataset: CocoDataset, annotation: CocoAnnotation): Mask {
  const image = dataset.images.get(annotation.image_id);
  if (image === undefined || annotation.segmentation === undefined) {
    throw new StudioError('format-invalid', `Annotation ${annotation.id} has no mask.`);
  }
  return segmentationMask(annotation.segmentation, image.width, image.height);
}

function byId<T extends { readonly id: number }>(
  list: readonly T[],
  key: string,
  fileName: string,
): Map<number, T> {
  const map = new Map<number, T>();
  list.forEach((item, i) => {
    if (map.has(item.id)) {
      throw new StudioError(
        'format-invalid',
        `${fileName}: ${key}[${i}] has the id ${item.id}, which is taken already.`,
      );
    }
    map.set(item.id, item);
  });
  return map;
}
