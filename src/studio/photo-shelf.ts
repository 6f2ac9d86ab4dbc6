import { createStore } from 'zustand/vanilla';
import type { ImageId, ImageRecord } from '../document/document.ts';
import { StudioError } from '../errors/studio-error.ts';
import type { DecodedPhoto, PixelClient } from '../worker/client/pixel-client.ts';
import type { PhotoState } from './project-state.ts';
import type { PhotoFiles } from './projects/photo-files.ts';

/**
 * Decoded photos held at once, display bitmap and the pixel worker's copy: at the display limit of 4096 pixels a side
 * a 3:2 photo takes 45 MB, so at most about 300 MB.
 */
const openLimit = 6;

/** Owner of all photo bitmaps: opens photos when they are needed, lets the least recently shown go, closes everything. */
export class PhotoShelf {
  readonly store = createStore<ReadonlyMap<ImageId, PhotoState>>(() => new Map());
  readonly #pixels: PixelClient;
  readonly #files: Pick<PhotoFiles, 'read'>;
  /** Least recently used first. */
  readonly #open = new Set<ImageId>();
  readonly #opening = new Map<ImageId, Promise<void>>();
  #pinned = new Set<ImageId>();
  #disposed = false;

  constructor(pixels: PixelClient, files: Pick<PhotoFiles, 'read'>) {
    this.#pixels = pixels;
    this.#files = files;
  }

  /** Decodes a file that is new to the project; rejects with StudioError `image-unreadable`. */
  decode(id: ImageId, file: Blob): Promise<DecodedPhoto> {
    return this.#pixels.open(id, file);
  }

  /** Takes over a photo that `decode` gave. */
  put(id: ImageId, photo: DecodedPhoto): void {
    if (this.#disposed) {
      photo.display.close();
      return;
    }
    this.#release(id);
    this.#set(id, { kind: 'ready', display: photo.display });
    this.#touch(id);
  }

  /** Resolves when the photo's pixels are at hand; rejects with StudioError when they can't be read. */
  async ensure(image: ImageRecord): Promise<void> {
    if (this.#open.has(image.id)) {
      this.#touch(image.id);
      return;
    }
    let opening = this.#opening.get(image.id);
    if (!opening) {
      const begun: Promise<void> = this.#reopen(image, () => this.#opening.get(image.id) === begun).finally(
        () => {
          if (this.#opening.get(image.id) === begun) this.#opening.delete(image.id);
        },
      );
      this.#opening.set(image.id, begun);
      opening = begun;
    }
    await opening;
  }

  /** Marks a photo that could not be read, where people see it; it is tried again when it is shown. */
  markUnreadable(image: ImageRecord, error: unknown): void {
    if (this.#disposed || this.#open.has(image.id)) return;
    const message = error instanceof StudioError ? error.message : `${image.name} could not be read.`;
    this.#release(image.id);
    const missing = error instanceof StudioError && error.code === 'image-missing';
    this.#set(image.id, { kind: 'unreadable', message, missing });
  }

  /** Photos that must stay open whatever else is shown: the current one and the one being answered. */
  pin(images: Iterable<ImageId>): void {
    this.#pinned = new Set(images);
  }

  remove(id: ImageId): void {
    this.#opening.delete(id);
    this.#rest(id);
  }

  /** Takes the marks off photos that could not be read: they are tried again. */
  forgive(): void {
    const photos = [...this.store.getState()];
    if (!photos.some(([, { kind }]) => kind === 'unreadable')) return;
    this.store.setState(new Map(photos.filter(([, { kind }]) => kind !== 'unreadable')), true);
  }

  /** Lets go of all photos, those too that are being opened. */
  clear(): void {
    this.#opening.clear();
    for (const id of [...this.store.getState().keys()]) this.remove(id);
  }

  dispose(): void {
    this.#disposed = true;
    this.clear();
  }

  /** @param wanted false once the photo was let go of while it was opened */
  async #reopen(image: ImageRecord, wanted: () => boolean): Promise<void> {
    try {
      const before = this.store.getState().get(image.id);
      if (!before) this.#set(image.id, { kind: 'loading' });
      const photo = await this.#pixels.open(image.id, await this.#files.read(image));
      if (!wanted()) {
        photo.display.close();
        // Unless it is wanted again: the worker knows it by the same key.
        if (!this.#disposed && !this.#opening.has(image.id) && !this.#open.has(image.id))
          this.#pixels.close(image.id);
        throw new StudioError('aborted', `${image.name} is not in the open project any more.`);
      }
      if (photo.width !== image.width || photo.height !== image.height) {
        photo.display.close();
        throw new StudioError('image-unreadable', sizeWords(image, photo));
      }
      this.put(image.id, photo);
    } catch (error) {
      if (wanted()) this.markUnreadable(image, error);
      throw error;
    }
  }

  #touch(id: ImageId): void {
    this.#open.delete(id);
    this.#open.add(id);
    for (const oldest of this.#open) {
      if (this.#open.size <= openLimit) return;
      if (oldest !== id && !this.#pinned.has(oldest)) this.#rest(oldest);
    }
  }

  #rest(id: ImageId): void {
    this.#open.delete(id);
    this.#pixels.close(id);
    const photos = new Map(this.store.getState());
    const photo = photos.get(id);
    if (!photo) return;
    photos.delete(id);
    this.store.setState(photos, true);
    // Behind what shows it, which learns of it by the store.
    if (photo.kind === 'ready') photo.display.close();
  }

  #release(id: ImageId): void {
    const photo = this.store.getState().get(id);
    if (photo?.kind === 'ready') photo.display.close();
  }

  #set(id: ImageId, photo: PhotoState): void {
    this.store.setState((photos) => new Map(photos).set(id, photo), true);
  }
}

function sizeWords(
  { name, width, height }: ImageRecord,
  now: { readonly width: number; readonly height: number },
): string {
  return `${name} has ${now.width} × ${now.height} pixels, not ${width} × ${height} as when it was added. Its objects are kept. Put the photo back as it was, or remove it and add it again.`;
}
