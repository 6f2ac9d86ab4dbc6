import { createStore } from 'zustand/vanilla';
import type { ImageId, ImageRecord } from '../../document/document.ts';
import { imageRecords } from '../../document/image-records.ts';
import type { ProjectEvent } from '../../document/project-event.ts';
import { StudioError } from '../../errors/studio-error.ts';
import { sha256Hex } from '../../exchange/sha256-hex.ts';
import { fileName, pathKey } from '../../formats/path-match.ts';
import type { ProjectSession } from '../project-session.ts';
import type { StudioDependencies } from '../studio-dependencies.ts';
import { type FolderLinks, isLinked } from './folder-links.ts';
import { type FoundFile, matchPhotos, type PhotoFind } from './match-photos.ts';
import { readTogether } from './photo-arrival.ts';
import type { PhotoCopies } from './photo-copies.ts';
import type { PhotoFiles } from './photo-files.ts';
import type { LostPhoto, PhotoSearchState } from './photo-search-state.ts';
import { photosBelow } from './photos-below.ts';

/** Files opened together. */
const together = 256;

export interface PhotoSearchParts {
  readonly session: ProjectSession;
  readonly files: PhotoFiles;
  readonly links: FolderLinks;
  readonly copies: PhotoCopies;
  readonly deps: Pick<StudioDependencies, 'pixels' | 'newId'>;
  /** Photos that had no file have one now. */
  onFound(): void;
}

type Finds = ReadonlyMap<ImageId, PhotoFind>;
type Reasons = ReadonlyMap<ImageId, string>;

/**
 * Finds the photos of a project whose files are elsewhere now: after a bundle without photos was opened, or when a
 * linked folder was moved or its files were renamed. They are known again by their content. A photo that was read in a
 * folder is read in the one where it is found; every other is copied into the project. No deed that undo takes back.
 */
export class PhotoSearch {
  readonly store = createStore<PhotoSearchState>(() => ({ kind: 'idle' }));
  readonly #parts: PhotoSearchParts;
  #running: AbortController | null = null;

  constructor(parts: PhotoSearchParts) {
    this.#parts = parts;
  }

