import type { ImageId, StudioDocument } from './document.ts';
import type { ProjectHoldings } from './project-summary.ts';
import { thumbnailKey } from './thumbnail-key.ts';

/** What the list of projects says of one. */
export function projectHoldings(document: StudioDocument, shown: ImageId | null): ProjectHoldings {
  const { images, objects } = document;
  const cover = images.find(({ id }) => id === shown) ?? images[0];
  let count = 0;
  for (const list of objects.values()) count += list.length;
  let photoBytes = 0;
  for (const { bytes, link } of images) photoBytes += link ? 0 : bytes;
  return { photos: images.length, objects: count, photoBytes, cover: cover ? thumbnailKey(cover) : null };
}
