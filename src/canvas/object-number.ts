import type { ObjectId, SegmentedObject } from '../document/document.ts';

/**
 * The number that labels on the photo and rows of the list show: 1 for the first object of the image. Objects of a
 * running answer go on from the last. 0 when the image has no such object.
 */
export function objectNumber(objects: readonly SegmentedObject[], id: ObjectId): number {
  return objects.findIndex((object) => object.id === id) + 1;
}
