import type { ImageId, ImageRecord } from '../../document/document.ts';
import { StudioError } from '../../errors/studio-error.ts';
import { sha256Hex } from '../../exchange/sha256-hex.ts';
import type { ProjectSession } from '../project-session.ts';
import type { PhotoFiles } from './photo-files.ts';

/** Files read and written at a time; each is in memory whole while its hash is made. */
const atOnce = 4;
/** Hashes told together, and after this many milliseconds at the latest. */
const together = 64;
const patience = 250;

export interface PhotoCopiesParts {
  readonly session: ProjectSession;
  readonly files: PhotoFiles;
  /** So many photos wait for their copy; 0 when all are done. */
  onProgress(left: number): void;
  /** The copy could not be written; the file is kept and tried again. */
  onFailed(error: StudioError): void;
  /** The file can't be read any more. */
  onUnreadable(image: ImageRecord, error: unknown): void;
  /** The photo has its key now. */
  onStored(image: ImageId): void;
}

/**
 * Copies photos into the project behind people, who see them in the list already. A photo has no hash until its copy is
 * on disk, and nothing counts as saved before that.
 */
export class PhotoCopies {
  readonly #parts: PhotoCopiesParts;
  #queue: ImageRecord[] = [];
  #told: { readonly image: ImageId; readonly sha256: string }[] = [];
  #timer: ReturnType<typeof setTimeout> | null = null;
  #running = 0;
  #listings = 0;
  #waiters: (() => void)[] = [];
  /** Counts projects, so that what was begun for one brings nothing into the next. */
  #era = 0;

  constructor(parts: PhotoCopiesParts) {
    this.#parts = parts;
  }

  /** `files` in the order of `images`. */
  add(images: readonly ImageRecord[], files: readonly Blob[]): void {
    images.forEach((image, index) => {
      const file = files[index];
      if (file) this.#parts.files.hold(image.id, file);
    });
    this.#queue.push(...images);
    this.#progress();
    this.#start();
  }

  /** Begins with what is added only when `listing` has ended, as both wait for the same disk, or when it is waited for. */
  async after<T>(listing: () => Promise<T>): Promise<T> {
    this.#listings += 1;
    try {
      return await listing();
    } finally {
      this.#listings -= 1;
      this.#start();
    }
  }

  /** Resolves when nothing is left to be copied. */
  done(): Promise<void> {
    if (this.#parts.files.held === 0) return Promise.resolve();
    return new Promise((resolve) => {
      this.#waiters.push(resolve);
      this.#start();
    });
  }

  /** The project was left. */
  clear(): void {
    this.#era += 1;
    this.#queue = [];
    this.#told = [];
    this.#running = 0;
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    this.#settle();
  }

  #start(): void {
    if (this.#listings > 0 && this.#waiters.length === 0) return;
    while (this.#running < atOnce && this.#queue.length > 0) void this.#work(this.#era);
  }

  async #work(era: number): Promise<void> {
    this.#running += 1;
    for (let image = this.#queue.shift(); image; image = this.#queue.shift()) {
      await this.#copy(image, era);
      if (era !== this.#era) return;
    }
    this.#running -= 1;
    if (this.#running === 0) this.#tell();
  }

  async #copy(image: ImageRecord, era: number): Promise<void> {
    const { files, onFailed, onUnreadable } = this.#parts;
    const file = files.heldFile(image.id);
    if (!file) return;
    let sha256: string;
    try {
      sha256 = await sha256Hex(file);
    } catch (error) {
      if (era !== this.#era) return;
      files.letGo(image.id);
      onUnreadable(image, unreadable(image, error));
      return;
    }
    if (era !== this.#era) return;
    try {
      await files.put(sha256, file);
    } catch (error) {
      if (era !== this.#era) return;
      if (!(error instanceof StudioError)) throw error;
      onFailed(error);
    }
    if (era !== this.#era) return;
    this.#told.push({ image: image.id, sha256 });
    if (this.#told.length >= together) this.#tell();
    else this.#timer ??= setTimeout(() => this.#tell(), patience);
  }

  #tell(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    const { session, files, onStored } = this.#parts;
    const told = this.#told.splice(0);
    const known = new Map(session.document.images.map(({ id, sha256 }) => [id, sha256]));
    // Of a photo that was found again nothing new is learned.
    const news = told.filter(({ image, sha256 }) => known.get(image) !== sha256);
    session.apply(news.map(({ image, sha256 }) => ({ kind: 'photo-read', image, facts: { sha256 } })));
    for (const { image } of told) {
      files.letGo(image);
      onStored(image);
    }
    this.#progress();
  }

  #progress(): void {
    const { held } = this.#parts.files;
    this.#parts.onProgress(held);
    if (held === 0) this.#settle();
  }

  #settle(): void {
    for (const resolve of this.#waiters.splice(0)) resolve();
  }
}

function unreadable({ name }: ImageRecord, cause: unknown): StudioError {
  return new StudioError(
    'image-unreadable',
    `${name} could not be copied: the file was moved, changed or taken away meanwhile. Remove it here and add it again.`,
    { cause },
  );
}
