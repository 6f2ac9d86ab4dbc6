import type { ImageRecord } from '../../document/document.ts';
import { photosMeant, selectedPhotos } from '../../studio/photo-selection.ts';
import { photosShown } from '../../studio/strip-filter.ts';
import type { Desk } from '../desk.ts';

/** The photos that the strip shows. */
export function listedPhotos({ studio }: Desk): readonly ImageRecord[] {
  const { document, currentImage } = studio.project.getState();
  return photosShown(document, studio.view.getState().stripFilter, currentImage);
}

/** Those that are selected in the strip. */
export function chosenPhotos({ studio }: Desk): readonly ImageRecord[] {
  const { document, currentImage } = studio.project.getState();
  return selectedPhotos(document, studio.view.getState(), currentImage);
}

/** What an act on whole photos is about: those selected, else the one shown. */
export function meantPhotos({ studio }: Desk): readonly ImageRecord[] {
  const { document, currentImage } = studio.project.getState();
  return photosMeant(document, studio.view.getState(), currentImage);
}
