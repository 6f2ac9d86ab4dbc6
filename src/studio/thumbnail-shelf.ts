import { createStore } from 'zustand/vanilla';
import type { ImageId, ImageRecord } from '../document/document.ts';
import type { ProjectId } from '../document/project-summary.ts';
import { thumbnailKey } from '../document/thumbnail-key.ts';
import type { ProjectStore } from '../storage/project-store.ts';
import type { PixelClient } from '../worker/client/pixel-client.ts';
import type { PhotoFiles } from './projects/photo-files.ts';

/** Held at once: 160 pixels wide, a 3:2 thumbnail takes 68 KB, so about 17 MB; of the tallest photos at most 79 MB. */
const mostHeld = 256;
/** Decodes at a time; each may take a photo's full size in memory for a moment. */
const atOnce = 2;

export interface ThumbnailParts {
  readonly pixels: Pick<PixelClient, 'makeThumbnail' | 'readThumbnail'>;
  readonly files: Pick<PhotoFiles, 'read'>;
  readonly projects: Pick<ProjectStore, 'getThumbnail' | 'putThumbnail'>;
  openProject(): ProjectId | null;
  /** The photo could not be read. */
  onFailed(image: ImageRecord, error: unknown): void;
}

/**
 * Owner of the thumbnails: reads those that are in sight from the project's folder, makes and keeps those that are not
 * there yet, and lets the ones go that were longest out of sight.
 */
export class ThumbnailShelf {
  readonly store = createStore<ReadonlyMap<ImageId, ImageBitmap>>(() => new Map());
  readonly #parts: ThumbnailParts;
  #wanted: readonly ImageRecord[] = [];
  /** Those held and those wanted, least recently wanted first. */
  readonly #used = new Set<ImageId>();
  readonly #running = new Set<ImageId>();
  readonly #failed = new Set<ImageId>();
  /** Made before their photo had a key: kept in the project when it has one. */
  readonly #keyless = new Map<ImageId, Blob>();
  /** Counts what was cleared, so that what was begun before brings nothing in. */
  #era = 0;

  constructor(parts: ThumbnailParts) {
    this.#parts = parts;
  }

  /** These are in sight now, the first most urgent; what was wanted before and has not begun is not fetched any more. */
  want(images: readonly ImageRecord[]): void {
    this.#wanted = images.slice(0, mostHeld);
    const held = this.store.getState();
    for (const id of this.#used) if (!held.has(id)) this.#used.delete(id);
    for (const { id } of this.#wanted) {
      this.#used.delete(id);
      this.#used.add(id);
    }
    this.#go();
  }

  /** A photo that could not be read can be, or is another one now. */
  renew(id: ImageId): void {
    this.#failed.delete(id);
    this.#go();
  }

  /** A photo has its key now. */
  keep(image: ImageRecord): void {
    const picture = this.#keyless.get(image.id);
    const project = this.#parts.openProject();
    const key = thumbnailKey(image);
    if (!picture || !project || !key) return;
    this.#keyless.delete(image.id);
    void this.#parts.projects.putThumbnail(project, key, picture).catch(() => undefined);
  }

  /** All that could not be read are tried again. */
  forgive(): void {
    this.#failed.clear();
    this.#go();
  }

  remove(id: ImageId): void {
    this.#used.delete(id);
    this.#failed.delete(id);
    this.#letGo([id]);
  }

  clear(): void {
    this.#era += 1;
    this.#wanted = [];
    this.#used.clear();
    this.#running.clear();
    this.#failed.clear();
    this.#keyless.clear();
    this.#letGo([...this.store.getState().keys()]);
  }

  #go(): void {
    for (const image of this.#wanted) {
      if (this.#running.size >= atOnce) return;
      const { id } = image;
      if (this.#running.has(id) || this.#failed.has(id) || this.store.getState().has(id)) continue;
      this.#running.add(id);
      void this.#bring(image, this.#era);
    }
  }

  async #bring(image: ImageRecord, era: number): Promise<void> {
    const { id } = image;
    try {
      const bitmap = await this.#fetch(image);
      // A photo that was removed or went out of sight meanwhile is not used any more.
      if (era === this.#era && this.#used.has(id)) this.#hold(id, bitmap);
      else bitmap.close();
    } catch (error) {
      if (era !== this.#era) return;
      this.#failed.add(id);
      this.#parts.onFailed(image, error);
    }
    if (era !== this.#era) return;
    this.#running.delete(id);
    this.#go();
  }

  async #fetch(image: ImageRecord): Promise<ImageBitmap> {
    const { pixels, files, projects, openProject } = this.#parts;
    const project = openProject();
    const key = thumbnailKey(image);
    if (project && key) {
      // One that is missing or damaged is made anew.
      const kept = await projects.getThumbnail(project, key).catch(() => null);
      const bitmap = kept && (await pixels.readThumbnail(kept).catch(() => null));
      if (bitmap) return bitmap;
    }
    const { bitmap, picture } = await pixels.makeThumbnail(image.id, await files.read(image));
    if (!key) this.#keyless.set(image.id, picture);
    // Where it can't be kept it is made anew each time; only time is lost.
    if (project && key) void projects.putThumbnail(project, key, picture).catch(() => undefined);
    return bitmap;
  }

  #hold(id: ImageId, bitmap: ImageBitmap): void {
    this.#letGo([id]);
    this.store.setState((held) => new Map(held).set(id, bitmap), true);
    const held = this.store.getState();
    if (held.size <= mostHeld) return;
    const surplus = [...this.#used].filter((used) => held.has(used)).slice(0, held.size - mostHeld);
    for (const old of surplus) this.#used.delete(old);
    this.#letGo(surplus);
  }

  #letGo(ids: readonly ImageId[]): void {
    const held = new Map(this.store.getState());
    const gone = ids.flatMap((id) => held.get(id) ?? []);
    if (gone.length === 0) return;
    for (const id of ids) held.delete(id);
    this.store.setState(held, true);
    for (const bitmap of gone) bitmap.close();
  }
}
