import type { ImageId, ImageLink, ImageRecord } from '../../document/document.ts';
import { objectsOf } from '../../document/lookup.ts';
import type { PhotoFacts } from '../../document/project-event.ts';
import { StudioError } from '../../errors/studio-error.ts';
import { sha256Hex } from '../../exchange/sha256-hex.ts';
import type { LinkedFolders } from '../../storage/linked-folders.ts';
import type { PixelClient } from '../../worker/client/pixel-client.ts';
import type { NoticeBoard } from '../notice-board.ts';
import type { ProjectSession } from '../project-session.ts';
import { type FolderFile, photosBelow } from './photos-below.ts';

/** What browsers with linked folders have besides what TypeScript knows. */
type AskingFolder = FileSystemDirectoryHandle & {
  queryPermission(options: { readonly mode: 'read' }): Promise<PermissionState>;
  requestPermission(options: { readonly mode: 'read' }): Promise<PermissionState>;
};

type LinkedImage = ImageRecord & { readonly link: ImageLink };

/** Milliseconds for which a listing of a folder serves to find files that were moved in it. */
const listingRest = 10_000;

export interface FolderLinksParts {
  readonly session: ProjectSession;
  readonly folders: LinkedFolders;
  readonly notices: NoticeBoard;
  readonly pixels: Pick<PixelClient, 'measure'>;
  /** The person allowed a folder to be read again: what could not be read now can. */
  onAllowed(): void;
  /** The photo is another picture now. */
  onChanged(image: ImageId): void;
}

/**
 * Photos that stay in folders that people linked: read by their paths, allowed again after a restart by one click, and
 * noticed when they were changed or moved.
 */
export class FolderLinks {
  readonly #parts: FolderLinksParts;
  readonly #handles = new Map<string, Promise<FileSystemDirectoryHandle | null>>();
  /** Notices that ask for a folder, by its key. */
  readonly #asking = new Map<string, string>();
  readonly #listings = new Map<string, Promise<readonly FolderFile[]>>();

  constructor(parts: FolderLinksParts) {
    this.#parts = parts;
  }

  /** The key of a folder: the one that the project's photos know it by already, else `fresh`. Rejects with StudioError. */
  async keep(folder: FileSystemDirectoryHandle, fresh: string): Promise<string> {
    const known = await this.recognise(folder);
    if (known !== null) return known;
    const { session, folders } = this.#parts;
    const { id } = session.store.getState();
    if (id === null) throw new StudioError('aborted', 'The project was closed before the folder was linked.');
    await folders.keep(fresh, folder, id);
    this.#handles.set(fresh, Promise.resolve(folder));
    return fresh;
  }

  /** The key that the project's photos know a folder by; it may be read from now on. Null when they don't know it. */
  async recognise(folder: FileSystemDirectoryHandle): Promise<string | null> {
    const { images } = this.#parts.session.document;
    for (const key of new Set(images.flatMap(({ link }) => link?.folder ?? []))) {
      const other = await this.#handle(key);
      if (!other || !(await other.isSameEntry(folder))) continue;
      await this.#allowed(key);
      return key;
    }
    return null;
  }

  /**
   * Those of these photos that can't be read now, each with the reason in words. Only names are looked at, so one that
   * was changed is not among them.
   */
  async lost(images: readonly LinkedImage[]): Promise<ReadonlyMap<ImageId, string>> {
    const reasons = new Map<ImageId, string>();
    for (const key of new Set(images.map(({ link }) => link.folder))) {
      const here = images.filter(({ link }) => link.folder === key);
      const paths = await this.#paths(key);
      for (const { id, link } of here) {
        if (typeof paths === 'string') reasons.set(id, paths);
        else if (!paths.there.has(link.path))
          reasons.set(id, `It is not in the folder “${paths.folder}” any more.`);
      }
    }
    return reasons;
  }

  /** The file of a linked photo as it is now. Rejects with StudioError that says what became of it and what to do. */
  async read(image: LinkedImage): Promise<File> {
    const { link } = image;
    const folder = await this.#handle(link.folder);
    if (!folder)
      throw missing(
        `${image.name} is read from a folder that is not linked in this browser. Its objects are kept; choose where its photos are to see it.`,
      );
    await this.#checkPermission(link.folder, folder);
    const file = await fileAt(folder, link.path);
    if (!file) return this.#findMoved(image, folder);
    if (file.size === image.bytes && file.lastModified === link.modifiedAt) return file;
    return this.#takeChanged(image, file);
  }

