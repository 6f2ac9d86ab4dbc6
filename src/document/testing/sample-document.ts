import type { Mask } from '../../mask/mask.ts';
import type {
  Category,
  CategoryId,
  ImageId,
  ImageRecord,
  ObjectId,
  SegmentedObject,
  StudioDocument,
} from '../document.ts';

/** Records for tests, plain but complete. */
export function sampleImage(
  id: string,
  width: number,
  height: number,
  more: Partial<ImageRecord> = {},
): ImageRecord {
  return {
    id: id as ImageId,
    name: `${id}.jpg`,
    width,
    height,
    bytes: 1000,
    mediaType: 'image/jpeg',
    sha256: '00',
    addedAt: 0,
    ...more,
  };
}

export function sampleCategory(id: string, more: Partial<Category> = {}): Category {
  return { id: id as CategoryId, name: id, colour: 0, ...more };
}

export function sampleObject(
  id: string,
  category: string,
  mask: Mask,
  more: Partial<SegmentedObject> = {},
): SegmentedObject {
  return {
    id: id as ObjectId,
    category: category as CategoryId,
    mask,
    canvas: null,
    provenance: { kind: 'drawn' },
    edited: false,
    visible: true,
    locked: false,
    attributes: {},
    ...more,
  };
}

export function sampleDocument(
  categories: readonly Category[],
  images: readonly (readonly [ImageRecord, readonly SegmentedObject[]])[],
): StudioDocument {
  return {
    categories,
    images: images.map(([image]) => image),
    objects: new Map(
      images.filter(([, objects]) => objects.length > 0).map(([image, objects]) => [image.id, objects]),
    ),
  };
}
