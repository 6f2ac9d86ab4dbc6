import type { StudioParts } from './assemble-studio.ts';
import { startView } from './view-state.ts';

/** Lets go of the photos of the open project, of what is asked about them and done with them; the project stays open. */
export function leavePhotos(parts: StudioParts): void {
  const { session, view, desk, conversation, encoder, shelf, thumbnails, links } = parts;
  desk.pending.cancelAll();
  for (const { id } of session.document.images) {
    conversation.forget(id);
    encoder.forget(id);
  }
  shelf.clear();
  thumbnails.clear();
  // Its photos can be read no more.
  const { bundles, exporter, importer, photoSearch } = parts;
  if (bundles.store.getState().kind === 'saving') bundles.cancel();
  exporter.cancel();
  importer.cancel();
  photoSearch.reset();
  links.clear();
  const { drawingClass, stripFilter } = startView;
  view.setState({
    selection: [],
    hovered: null,
    photoSelection: [],
    region: null,
    preview: null,
    compared: null,
    inspected: null,
    inspectedRow: null,
    replayRow: null,
    drawingClass,
    stripFilter,
  });
}
