import type { ImageId, ImageRecord, SegmentedObject, StudioDocument } from '../../document/document.ts';
import { objectsOf } from '../../document/lookup.ts';
import { isEmptyMask } from '../../mask/measure.ts';

/**
 * How masks are written. `polygon`: one keyholed ring a connected part, for Ultralytics, supervision and tools that
 * read no run lengths. `rle`: compressed run lengths, for pycocotools, FiftyOne and CVAT. Both lose no pixel.
 */
export type CocoProfile = 'polygon' | 'rle';

export interface CocoOptions {
  readonly profile: CocoProfile;
  /** Photos to write, in the document's order; default all. */
  readonly images?: ReadonlySet<ImageId>;
  readonly description: string;
  /** When it is written, milliseconds since 1970: handed in so that equal input gives equal files. */
  readonly createdAt: number;
}

/** The photos that an export covers. */
export function imagesToWrite(document: StudioDocument, options: CocoOptions): readonly ImageRecord[] {
  const { images } = options;
  return images === undefined ? document.images : document.images.filter((image) => images.has(image.id));
}

/** The objects of a photo that can be written: COCO has no way to say an empty mask, so those are left to the checks. */
export function objectsToWrite(document: StudioDocument, image: ImageRecord): readonly SegmentedObject[] {
  return objectsOf(document, image.id).filter((object) => !isEmptyMask(object.mask));
}
