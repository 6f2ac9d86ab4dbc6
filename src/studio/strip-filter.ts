import type { CategoryId, ImageId, ImageRecord, ReviewStatus, StudioDocument } from '../document/document.ts';
import { objectsOf, reviewStatus } from '../document/lookup.ts';

/** Which photos to show; null for any. */
export interface StripFilter {
  readonly status: ReviewStatus | null;
  /** Photos with at least one object of this class. */
  readonly category: CategoryId | null;
}

export const everyPhoto: StripFilter = { status: null, category: null };

/**
 * The photos that fit, in their order, and with them the one that is open: marking it must not take it from under the
 * hand. A class that is no longer in the project asks for nothing.
 */
export function photosShown(
  document: StudioDocument,
  filter: StripFilter,
  current: ImageId | null,
): readonly ImageRecord[] {
  const { status } = filter;
  const category = document.categories.some(({ id }) => id === filter.category) ? filter.category : null;
  if (status === null && category === null) return document.images;
  return document.images.filter(
    (image) =>
      image.id === current ||
      ((status === null || reviewStatus(document, image) === status) &&
        (category === null || objectsOf(document, image.id).some((object) => object.category === category))),
  );
}

/** The photo that next (1) or previous (-1) leads to among those that the filter shows. */
export function photoBeside(
  document: StudioDocument,
  filter: StripFilter,
  current: ImageId | null,
  step: 1 | -1,
): ImageRecord | undefined {
  const images = photosShown(document, filter, current);
  return images[images.findIndex(({ id }) => id === current) + step];
}
