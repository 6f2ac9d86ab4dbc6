import { createStore } from 'zustand/vanilla';
import type { ImageRecord } from '../../document/document.ts';
import type { ProjectId } from '../../document/project-summary.ts';
import { StudioError } from '../../errors/studio-error.ts';
import { memoryFile } from '../exchange/memory-file.ts';
import { slicing } from '../exchange/slicing.ts';
import type { ProjectSession } from '../project-session.ts';
import type { StudioDependencies, TemporaryFile } from '../studio-dependencies.ts';
import type { BundledPhotos, BundleState } from './bundle-state.ts';
import type { PhotoFiles } from './photo-files.ts';

/** Photos read at a time for their hashes. */
const atOnce = 4;

export interface BundlesParts {
  readonly session: ProjectSession;
  readonly files: PhotoFiles;
  readonly deps: Pick<StudioDependencies, 'projects' | 'temporaryFile' | 'saveFile' | 'now'>;
  /** When the open project was begun, milliseconds since 1970. */
  createdAt(): number;
  /** Remembers the content of a linked photo, by which it is found again; see `FolderLinks.learn`. */
  learn(image: ImageRecord): Promise<void>;
  /** Brings the list of projects up to date and opens one; false when it can't be. */
  open(id: ProjectId): Promise<boolean>;
}

/** Projects as files: the open one saved as a bundle, and bundles opened as new projects. */
export class ProjectBundles {
  readonly store = createStore<BundleState>(() => ({ kind: 'idle' }));
  readonly #parts: BundlesParts;
  #running: AbortController | null = null;

  constructor(parts: BundlesParts) {
    this.#parts = parts;
  }

  /** Writes the open project as it is now, saved or not, to the downloads. How far that is, is in the store. */
  save(photos: BundledPhotos): Promise<void> {
    return this.#run('saving', async (signal) => {
      if (photos === 'referenced') await this.#learnAll(signal);
      try {
        await this.#save(photos, signal, this.#parts.deps.temporaryFile);
      } catch (error) {
        if (!(error instanceof StudioError) || error.code !== 'storage-full') throw error;
        // No room on the browser's disk is when a bundle is needed most; the person's own disk may have some.
        await this.#save(photos, signal, async () => memoryFile());
      }
    });
  }

  /** Makes a project out of a bundle and opens it. How far that is, is in the store. */
  open(bundle: File): Promise<void> {
    return this.#run('opening', async (signal) => {
      const { projects } = this.#parts.deps;
      const fileName = bundle.name;
      this.store.setState({ kind: 'opening', fileName, photos: 0, of: 0 }, true);
      const { id, name } = await projects.beginRestore(bundle);
      let problems: readonly string[] = [];
      try {
        for (let finished = false; !finished; ) {
          stopIf(signal);
          const progress = await projects.continueRestore(id);
          ({ finished, problems } = progress);
          const { photos, of } = progress;
          this.store.setState({ kind: 'opening', fileName, photos, of }, true);
        }
      } catch (error) {
        await projects.remove(id).catch(() => undefined);
        throw error;
      }
      if (!(await this.#parts.open(id))) this.store.setState({ kind: 'idle' }, true);
      else this.store.setState({ kind: 'opened', project: id, name, problems }, true);
    });
  }

  cancel(): void {
    this.#running?.abort();
  }

  /** Forgets what became of the last bundle. */
  reset(): void {
    if (!this.#running) this.store.setState({ kind: 'idle' }, true);
  }

  /** Where only hashes go along, every photo should have one: by them photos are found on another machine. */
  async #learnAll(signal: AbortSignal): Promise<void> {
    const { session, learn } = this.#parts;
    const unread = session.document.images.filter(({ link, sha256 }) => link && sha256 === '');
    const rest = unread.entries();
    const work = async () => {
      for (const [index, image] of rest) {
        stopIf(signal);
        this.store.setState({ kind: 'saving', photos: index, of: unread.length, bytes: 0 }, true);
        // One that can't be read goes along by its name and size.
        await learn(image).catch(() => undefined);
      }
    };
    await Promise.all(Array.from({ length: atOnce }, work));
  }

  async #save(
    photos: BundledPhotos,
    signal: AbortSignal,
    place: (name: string) => Promise<TemporaryFile>,
  ): Promise<void> {
    const { session, files, deps, createdAt } = this.#parts;
    const { name } = session.store.getState();
    const fileName = `${fileStem(name)}.t4s.zip`;
    const source = {
      name,
      createdAt: createdAt(),
      project: session.remembered,
      photo: (image: Parameters<PhotoFiles['get']>[0]) => files.get(image),
    };
    this.store.setState({ kind: 'saving', photos: 0, of: session.document.images.length, bytes: 0 }, true);
    const { writeBundle } = await import('../../storage/bundle/write-bundle.ts');
    const target = await place(fileName);
    const summary = await writeBundle(source, target.writable, {
      photos,
      signal,
      pace: slicing(signal),
      savedAt: deps.now(),
      onProgress: (progress) => this.store.setState({ kind: 'saving', ...progress }, true),
    });
    deps.saveFile(fileName, await target.file());
    this.store.setState({ kind: 'saved', fileName, ...summary }, true);
  }

  async #run(what: 'saving' | 'opening', work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    if (this.#running) return;
    const running = new AbortController();
    this.#running = running;
    try {
      await work(running.signal);
    } catch (error) {
      const stopped = error instanceof StudioError && error.code === 'aborted';
      const message = error instanceof StudioError ? error.message : `The bundle failed: ${String(error)}`;
      this.store.setState(stopped ? { kind: 'idle' } : { kind: 'failed', what, message }, true);
    } finally {
      this.#running = null;
    }
  }
}

function stopIf(signal: AbortSignal): void {
  if (signal.aborted) throw new StudioError('aborted', 'Stopped. Nothing was changed.');
}

/** What every system takes as a file's name. */
function fileStem(name: string): string {
  return (
    name
      .replace(/[^\p{L}\p{N} ._-]+/gu, '_')
      .replace(/^[. ]+|[. ]+$/gu, '')
      .slice(0, 80) || 'project'
  );
}
