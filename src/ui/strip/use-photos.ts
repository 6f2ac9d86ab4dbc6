import { useMemo } from 'react';
import type { ImageRecord } from '../../document/document.ts';
import { photosMeant, selectedPhotos } from '../../studio/photo-selection.ts';
import { useProject, useView } from '../desk.ts';

/** The photos selected in the strip. */
export function useSelectedPhotos(): readonly ImageRecord[] {
  return usePhotos(selectedPhotos);
}

/** What an act on whole photos is about: those selected, else the one shown. */
export function useMeantPhotos(): readonly ImageRecord[] {
  return usePhotos(photosMeant);
}

function usePhotos(of: typeof selectedPhotos): readonly ImageRecord[] {
  const document = useProject((project) => project.document);
  const current = useProject((project) => project.currentImage);
  const photoSelection = useView((view) => view.photoSelection);
  const stripFilter = useView((view) => view.stripFilter);
  return useMemo(
    () => of(document, { photoSelection, stripFilter }, current),
    [of, document, photoSelection, stripFilter, current],
  );
}
