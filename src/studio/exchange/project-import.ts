import { createStore } from 'zustand/vanilla';
import type { ImageRecord } from '../../document/document.ts';
import { StudioError } from '../../errors/studio-error.ts';
import type { ImportStage, OpenImport } from '../../exchange/client/exchange-client.ts';
import { formatById, formats } from '../../formats/formats.ts';
import { importSteps, type PlannedImport } from '../../formats/import-command.ts';
import type { ImportFailure, ImportResult } from '../../formats/import-result.ts';
import type { Pace } from '../../formats/pace.ts';
import { paceSteps } from '../../formats/pace-steps.ts';
import type { ProjectSession } from '../project-session.ts';
import type { StudioDependencies } from '../studio-dependencies.ts';
import type { ImportChoice, ImportState } from './import-state.ts';
import { slicing } from './slicing.ts';
import type { FreshPhoto, TakenPhotos } from './take-photos.ts';

/** What an import is made of while it waits for the person. */
interface Waiting {
  readonly source: string;
  /** The files, read anew when another format is chosen. */
  readonly files: OpenImport;
  /** Photos made ready to be added in the same step as their objects. */
  readonly newImages: readonly ImageRecord[];
  /** Photos among the files that cannot be read. */
  readonly unreadable: readonly ImportFailure[];
  readonly result: ImportResult;
}

const stageWords: Readonly<Record<ImportStage, string>> = {
  files: 'Looking into the files',
  photos: 'Comparing photos',
  annotations: 'Reading annotations',
};

/** New photos unpacked, measured and stored together. */
const together = 16;

/** `takePhotos` with all that it needs. */
export type TakePhotos = (photos: readonly FreshPhoto[], names: Set<string>) => Promise<TakenPhotos>;

/** Takes annotation files into the open project. The document changes in `apply` only, by one command. */
export class ProjectImport {
  readonly store = createStore<ImportState>(() => ({ kind: 'idle' }));
  readonly #session: ProjectSession;
  readonly #deps: StudioDependencies;
  readonly #take: TakePhotos;
  /** Opens photos that came without any annotation. */
  readonly #openPhotos: (photos: readonly File[]) => Promise<void>;
  #waiting: Waiting | null = null;
  /** Of the import under way, from choosing files to its end. */
  #current: AbortController | null = null;

  constructor(
    session: ProjectSession,
    deps: StudioDependencies,
    take: TakePhotos,
    openPhotos: (photos: readonly File[]) => Promise<void>,
  ) {
    this.#openPhotos = openPhotos;
    this.#session = session;
    this.#deps = deps;
    this.#take = take;
  }