  /** Looks which photos have no file; they wait in the store. */
  look(): Promise<void> {
    return this.#run(async (_, wanted) => {
      this.store.setState({ kind: 'checking' }, true);
      const photos = this.#listed(await this.#reasons());
      if (!wanted()) return;
      this.store.setState({ kind: 'lost', photos }, true);
    });
  }

  /** Looks for them among these files, or in a folder and its folders; what is found is joined to its photo. */
  search(place: readonly File[] | FileSystemDirectoryHandle): Promise<void> {
    return this.#run(async (signal, wanted) => {
      const before = this.store.getState();
      this.store.setState({ kind: 'searching', done: 0, total: 0 }, true);
      const lost = before.kind === 'lost' ? before.photos.length : this.#listed(await this.#reasons()).length;
      const folder = 'kind' in place ? place : null;
      // Choosing a folder again allows it to be read: its photos may be back by that alone.
      const known = folder && (await this.#parts.links.recognise(folder));
      const reasons = await this.#reasons();
      const records = imageRecords(this.#parts.session.remembered);
      const images = [...reasons.keys()].flatMap((id) => records.get(id) ?? []);
      const files = folder ? await filesBelow(folder, signal) : filesOf(place as readonly File[]);
      const finds = await matchPhotos(images, files, this.#options(signal));
      // Another project may be open by now.
      if (!wanted()) return;
      const copied = await this.#join(finds, folder, known);
      const found = [...finds.values()].filter(({ image }) => this.#has(image.id));
      const missing = this.#listed(reasons, finds, files);
      this.store.setState(
        {
          kind: 'done',
          lost,
          found: Math.max(0, lost - missing.length),
          renamed: found.filter(isRenamed).length,
          byName: found.filter(({ by }) => by === 'name').length,
          copied: found.filter(({ image }) => copied.has(image.id)).length,
          stopped: signal.aborted,
          missing,
        },
        true,
      );
    });
  }

  /** What was found by then is joined. */
  cancel(): void {
    this.#running?.abort();
  }

  /** Forgets what became of the last search. */
  reset(): void {
    this.cancel();
    this.#running = null;
    this.store.setState({ kind: 'idle' }, true);
  }

  /** One at a time; `wanted` says whether what is done still concerns anybody. */
  async #run(work: (signal: AbortSignal, wanted: () => boolean) => Promise<void>): Promise<void> {
    if (this.#running) return;
    const running = new AbortController();
    this.#running = running;
    try {
      await work(running.signal, () => this.#running === running);
    } catch (error) {
      const message =
        error instanceof StudioError ? error.message : `The photos could not be looked for: ${String(error)}`;
      if (this.#running === running) this.store.setState({ kind: 'failed', message }, true);
    } finally {
      if (this.#running === running) this.#running = null;
    }
  }

  /** Why each photo without a file has none, those that undo can bring back included. */
  #reasons(): Promise<Reasons> {
    const { session, files } = this.#parts;
    return files.lost([...imageRecords(session.remembered).values()]);
  }

  #has(id: ImageId): boolean {
    return this.#parts.session.document.images.some((image) => image.id === id);
  }

  /** Those of the project that are still without a file, in its order; with what was looked through, why. */
  #listed(reasons: Reasons, finds?: Finds, files: readonly FoundFile[] = []): readonly LostPhoto[] {
    const names = new Set(files.map(({ path }) => fileName(pathKey(path))));
    return this.#parts.session.document.images.flatMap((image): readonly LostPhoto[] => {
      const { id, name } = image;
      const reason = reasons.get(id);
      if (reason === undefined || finds?.has(id)) return [];
      return [{ image: id, name, reason: finds ? whyNotFound(image, names) : reason }];
    });
  }

  #options(signal: AbortSignal) {
    const { pixels } = this.#parts.deps;
    return {
      signal,
      hash: (file: File) => sha256Hex(file).catch(() => null),
      measure: async (files: readonly File[]) => {
        const measures = await readTogether(files, (some) => pixels.measure(some));
        return measures.map((measured) => (measured.kind === 'photo' ? measured : null));
      },
      onProgress: (done: number, total: number) => {
        if (!signal.aborted) this.store.setState({ kind: 'searching', done, total }, true);
      },
    };
  }

  /** Gives the photos that are to be copied. */
  async #join(
    finds: Finds,
    folder: FileSystemDirectoryHandle | null,
    known: string | null,
  ): Promise<ReadonlySet<ImageId>> {
    const { session, links, copies, deps, onFound } = this.#parts;
    const all = [...finds.values()];
    const inFolder = folder ? all.filter(({ image }) => isLinked(image)) : [];
    const key = folder && inFolder.length > 0 ? (known ?? (await links.keep(folder, deps.newId()))) : null;
    const linked = key === null ? [] : inFolder;
    const copied = all.filter((find) => !linked.includes(find));
    const events = [
      ...linked.map(({ image, path, file }): ProjectEvent => {
        const link = { folder: key ?? '', path, modifiedAt: file.lastModified };
        return { kind: 'photo-read', image: image.id, facts: { link } };
      }),
      ...copied.flatMap(({ image }): readonly ProjectEvent[] =>
        isLinked(image) ? [{ kind: 'photo-read', image: image.id, facts: {}, clear: ['link'] }] : [],
      ),
    ];
    session.apply(events);
    copies.add(
      copied.map(({ image }) => image),
      copied.map(({ file }) => file),
    );
    onFound();
    return new Set(copied.map(({ image }) => image.id));
  }
}

function isRenamed({ image, path }: PhotoFind): boolean {
  return fileName(pathKey(path)) !== fileName(pathKey(image.link?.path ?? image.name));
}

function whyNotFound(image: ImageRecord, names: ReadonlySet<string>): string {
  if (names.has(fileName(pathKey(image.link?.path ?? image.name))))
    return 'A file of that name is there, but it is another photo or was changed.';
  if (image.sha256 === '') return 'No file there has its name and size. Its content was never read.';
  return 'No file there has its content.';
}

function filesOf(files: readonly File[]): readonly FoundFile[] {
  return files.map((file) => ({ path: file.webkitRelativePath || file.name, file }));
}

async function filesBelow(
  folder: FileSystemDirectoryHandle,
  signal: AbortSignal,
): Promise<readonly FoundFile[]> {
  const entries = await listed(folder);
  const found: FoundFile[] = [];
  for (let at = 0; at < entries.length && !signal.aborted; at += together) {
    const some = entries.slice(at, at + together);
    const files = await Promise.all(some.map(({ handle }) => handle.getFile().catch(() => null)));
    for (const [index, { path }] of some.entries()) {
      const file = files[index];
      if (file) found.push({ path, file });
    }
  }
  return found;
}

async function listed(folder: FileSystemDirectoryHandle) {
  try {
    return await photosBelow(folder);
  } catch (error) {
    throw new StudioError(
      'storage-failed',
      `The folder “${folder.name}” can’t be read. Nothing was changed. Check that it is still there and that this browser may read it.`,
      { cause: error },
    );
  }
}
