import { createStore } from 'zustand/vanilla';
import type { ImageId, ImageRecord } from '../../document/document.ts';
import { imageById, reviewStatus } from '../../document/lookup.ts';
import { StudioError } from '../../errors/studio-error.ts';
import type { ExportFile, FilePiece } from '../../formats/export-file.ts';
import type { ExportJob } from '../../formats/export-job.ts';
import type { Skipped } from '../../formats/export-plan.ts';
import type { Format } from '../../formats/format.ts';
import { formatById } from '../../formats/formats.ts';
import { checkExport, type ExportRun, startExport } from '../../formats/start-export.ts';
import type { ProjectSession } from '../project-session.ts';
import type { ProjectState } from '../project-state.ts';
import type { PhotoFiles } from '../projects/photo-files.ts';
import type { StudioDependencies } from '../studio-dependencies.ts';
import type { ExportPlan, ExportRequest, ExportState } from './export-request.ts';
import type { ExportSink } from './export-sink.ts';
import { pieceBytes } from './piece-bytes.ts';
import { slicing } from './slicing.ts';

const previewLength = 4000;
/** A file larger than this is not written to its end just to say how large it is. */
const countedBytes = 4_000_000;

/** Exports of the open project: what they will hold, writing them, and how far that is. One at a time. */
export class ProjectExport {
  readonly store = createStore<ExportState>(() => ({ kind: 'idle' }));
  readonly #session: ProjectSession;
  readonly #files: PhotoFiles;
  readonly #deps: StudioDependencies;
  readonly #selected: () => readonly ImageRecord[];
  #running: AbortController | null = null;

  /** @param selected the photos that are selected now */
  constructor(
    session: ProjectSession,
    files: PhotoFiles,
    deps: StudioDependencies,
    selected: () => readonly ImageRecord[],
  ) {
    this.#selected = selected;
    this.#files = files;
    this.#session = session;
    this.#deps = deps;
  }

