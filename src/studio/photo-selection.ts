import type { ImageId, ImageRecord, StudioDocument } from '../document/document.ts';
import { imageById } from '../document/lookup.ts';
import { photosShown } from './strip-filter.ts';
import type { ViewState } from './view-state.ts';

type Chosen = Pick<ViewState, 'photoSelection' | 'stripFilter'>;

/** The photos that are selected, in their order; one that the filter hides is not, as nobody would see what is done to it. */
export function selectedPhotos(
  document: StudioDocument,
  { photoSelection, stripFilter }: Chosen,
  current: ImageId | null,
): readonly ImageRecord[] {
  if (photoSelection.length === 0) return [];
  const selected = new Set(photoSelection);
  return photosShown(document, stripFilter, current).filter(({ id }) => selected.has(id));
}

/** What an act on whole photos is about: those that are selected, else the one that is shown. */
export function photosMeant(
  document: StudioDocument,
  chosen: Chosen,
  current: ImageId | null,
): readonly ImageRecord[] {
  const selected = selectedPhotos(document, chosen, current);
  const shown = current === null ? undefined : imageById(document, current);
  return selected.length > 0 || !shown ? selected : [shown];
}

/** The selection with a photo put in or taken out. The first one put in brings the photo shown along. */
export function togglePhoto(
  selection: readonly ImageId[],
  id: ImageId,
  current: ImageId | null,
): readonly ImageId[] {
  if (selection.includes(id)) return selection.filter((selected) => selected !== id);
  if (selection.length > 0 || current === null || current === id) return [...selection, id];
  return [current, id];
}

/** All photos from one to another, both included, whichever comes first; only `to` when `from` is not listed. */
export function photoRange(
  images: readonly ImageRecord[],
  from: ImageId | null,
  to: ImageId,
): readonly ImageId[] {
  const end = images.findIndex(({ id }) => id === to);
  if (end < 0) return [];
  const found = images.findIndex(({ id }) => id === from);
  const start = found < 0 ? end : found;
  return images.slice(Math.min(start, end), Math.max(start, end) + 1).map(({ id }) => id);
}

/** The photo to show once some are taken away: the next one that stays, else the one before; null when none stays. */
export function photoAfter(
  images: readonly ImageRecord[],
  removed: ReadonlySet<ImageId>,
  current: ImageId | null,
): ImageId | null {
  const at = images.findIndex(({ id }) => id === current);
  const stays = ({ id }: ImageRecord) => !removed.has(id);
  return (
    (images.slice(Math.max(0, at)).find(stays) ?? images.slice(0, Math.max(0, at)).findLast(stays))?.id ??
    null
  );
}