  async begin(files: readonly File[]): Promise<void> {
    this.cancel();
    const current = new AbortController();
    this.#current = current;
    await this.#guard(async () => {
      this.#tell('Looking into the files', 0, files.length);
      const chosen = files.map((file) => ({ path: file.webkitRelativePath || file.name, file }));
      const opened = await this.#deps.exchange.openImport(chosen, current.signal, (stage, done, total) => {
        if (this.store.getState().kind === 'reading') this.#tell(stageWords[stage], done, total);
      });
      const [first] = opened.found.candidates;
      if (!first && opened.found.photos.length > 0) {
        // A zip of photos and nothing else: what is wanted is the photos.
        const photos = await this.#photosOf(opened);
        this.cancel();
        await this.#openPhotos(photos);
        return;
      }
      if (!first) throw new StudioError('format-invalid', nothingFound(files));
      const { images: newImages, failed: unreadable } = await this.#takeNew(opened, current.signal);
      const source = files.length === 1 ? (files[0]?.name ?? '') : `${files.length} files`;
      const result = await this.#read(opened, first.format, newImages);
      this.#waiting = { source, files: opened, newImages, unreadable, result };
      this.#show({ format: first.format, mode: 'merge', categories: new Map() });
    });
  }

  async #photosOf(opened: OpenImport): Promise<readonly File[]> {
    const photos: File[] = [];
    const { photos: found } = opened.found;
    for (const [index, { path }] of found.entries()) {
      this.#tell('Unpacking photos', index, found.length);
      photos.push(new File([await opened.photo(index)], path.slice(path.lastIndexOf('/') + 1)));
    }
    return photos;
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
    await this.#guard(async () => {
      const result = await this.#read(waiting.files, choice.format, waiting.newImages);
      this.#waiting = { ...waiting, result };
      this.#show({ ...choice, categories: new Map() });
    });
  }

  /** One undo step; what was read is taken over a slice at a time, and all of it is seen at once. */
  async apply(): Promise<void> {
    const state = this.store.getState();
    const waiting = this.#waiting;
    const current = this.#current;
    if (state.kind !== 'ready' || !waiting || !current) return;
    await this.#guard(async () => {
      const words = 'Adding objects to the project';
      this.#tell(words, 0, 1);
      const pace = slicing(current.signal, (done, total) => this.#tell(words, done, total));
      const plan = await this.#carryOut(waiting, state.choice, pace);
      const { added, removed, known, leftOut } = plan;
      this.#waiting = null;
      this.#end();
      const failed = failuresOf(waiting);
      this.store.setState({ kind: 'done', added, removed, known, leftOut, failed }, true);
      const turns = slicing();
      const { id: project } = this.#session.store.getState();
      for (const [image, list] of plan.turns) {
        if (!this.#session.mayChange(project)) return;
        for (const turn of list) this.#session.addTurn(image, turn);
        const wait = turns(0, 1);
        if (wait) await wait;
      }
    });
  }

  /** Stops what runs, or lets go of what waits; the document is as it was. */
  cancel(): void {
    this.#end();
    this.store.setState({ kind: 'idle' }, true);
  }

  async #guard(work: () => Promise<void>): Promise<void> {
    const current = this.#current;
    try {
      await work();
    } catch (error) {
      if (this.#current === current) this.#fail(error);
    }
  }

  /** Ends the worker and whatever runs, and gives up what was not taken over. */
  #end(): void {
    this.#current?.abort();
    this.#current = null;
    this.#waiting = null;
  }

  #fail(error: unknown): void {
    if (!(error instanceof StudioError)) console.error(error);
    this.#end();
    const message =
      error instanceof StudioError ? error.message : `The files could not be read: ${String(error)}`;
    this.store.setState({ kind: 'failed', message: `${message} Nothing was changed.` }, true);
  }

  #tell(what: string, done: number, total: number): void {
    this.store.setState({ kind: 'reading', what, done, total }, true);
  }

  /** Photos that are not in the project yet, by their headers; they are stored already when the import is applied. */
  async #takeNew(files: OpenImport, signal: AbortSignal): Promise<TakenPhotos> {
    const { images: present } = this.#session.document;
    const known = new Set(present.map(({ sha256 }) => sha256));
    const names = new Set(present.map(({ name }) => name));
    const fresh = [...files.found.photos.entries()].filter(
      ([, { sha256 }]) => !known.has(sha256) && known.add(sha256),
    );
    const images: ImageRecord[] = [];
    const failed: ImportFailure[] = [];
    for (let at = 0; at < fresh.length; at += together) {
      this.#tell('Reading photos', at, fresh.length);
      const photos: FreshPhoto[] = [];
      for (const [index, { path, sha256 }] of fresh.slice(at, at + together)) {
        if (signal.aborted) throw new StudioError('aborted', 'Stopped.');
        photos.push({ path, sha256, file: await files.photo(index) });
      }
      const taken = await this.#take(photos, names);
      images.push(...taken.images);
      failed.push(...taken.failed);
    }
    return { images, failed };
  }

  #read(files: OpenImport, format: string, newImages: readonly ImageRecord[]): Promise<ImportResult> {
    this.#tell('Reading annotations', 0, 1);
    return files.read(format, [...this.#session.document.images, ...newImages]);
  }

  /** Plans and runs the command; anew should the document have become another meanwhile. */
  async #carryOut(
    { source, result, newImages }: Waiting,
    { mode, categories }: ImportChoice,
    pace: Pace,
  ): Promise<PlannedImport> {
    for (;;) {
      const options = { mode, categories, newImages, source, newId: this.#deps.newId, now: this.#deps.now() };
      const steps = importSteps(this.#session.document, result, options);
      const plan = await paceSteps(steps, result.images.length, pace);
      if (!plan.command || (await this.#session.runPaced(`Import ${source}`, plan.command, pace)))
        return plan;
    }
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
        candidates: waiting.files.found.candidates.map(({ format, files }) => ({
          format,
          title: formatById(format)?.title ?? format,
          files,
        })),
        choice,
        categories: result.categories.map(({ name }, i) => ({ name, objects: counts[i] ?? 0 })),
        images: result.images.length,
        newImages: newImages.length,
        objects: counts.reduce((sum, count) => sum + count, 0),
        turns: result.images.reduce((sum, { turns }) => sum + turns.length, 0),
        failed: failuresOf(waiting),
        notes: result.notes,
        unread: waiting.files.found.unread,
      },
      true,
    );
  }
}

function failuresOf({ unreadable, result }: Waiting): readonly ImportFailure[] {
  return [...unreadable, ...result.failed];
}

function nothingFound(files: readonly File[]): string {
  const what = files.length === 1 ? `${files[0]?.name} holds` : 'These files hold';
  return `${what} no annotations in a format that can be read here: ${formats
    .filter(({ importer }) => importer !== null)
    .map(({ title }) => title)
    .join(', ')}.`;
}
