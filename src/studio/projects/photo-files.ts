import type { ImageId, ImageRecord } from '../../document/document.ts';
import type { ProjectId } from '../../document/project-summary.ts';
import { StudioError } from '../../errors/studio-error.ts';
import type { ProjectStore } from '../../storage/project-store.ts';
import { type FolderLinks, isLinked } from './folder-links.ts';

type PhotoStore = Pick<ProjectStore, 'putPhoto' | 'getPhoto' | 'lostPhotos'>;

/** Photos whose files are looked for together. */
const together = 500;

/** The files of the open project's photos: in its folder, in one that people linked, or in memory as long as they could not be stored. */
export class PhotoFiles {
  readonly #store: PhotoStore;
  readonly #links: Pick<FolderLinks, 'read' | 'lost'>;
  #project: ProjectId | null = null;
  readonly #held = new Map<ImageId, Blob>();
  readonly #unstored = new Map<string, Blob>();

  constructor(store: PhotoStore, links: Pick<FolderLinks, 'read' | 'lost'>) {
    this.#store = store;
    this.#links = links;
  }

  /** Photos that are listed and not copied yet: their files as people gave them. */
  get held(): number {
    return this.#held.size;
  }

  hold(image: ImageId, file: Blob): void {
    this.#held.set(image, file);
  }

  heldFile(image: ImageId): Blob | null {
    return this.#held.get(image) ?? null;
  }

  letGo(image: ImageId): void {
    this.#held.delete(image);
  }

  /** Photos whose copy could not be written, in memory only. */
  get unstored(): number {
    return this.#unstored.size;
  }

  open(project: ProjectId | null): void {
    this.#project = project;
    this.#unstored.clear();
    this.#held.clear();
  }

  /** Rejects with StudioError when it can't be stored; it is then kept in memory until `storeRest` succeeds. */
  async put(sha256: string, file: Blob): Promise<void> {
    const project = this.#project;
    if (!project) return;
    try {
      await this.#store.putPhoto(project, sha256, file);
      this.#unstored.delete(sha256);
    } catch (error) {
      if (this.#project === project) this.#unstored.set(sha256, file);
      throw error;
    }
  }

  /** Tries again all that could not be stored; rejects with why the first of those can't that still can't. */
  async storeRest(): Promise<void> {
    const failures: unknown[] = [];
    for (const [sha256, file] of [...this.#unstored])
      await this.put(sha256, file).catch((error: unknown) => failures.push(error));
    if (failures.length > 0) throw failures[0];
  }

  /** As `get`; rejects with StudioError `image-missing` when it is not there. */
  async read(image: ImageRecord): Promise<Blob> {
    const file = await this.get(image);
    if (file) return file;
    if (image.sha256 === '')
      throw new StudioError(
        'image-missing',
        `${image.name} was not copied into the project before the page was closed. Its objects are kept; say where its file is to go on.`,
      );
    throw new StudioError(
      'image-missing',
      `${image.name} is not stored in this browser. Its objects are kept; say where its file is to see it.`,
    );
  }

  /** Null when it is not there; rejects with StudioError when that can be told in words. */
  async get(image: ImageRecord): Promise<Blob | null> {
    if (isLinked(image)) return this.#links.read(image);
    const waiting = this.#held.get(image.id);
    if (waiting) return waiting;
    const { sha256, bytes } = image;
    if (sha256 === '') return null;
    const held = this.#unstored.get(sha256);
    if (held) return held;
    return this.#project ? this.#store.getPhoto(this.#project, sha256, bytes) : null;
  }

  /** Those of these photos that have no file, here or where they are linked to, each with the reason in words. */
  async lost(images: readonly ImageRecord[]): Promise<ReadonlyMap<ImageId, string>> {
    const linked = images.filter(isLinked);
    const reasons = new Map(await this.#links.lost(linked));
    const stored = images.filter(
      (image) => !isLinked(image) && !this.#held.has(image.id) && !this.#unstored.has(image.sha256),
    );
    for (const { id, sha256 } of stored)
      if (sha256 === '') reasons.set(id, 'It was not copied before its page was closed.');
    const keyed = stored.filter(({ sha256 }) => sha256 !== '');
    const project = this.#project;
    for (let at = 0; project && at < keyed.length; at += together) {
      const some = keyed.slice(at, at + together);
      const lost = new Set(
        await this.#store.lostPhotos(
          project,
          some.map(({ sha256, bytes }) => ({ sha256, bytes })),
        ),
      );
      for (const { id, sha256 } of some)
        if (lost.has(sha256)) reasons.set(id, 'It is not stored in this browser.');
    }
    return reasons;
  }
}
