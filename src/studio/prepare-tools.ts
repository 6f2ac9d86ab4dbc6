import type { StoreApi } from 'zustand/vanilla';
import type { ImageId } from '../document/document.ts';
import { imageById } from '../document/lookup.ts';
import type { PixelClient } from '../worker/client/pixel-client.ts';
import type { PhotoShelf } from './photo-shelf.ts';
import type { ProjectSession } from './project-session.ts';
import type { ViewState } from './view-state.ts';

/**
 * Has the shown photo's pixels ready in the pixel worker as long as a tool is chosen that reads them, so that its first
 * use doesn't wait for a decode. The result ends it.
 */
export function prepareTools(
  view: StoreApi<ViewState>,
  session: ProjectSession,
  photos: PhotoShelf,
  pixels: PixelClient,
): () => void {
  let prepared: ImageId | null = null;
  const check = () => {
    const { tool, snapToEdges } = view.getState();
    const reads = tool === 'fill' || (snapToEdges && (tool === 'brush' || tool === 'eraser'));
    const wanted = reads ? session.currentImage : null;
    if (wanted === prepared) return;
    prepared = wanted;
    const image = wanted && imageById(session.document, wanted);
    if (!image) return;
    photos
      .ensure(image)
      .then(() => pixels.prepareTools(image.id))
      // Said where it matters: on the photo, or by the tool when it is used.
      .catch(() => undefined);
  };
  const stops = [view.subscribe(check), session.store.subscribe(check)];
  return () => {
    for (const stop of stops) stop();
  };
}
