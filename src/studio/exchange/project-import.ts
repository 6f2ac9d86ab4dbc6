import { createStore } from 'zustand/vanilla';
import type { ImageRecord } from '../../document/document.ts';
import { StudioError } from '../../errors/studio-error.ts';
import { formatById, formats } from '../../formats/formats.ts';
import { importCommand } from '../../formats/import-command.ts';
import type { PhotoFile } from '../../formats/import-file.ts';
import type { ImportResult } from '../../formats/import-result.ts';
import { PhotoIndex } from '../../formats/photo-index.ts';
import { findFormats, type ImportCandidate, readImport } from '../../formats/start-import.ts';
import type { ProjectSession } from '../project-session.ts';
import { sha256Hex } from '../sha256-hex.ts';
import type { StudioDependencies } from '../studio-dependencies.ts';
import type { PhotoSource } from './import-sources.ts';
import type { ImportChoice, ImportState } from './import-state.ts';
import { slicing } from './slicing.ts';

/** What an import is made of while it waits for the person. */
interface Waiting {
  readonly source: string;
  readonly candidates: readonly ImportCandidate[];
  readonly unread: readonly string[];
  readonly photos: readonly PhotoFile[];
  /** Photos made ready to be added in the same step as their objects. */
  readonly newImages: readonly ImageRecord[];
  readonly result: ImportResult;
}

/** Opens a photo that is not in the project yet, without adding it; rejects with StudioError. */
export type PreparePhoto = (name: string, file: Blob, taken: ReadonlySet<string>) => Promise<ImageRecord>;

/** Takes annotation files into the open project. The document changes in `apply` only, by one command. */
export class ProjectImport {
  readonly store = createStore<ImportState>(() => ({ kind: 'idle' }));
  readonly #session: ProjectSession;
  readonly #deps: StudioDependencies;
  readonly #prepare: PreparePhoto;
  /** Lets go of photos that were prepared and then not wanted. */
  readonly #release: (images: readonly ImageRecord[]) => void;
  #waiting: Waiting | null = null;
  #running: AbortController | null = null;

  constructor(
    session: ProjectSession,
    deps: StudioDependencies,
    prepare: PreparePhoto,
    release: (images: readonly ImageRecord[]) => void,
  ) {
    this.#session = session;
    this.#deps = deps;
    this.#prepare = prepare;
    this.#release = release;
  }

