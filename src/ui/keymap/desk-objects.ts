import type { SegmentedObject } from '../../document/document.ts';
import { objectsOf } from '../../document/lookup.ts';
import { everyPhoto, photoBeside } from '../../studio/strip-filter.ts';
import type { Desk } from '../desk.ts';

/** Objects of the photo that is shown, back to front. */
export function shownObjects({ studio }: Desk): readonly SegmentedObject[] {
  const { document, currentImage } = studio.project.getState();
  return currentImage === null ? [] : objectsOf(document, currentImage);
}

/** Selected objects in the order in which they were selected: the first is the one that stays in a merge. */
export function selectedObjects(desk: Desk): readonly SegmentedObject[] {
  const { selection } = desk.studio.view.getState();
  if (selection.length === 0) return [];
  const byId = new Map(shownObjects(desk).map((object) => [object.id, object]));
  return selection.flatMap((id) => byId.get(id) ?? []);
}

export function className({ studio }: Desk, { category }: SegmentedObject): string {
  const { categories } = studio.project.getState().document;
  return categories.find(({ id }) => id === category)?.name ?? 'object';
}

/** "cup", "cup and spoon", "3 objects": what a command acts on. Empty when nothing is selected. */
export function selectionName(desk: Desk): string {
  const names = selectedObjects(desk).map((object) => className(desk, object));
  return names.length > 2 ? `${names.length} objects` : names.join(' and ');
}

const nothingSelected = 'Select an object first';

/** For `blocked`: what acts on the selection needs one. */
export function needsSelection(desk: Desk): string | null {
  return selectedObjects(desk).length === 0 ? nothingSelected : null;
}

/** For `blocked`: needs a selection of which nothing is locked. */
export function needsUnlocked(desk: Desk): string | null {
  const chosen = selectedObjects(desk);
  const locked = chosen.find((object) => object.locked);
  if (locked) return `${className(desk, locked)} is locked`;
  return chosen.length === 0 ? nothingSelected : null;
}

/** For `blocked`: needs a photo that can be seen. */
export function needsPhoto({ studio }: Desk): string | null {
  const { currentImage } = studio.project.getState();
  if (currentImage === null) return 'Open a photo first';
  const kind = studio.photos.getState().get(currentImage)?.kind;
  return kind === 'unreadable' ? 'This photo cannot be read' : null;
}

/** For `blocked`: why next (1) or previous (-1) leads to no photo. */
export function noPhotoBeside({ studio }: Desk, step: 1 | -1): string | null {
  const { document, currentImage } = studio.project.getState();
  const { stripFilter } = studio.view.getState();
  if (photoBeside(document, stripFilter, currentImage, step)) return null;
  const end = step < 0 ? 'first' : 'last';
  return photoBeside(document, everyPhoto, currentImage, step)
    ? `This is the ${end} image that the filter shows`
    : `This is the ${end} image`;
}
