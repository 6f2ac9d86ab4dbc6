import type { StoreApi } from 'zustand/vanilla';
import type { ImageId } from '../document/document.ts';
import { imageById } from '../document/lookup.ts';
import { StudioError } from '../errors/studio-error.ts';
import type { ModelLoader } from './model-loader.ts';
import type { PhotoEncoder } from './photo-encoder.ts';
import type { PhotoShelf } from './photo-shelf.ts';
import type { ProjectSession } from './project-session.ts';
import type { FolderLinks } from './projects/folder-links.ts';
import { photoBeside } from './strip-filter.ts';
import type { ThumbnailShelf } from './thumbnail-shelf.ts';
import type { ViewState } from './view-state.ts';

export interface PhotoStageParts {
  readonly session: ProjectSession;
  readonly view: StoreApi<ViewState>;
  readonly shelf: PhotoShelf;
  readonly thumbnails: ThumbnailShelf;
  readonly links: FolderLinks;
  readonly model: ModelLoader;
  readonly encoder: PhotoEncoder;
  /** The photo that is being asked about, which stays open whatever is shown. */
  answering(): ImageId | null;
}

/** Which photo is shown, and that it and the one that people most likely go to next are ready for them. */
export class PhotoStage {
  readonly #parts: PhotoStageParts;
  /** The way in which people went last. */
  #heading: 1 | -1 = 1;

  constructor(parts: PhotoStageParts) {
    this.#parts = parts;
  }

  /** Does nothing for a photo that is not in the project. */
  show(image: ImageId): void {
    const { session, view } = this.#parts;
    if (!imageById(session.document, image)) return;
    if (image !== session.currentImage)
      view.setState({
        selection: [],
        hovered: null,
        photoSelection: [],
        region: null,
        inspected: null,
        inspectedRow: null,
        replayRow: null,
      });
    session.showImage(image);
    void this.#prepare(image);
  }

  /** What the project says is shown; nothing where it has no photo. */
  showCurrent(): void {
    const { currentImage } = this.#parts.session;
    if (currentImage) this.show(currentImage);
  }

  /** The next or previous of the photos that the strip shows. */
  showNeighbour(step: 1 | -1): void {
    this.#heading = step;
    const next = this.#beside(step);
    if (next) this.show(next.id);
  }

  /** Makes the shown photo ready again: what was missing for it has come. */
  prepareCurrent(): void {
    const { currentImage } = this.#parts.session;
    if (currentImage) void this.#prepare(currentImage);
  }

  /** Opens the photo, rests others, and encodes it ahead of the first question. */
  async #prepare(id: ImageId): Promise<void> {
    const { session, shelf, thumbnails, links, model, encoder, answering } = this.#parts;
    const image = imageById(session.document, id);
    if (!image) return;
    const asked = answering();
    shelf.pin(asked ? [id, asked] : [id]);
    try {
      await shelf.ensure(image);
      thumbnails.renew(id);
      void this.#prefetch(id);
      void links.learn(image).catch(() => undefined);
      if (model.store.getState().kind !== 'ready' || session.currentImage !== id) return;
      await encoder.prepare(id);
    } catch (error) {
      // Said where it matters: on the photo itself, or by the question that needs the encoding.
      if (!(error instanceof StudioError)) throw error;
    }
  }

  /** Has the photo open that people most likely go to next, within what the shelf holds. */
  async #prefetch(from: ImageId): Promise<void> {
    const { session, shelf } = this.#parts;
    const next = session.currentImage === from && this.#beside(this.#heading);
    // A failure is marked on the photo itself.
    if (next) await shelf.ensure(next).catch(() => undefined);
  }

  #beside(step: 1 | -1) {
    const { session, view } = this.#parts;
    return photoBeside(session.document, view.getState().stripFilter, session.currentImage, step);
  }
}