  async begin(files: readonly File[]): Promise<void> {
    this.cancel();
    await this.#guard(async (signal) => {
      this.#tell('Looking into the files', 0, files.length);
      // Unzipping comes with a library that the first load does without.
      const { importSources } = await import('./import-sources.ts');
      const sources = await importSources(files);
      const pace = slicing(signal);
      const candidates = await findFormats(formats, sources.annotations, pace);
      const [first] = candidates;
      if (!first) throw new StudioError('format-invalid', nothingFound(files));
      const claimed = new Set(candidates.flatMap((candidate) => candidate.files.map(({ path }) => path)));
      const photos = await this.#hash(
        sources.photos.filter(({ path }) => !claimed.has(path)),
        signal,
      );
      const newImages = await this.#prepareNew(photos, signal);
      const along = photos.map(({ source, sha256 }) => ({ path: source.path, size: source.size, sha256 }));
      const read = new Set([...claimed, ...along.map(({ path }) => path)]);
      const unread = sources.annotations.map(({ path }) => path).filter((path) => !read.has(path));
      const source = files.length === 1 ? (files[0]?.name ?? '') : `${files.length} files`;
      const result = await this.#read(first, along, newImages, signal);
      this.#waiting = { source, candidates, unread, photos: along, newImages, result };
      this.#show({ format: first.format.id, mode: 'merge', categories: new Map() });
    });
  }

  async change(change: Partial<ImportChoice>): Promise<void> {
    const state = this.store.getState();
    const waiting = this.#waiting;
    if (state.kind !== 'ready' || !waiting) return;
    const choice = { ...state.choice, ...change };
    if (choice.format === state.choice.format) {
      this.#show(choice);
      return;
    }
    const candidate = waiting.candidates.find(({ format }) => format.id === choice.format);
    if (!candidate) return;
    await this.#guard(async (signal) => {
      const result = await this.#read(candidate, waiting.photos, waiting.newImages, signal);
      this.#waiting = { ...waiting, result };
      this.#show({ ...choice, categories: new Map() });
    });
  }

  /** One undo step. */
  apply(): void {
    const state = this.store.getState();
    const waiting = this.#waiting;
    if (state.kind !== 'ready' || !waiting) return;
    const { result, newImages, source } = waiting;
    try {
      const plan = importCommand(this.#session.document, result, {
        mode: state.choice.mode,
        categories: state.choice.categories,
        newImages,
        source,
        newId: this.#deps.newId,
        now: this.#deps.now(),
      });
      if (plan.command) this.#session.run(`Import ${source}`, plan.command);
      for (const [image, turns] of plan.turns) for (const turn of turns) this.#session.addTurn(image, turn);
      this.#waiting = null;
      const { added, removed, known, leftOut } = plan;
      this.store.setState({ kind: 'done', added, removed, known, leftOut, failed: result.failed }, true);
    } catch (error) {
      this.#fail(error);
    }
  }

  /** Stops reading, or lets go of what waits; the document is as it was. */
  cancel(): void {
    this.#running?.abort();
    this.#running = null;
    if (this.#waiting) this.#release(this.#waiting.newImages);
    this.#waiting = null;
    this.store.setState({ kind: 'idle' }, true);
  }

  async #guard(work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const running = new AbortController();
    this.#running = running;
    try {
      await work(running.signal);
    } catch (error) {
      if (this.#running === running) this.#fail(error);
    } finally {
      if (this.#running === running) this.#running = null;
    }
  }

  #fail(error: unknown): void {
    if (!(error instanceof StudioError)) console.error(error);
    if (this.#waiting) this.#release(this.#waiting.newImages);
    this.#waiting = null;
    const message =
      error instanceof StudioError ? error.message : `The files could not be read: ${String(error)}`;
    this.store.setState({ kind: 'failed', message: `${message} Nothing was changed.` }, true);
  }

  #tell(what: string, done: number, total: number): void {
    this.store.setState({ kind: 'reading', what, done, total }, true);
  }

  async #hash(
    photos: readonly PhotoSource[],
    signal: AbortSignal,
  ): Promise<readonly { readonly source: PhotoSource; readonly sha256: string }[]> {
    const hashed: { source: PhotoSource; sha256: string }[] = [];
    for (const [done, source] of photos.entries()) {
      stopIf(signal);
      if (done % 8 === 0) this.#tell('Comparing photos', done, photos.length);
      hashed.push({ source, sha256: await sha256Hex(await source.file()) });
    }
    return hashed;
  }

  async #prepareNew(
    photos: readonly { readonly source: PhotoSource; readonly sha256: string }[],
    signal: AbortSignal,
  ): Promise<readonly ImageRecord[]> {
    const known = new Set(this.#session.document.images.map(({ sha256 }) => sha256));
    const taken = new Set(this.#session.document.images.map(({ name }) => name));
    const fresh = photos.filter(({ sha256 }) => !known.has(sha256) && known.add(sha256));
    const images: ImageRecord[] = [];
    try {
      for (const [done, { source }] of fresh.entries()) {
        stopIf(signal);
        this.#tell('Reading photos', done, fresh.length);
        const image = await this.#prepare(source.path, await source.file(), taken);
        taken.add(image.name);
        images.push(image);
      }
    } catch (error) {
      this.#release(images);
      throw error;
    }
    return images;
  }

  async #read(
    candidate: ImportCandidate,
    photos: readonly PhotoFile[],
    newImages: readonly ImageRecord[],
    signal: AbortSignal,
  ): Promise<ImportResult> {
    const index = new PhotoIndex([...this.#session.document.images, ...newImages], photos);
    this.#tell('Reading annotations', 0, 1);
    const pace = slicing(signal, (done, total) => this.#tell('Reading annotations', done, total));
    return await readImport(candidate.format, candidate.files, { photos: index, pace });
  }

  #show(choice: ImportChoice): void {
    const waiting = this.#waiting;
    if (!waiting) return;
    const { result, newImages } = waiting;
    const counts = result.categories.map(() => 0);
    for (const { objects } of result.images)
      for (const { category } of objects) counts[category] = (counts[category] ?? 0) + 1;
    this.store.setState(
      {
        kind: 'ready',
        source: waiting.source,
        candidates: waiting.candidates.map(({ format, files }) => ({
          format: format.id,
          title: formatById(format.id)?.title ?? format.id,
          files: files.length,
        })),
        choice,
        categories: result.categories.map(({ name }, i) => ({ name, objects: counts[i] ?? 0 })),
        images: result.images.length,
        newImages: newImages.length,
        objects: counts.reduce((sum, count) => sum + count, 0),
        turns: result.images.reduce((sum, { turns }) => sum + turns.length, 0),
        failed: result.failed,
        notes: result.notes,
        unread: waiting.unread,
      },
      true,
    );
  }
}

function stopIf(signal: AbortSignal): void {
  if (signal.aborted) throw new StudioError('aborted', 'Stopped.');
}

function nothingFound(files: readonly File[]): string {
  const what = files.length === 1 ? `${files[0]?.name} holds` : 'These files hold';
  return `${what} no annotations in a format that can be read here: ${formats
    .filter(({ importer }) => importer !== null)
    .map(({ title }) => title)
    .join(', ')}.`;
}