  /** Rejects with StudioError: `aborted`, or `format-invalid` when nothing can be written. */
  async plan(request: ExportRequest, signal?: AbortSignal): Promise<ExportPlan> {
    const format = formatOf(request);
    const job = jobOf(this.#session.store.getState(), request, this.#selected(), this.#deps.now());
    const summary = await checkExport(format, job, slicing(signal));
    const run = await this.#start(format, job, signal);
    const preview = await previewOf(run.files);
    return {
      fileName: this.#fileName(request, preview?.path ?? null),
      images: summary.images,
      objects: summary.objects,
      categories: summary.categories,
      splits: summary.splits,
      checks: summary.checks.map(({ tone, text, image, object }) => ({
        tone,
        text,
        ...(image ? { show: { image, ...(object ? { object } : {}) } } : {}),
      })),
      preview,
    };
  }

  /** Writes the export to the downloads, or to a folder that the person has chosen. Failures are in the store. */
  async save(request: ExportRequest, folder?: FileSystemDirectoryHandle): Promise<void> {
    this.#running?.abort();
    const running = new AbortController();
    this.#running = running;
    try {
      const saved = await this.#write(request, running.signal, folder);
      if (this.#running === running) this.store.setState(saved, true);
    } catch (error) {
      const stopped = error instanceof StudioError && error.code === 'aborted';
      if (this.#running === running)
        this.store.setState(stopped ? { kind: 'idle' } : { kind: 'failed', message: failure(error) }, true);
    } finally {
      if (this.#running === running) this.#running = null;
    }
  }

  cancel(): void {
    this.#running?.abort();
  }

  /** Forgets what became of the last export. */
  reset(): void {
    if (!this.#running) this.store.setState({ kind: 'idle' }, true);
  }

  async #write(
    request: ExportRequest,
    signal: AbortSignal,
    folder: FileSystemDirectoryHandle | undefined,
  ): Promise<ExportState> {
    const format = formatOf(request);
    const state = this.#session.store.getState();
    const job = jobOf(state, request, this.#selected(), this.#deps.now());
    const run = await this.#start(format, job, signal);
    const total = run.plan.images.length * (job.copyImages ? 2 : 1);
    this.store.setState({ kind: 'writing', done: 0, total, bytes: 0 }, true);
    const name = this.#fileName(request, null);
    const target = folder ? await folderTarget(folder) : await this.#zipTarget(name);
    let files = 0;
    let single: { readonly path: string; readonly file: Blob } | null = null;
    const skipped: Skipped[] = [];
    const tell = (done: number) =>
      this.store.setState({ kind: 'writing', done, total, bytes: target.sink.bytes }, true);
    try {
      let photos = 0;
      for await (const file of run.files) {
        if (signal.aborted) throw new StudioError('aborted', 'Stopped.');
        files++;
        if (file.kind === 'made' && !folder && files === 1) {
          // A data set of one file needs no zip; whether it is one is known when no second comes.
          single = { path: file.path, file: await this.#written(file.path, file.pieces) };
          continue;
        }
        if (single) {
          await target.sink.write(single.path, single.file);
          single = null;
        }
        if (file.kind === 'photo') {
          await this.#copyPhoto(file.path, file.image, state, target.sink, skipped);
          photos++;
        } else await target.sink.write(file.path, asynchronous(file.pieces));
        tell(Math.max(photos > 0 ? run.plan.images.length + photos : 0, Math.min(files, total)));
      }
      if (single) return this.#saveSingle(single, [...run.skipped, ...skipped], target.sink, state);
      await target.sink.finish();
      const bytes = target.sink.bytes;
      const saved = await target.save();
      return {
        kind: 'saved',
        fileName: saved,
        bytes,
        files,
        skipped: wordsOf([...run.skipped, ...skipped], state),
      };
    } catch (error) {
      await target.sink.abort();
      throw error;
    }
  }

  async #saveSingle(
    { path, file }: { readonly path: string; readonly file: Blob },
    skipped: readonly Skipped[],
    sink: ExportSink,
    state: ProjectState,
  ): Promise<ExportState> {
    await sink.abort();
    const fileName = path.slice(path.lastIndexOf('/') + 1);
    this.#deps.saveFile(fileName, file);
    return { kind: 'saved', fileName, bytes: file.size, files: 1, skipped: wordsOf(skipped, state) };
  }

  /** The pieces of a file on the browser's disk. */
  async #written(path: string, pieces: Iterable<FilePiece> | AsyncIterable<FilePiece>): Promise<Blob> {
    const temporary = await this.#deps.temporaryFile(path);
    const writer = temporary.writable.getWriter();
    try {
      for await (const piece of pieces) await writer.write(pieceBytes(piece));
      await writer.close();
    } catch (error) {
      await writer.abort().catch(() => undefined);
      throw error;
    }
    return await temporary.file();
  }

  async #copyPhoto(
    path: string,
    id: ImageId,
    state: ProjectState,
    sink: ExportSink,
    skipped: Skipped[],
  ): Promise<void> {
    const image = imageById(state.document, id);
    const file = image && (await this.#files.get(image).catch(asReason));
    if (file instanceof Blob) await sink.write(path, file);
    else skipped.push({ image: id, reason: file ?? 'The photo itself is not stored here.' });
  }

  async #zipTarget(name: string): Promise<Target> {
    const { ZipSink } = await import('./export-sink.ts');
    const temporary = await this.#deps.temporaryFile(name);
    return {
      sink: new ZipSink(temporary.writable),
      save: async () => {
        this.#deps.saveFile(name, await temporary.file());
        return name;
      },
    };
  }

  #start(format: Format, job: ExportJob, signal: AbortSignal | undefined): Promise<ExportRun> {
    const photo = async (id: ImageId) => {
      const image = imageById(job.document, id);
      const file = image && (await this.#files.get(image));
      if (!file) throw new StudioError('image-unreadable', 'The photo itself is not stored here.');
      return file;
    };
    return startExport(format, job, {
      pace: slicing(signal),
      readPhoto: async (id) => this.#deps.pixels.readPixels(await photo(id)),
      encodeWebp: (image) => this.#deps.pixels.encodeWebp(image),
    });
  }

  /** `cat.zip` for one photo, `annotations.zip` for all; the annotation file's own name when it comes alone. */
  #fileName({ images, copyImages, format, split }: ExportRequest, only: string | null): string {
    if (only !== null && !copyImages && split === null && singleFile.has(format))
      return only.slice(only.lastIndexOf('/') + 1);
    const { document, currentImage } = this.#session.store.getState();
    const image = images === 'current' && currentImage ? imageById(document, currentImage) : undefined;
    const stem = image?.name.replace(/^.*\//u, '').replace(/\.[^.]*$/u, '');
    return `${stem || 'annotations'}.${format}.zip`;
  }
}

/** Formats that are one file when no photos are copied and nothing is split. */
const singleFile: ReadonlySet<string> = new Set([
  'coco',
  'coco-results',
  'refs',
  'csv',
  'text4seg-conversations',
]);

interface Target {
  readonly sink: ExportSink;
  /** Hands the finished export over; gives its name. */
  save(): Promise<string>;
}

async function folderTarget(folder: FileSystemDirectoryHandle): Promise<Target> {
  const { FolderSink } = await import('./export-sink.ts');
  return { sink: new FolderSink(folder), save: async () => folder.name };
}

function formatOf({ format }: ExportRequest): Format {
  const found = formatById(format);
  if (!found) throw new StudioError('format-invalid', `There is no format "${format}".`);
  return found;
}

function jobOf(
  state: ProjectState,
  request: ExportRequest,
  selected: readonly ImageRecord[],
  createdAt: number,
): ExportJob {
  const { document, conversations, currentImage } = state;
  const chosen = () => {
    if (request.images === 'all') return null;
    if (request.images === 'reviewed')
      return new Set(
        document.images.filter((image) => reviewStatus(document, image) === 'reviewed').map(({ id }) => id),
      );
    if (request.images === 'selected') {
      if (selected.length === 0)
        throw new StudioError('format-invalid', 'There is no photo selected to export.');
      return new Set(selected.map(({ id }) => id));
    }
    if (!currentImage) throw new StudioError('format-invalid', 'There is no photo open to export.');
    return new Set([currentImage]);
  };
  return {
    document,
    conversations,
    images: chosen(),
    categories: request.categories,
    split: request.split,
    copyImages: request.copyImages,
    options: request.options,
    description: 'Made with Text4Seg Studio',
    createdAt,
  };
}

/** The beginning of the first file that is text, else just the name of the first. */
async function previewOf(files: AsyncIterable<ExportFile>): Promise<ExportPlan['preview']> {
  for await (const file of files) {
    if (file.kind === 'photo') return null;
    let text = '';
    let bytes = 0;
    let whole = true;
    for await (const piece of file.pieces) {
      bytes += pieceBytes(piece).length;
      if (typeof piece === 'string' && text.length < previewLength)
        text += piece.slice(0, previewLength - text.length);
      if (bytes <= countedBytes) continue;
      whole = false;
      break;
    }
    return { path: file.path, text, bytes: whole ? bytes : null };
  }
  return null;
}

async function* asynchronous(
  pieces: Iterable<FilePiece> | AsyncIterable<FilePiece>,
): AsyncGenerator<FilePiece, void> {
  yield* pieces;
}

function wordsOf(skipped: readonly Skipped[], { document }: ProjectState) {
  return skipped.map(({ image, object, reason }) => {
    const name = image ? imageById(document, image)?.name : undefined;
    return {
      text: name ? `${name}: ${reason}` : reason,
      ...(image ? { image } : {}),
      ...(object ? { object } : {}),
    };
  });
}

/** A photo that cannot be read is left out; everything else is written. */
function asReason(error: unknown): string {
  if (error instanceof StudioError) return error.message;
  throw error;
}

function failure(error: unknown): string {
  if (error instanceof StudioError) return error.message;
  const full = error instanceof DOMException && error.name === 'QuotaExceededError';
  if (full)
    return 'There is not enough room on the disk for this export. Your work is safe; free some room and try again.';
  return `The export could not be written: ${error instanceof Error ? error.message : String(error)}. Your work is safe.`;
}
