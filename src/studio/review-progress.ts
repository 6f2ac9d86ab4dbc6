import type { ImageId, ImageRecord, ReviewStatus, StudioDocument } from '../document/document.ts';
import { reviewStatus } from '../document/lookup.ts';

/** How many photos have each status. */
export function reviewCounts(document: StudioDocument): Readonly<Record<ReviewStatus, number>> {
  const counts: Record<ReviewStatus, number> = { 'not-started': 0, open: 0, reviewed: 0, 'needs-look': 0 };
  for (const image of document.images) counts[reviewStatus(document, image)] += 1;
  return counts;
}

/** The next photo that is not reviewed, going on at the first after the last; never the current one. */
export function nextToReview(document: StudioDocument, current: ImageId | null): ImageRecord | undefined {
  const { images } = document;
  const at = images.findIndex(({ id }) => id === current);
  const others = [...images.slice(at + 1), ...images.slice(0, Math.max(0, at))];
  return others.find((image) => reviewStatus(document, image) !== 'reviewed');
}