  /** Remembers the hash of a photo, by which it is known again when it was moved or written anew. */
  async learn(image: ImageRecord): Promise<void> {
    if (!isLinked(image) || image.sha256 !== '' || !this.#mayLearn) return;
    const file = await this.read(image);
    this.#tell(image.id, { sha256: await sha256Hex(file) });
  }

  /** Another project is opened, or none. */
  clear(): void {
    for (const notice of this.#asking.values()) this.#parts.notices.dismiss(notice);
    this.#asking.clear();
    this.#listings.clear();
    this.#handles.clear();
  }

  /** The photos in a folder, or why it can't be read now. */
  async #paths(
    key: string,
  ): Promise<{ readonly folder: string; readonly there: ReadonlySet<string> } | string> {
    const folder = await this.#handle(key);
    if (!folder) return 'It is read from a folder that is not linked in this browser.';
    if ((await (folder as AskingFolder).queryPermission({ mode: 'read' })) !== 'granted')
      return `The folder “${folder.name}” may not be read until you choose it again.`;
    try {
      const listing = await photosBelow(folder);
      return { folder: folder.name, there: new Set(listing.map(({ path }) => path)) };
    } catch {
      return `The folder “${folder.name}” can’t be read: it was moved or taken away.`;
    }
  }

  #handle(key: string): Promise<FileSystemDirectoryHandle | null> {
    let handle = this.#handles.get(key);
    if (!handle) {
      const { id } = this.#parts.session.store.getState();
      if (id === null) return Promise.resolve(null);
      handle = this.#parts.folders.find(key, id);
      this.#handles.set(key, handle);
      // Tried again at the next photo.
      handle.catch(() => this.#handles.delete(key));
    }
    return handle;
  }

  async #checkPermission(key: string, folder: FileSystemDirectoryHandle): Promise<void> {
    if ((await (folder as AskingFolder).queryPermission({ mode: 'read' })) === 'granted') return;
    const words = `The photos of this project are in the folder “${folder.name}”. The browser asks again before it lets the studio read it.`;
    if (!this.#asking.has(key)) {
      const run = () => void this.#ask(key, folder);
      this.#asking.set(key, this.#parts.notices.tell('warning', words, { label: 'Allow reading', run }));
    }
    throw unreadable(
      `The folder “${folder.name}” may not be read until you allow it. Its objects are kept; choose Allow reading above.`,
    );
  }

  /** Within the click: browsers ask only then. */
  async #ask(key: string, folder: FileSystemDirectoryHandle): Promise<void> {
    const answer = await (folder as AskingFolder)
      .requestPermission({ mode: 'read' })
      .catch((): PermissionState => 'denied');
    if (answer === 'granted') await this.#allowed(key);
  }

  async #allowed(key: string): Promise<void> {
    const notice = this.#asking.get(key);
    this.#asking.delete(key);
    if (notice) this.#parts.notices.dismiss(notice);
    this.#parts.onAllowed();
  }

  /** Moving a file keeps its size and date; its hash, where it is known, must be the same too. */
  async #findMoved(image: LinkedImage, folder: FileSystemDirectoryHandle): Promise<File> {
    const { session, notices } = this.#parts;
    const { link } = image;
    const taken = new Set(
      session.document.images.flatMap((other) => (other.link?.folder === link.folder ? other.link.path : [])),
    );
    for (const { path, handle } of await this.#listing(link.folder, folder)) {
      if (taken.has(path)) continue;
      const file = await handle.getFile().catch(() => null);
      if (file?.size !== image.bytes || file.lastModified !== link.modifiedAt) continue;
      if (image.sha256 !== '' && (await sha256Hex(file)) !== image.sha256) continue;
      this.#tell(image.id, { link: { ...link, path } });
      notices.note('info', `${link.path} was moved: it is read as ${path} now.`);
      return file;
    }
    throw missing(
      `${link.path} is not in the folder “${folder.name}” any more. Its objects are kept. Put the file back, or say where it is now.`,
    );
  }

  #listing(key: string, folder: FileSystemDirectoryHandle): Promise<readonly FolderFile[]> {
    const known = this.#listings.get(key);
    if (known) return known;
    const listing = photosBelow(folder);
    this.#listings.set(key, listing);
    setTimeout(() => this.#listings.delete(key), listingRest);
    return listing;
  }

  async #takeChanged(image: LinkedImage, file: File): Promise<File> {
    const link = { ...image.link, modifiedAt: file.lastModified };
    const sha256 = await sha256Hex(file);
    if (sha256 === image.sha256) {
      this.#tell(image.id, { link });
      return file;
    }
    const [measured] = await this.#parts.pixels.measure([file]);
    if (measured?.kind !== 'photo')
      throw unreadable(
        `${image.name} was changed in its folder and can’t be opened any more. Its objects are kept. Put the photo back as it was, or remove it from the project.`,
      );
    const { width, height, mediaType } = measured;
    if (width !== image.width || height !== image.height)
      throw unreadable(
        `${image.name} was changed in its folder: it has ${width} × ${height} pixels instead of ${image.width} × ${image.height}. Its objects are kept. Put the photo back as it was, or remove it and link the folder again.`,
      );
    this.#tell(image.id, { link, sha256, bytes: file.size, mediaType });
    this.#parts.onChanged(image.id);
    if (objectsOf(this.#parts.session.document, image.id).length > 0)
      this.#parts.notices.tell(
        'warning',
        `${image.name} was changed in its folder since it was last read. Its objects are kept; check that they still fit.`,
      );
    return file;
  }

  get #mayLearn(): boolean {
    const { id, access } = this.#parts.session.store.getState();
    return id !== null && access === 'write';
  }

  #tell(image: ImageId, facts: PhotoFacts): void {
    if (this.#mayLearn) this.#parts.session.apply([{ kind: 'photo-read', image, facts }]);
  }
}

export function isLinked(image: ImageRecord): image is LinkedImage {
  return image.link !== undefined;
}

/** Null when there is none. */
async function fileAt(folder: FileSystemDirectoryHandle, path: string): Promise<File | null> {
  const names = path.split('/');
  const last = names.pop() ?? '';
  try {
    let inside = folder;
    for (const name of names) inside = await inside.getDirectoryHandle(name);
    return await (await inside.getFileHandle(last)).getFile();
  } catch (error) {
    const name = error instanceof DOMException ? error.name : '';
    if (name === 'NotFoundError' || name === 'TypeMismatchError') return null;
    throw unreadable(
      `${path} can’t be read from the folder “${folder.name}”. Its objects are kept. Check that the folder is still there and that this browser may read it.`,
      error,
    );
  }
}

function missing(words: string): StudioError {
  return new StudioError('image-missing', words);
}

function unreadable(words: string, cause?: unknown): StudioError {
  return new StudioError('image-unreadable', words, { cause });
}
