import type { ImageRecord } from '../document/document.ts';
import { assertNever } from '../errors/assert-never.ts';
import { StudioError } from '../errors/studio-error.ts';
import { formats } from '../formats/formats.ts';
import type { PhotoFile } from '../formats/import-file.ts';
import type { Pace } from '../formats/pace.ts';
import { PhotoIndex } from '../formats/photo-index.ts';
import { findFormats, type ImportCandidate, readImport } from '../formats/start-import.ts';
import { toErrorMessage } from '../worker/protocol.ts';
import type { ChosenFile, FoundFiles, ImportStage } from './client/exchange-client.ts';
import type { ImportPart } from './import-part.ts';
import { importSources, type PhotoSource } from './import-sources.ts';
import { packImport } from './pack-import.ts';
import type { ExchangeReply, ExchangeRequest, ExchangeResult } from './protocol.ts';
import { sha256Hex } from './sha256-hex.ts';

/** Milliseconds of work between looks at the messages that came meanwhile, and between words of progress. */
const turn = 100;

interface OpenFiles {
  readonly candidates: readonly ImportCandidate[];
  readonly photos: readonly PhotoSource[];
  readonly along: readonly PhotoFile[];
}

/** The exchange worker's inside: the files of one import, and what was read of them until the page has taken it. */
export class ExchangeService {
  readonly #post: (reply: ExchangeReply, transfer: Transferable[]) => void;
  #files: OpenFiles = { candidates: [], photos: [], along: [] };
  #parts: Iterator<ImportPart, void> | null = null;

  constructor(post: (reply: ExchangeReply, transfer: Transferable[]) => void) {
    this.#post = post;
  }

  handle(request: ExchangeRequest): void {
    switch (request.kind) {
      case 'open':
        this.#answer(request.id, async () => ({ kind: 'opened', found: await this.#open(request.files) }));
        return;
      case 'photo':
        this.#answer(request.id, async () => ({ kind: 'photo', file: await this.#photo(request.index) }));
        return;
      case 'read':
        this.#answer(request.id, () => this.#read(request.format, request.images));
        return;
      case 'next-part':
        this.#answer(request.id, async () => ({ kind: 'part', part: this.#nextPart() }));
        return;
      case 'ping':
        this.#post({ kind: 'pong' }, []);
        return;
      default:
        assertNever(request);
    }
  }

  #answer(id: number, work: () => Promise<ExchangeResult>): void {
    const finish = async () => {
      try {
        const value = await work();
        this.#post({ kind: 'result', id, value }, transferables(value));
      } catch (error) {
        if (!(error instanceof StudioError)) console.error(error);
        const words = error instanceof Error ? error.message : String(error);
        const fallback = {
          code: 'format-invalid',
          message: `The files could not be read: ${words}`,
        } as const;
        this.#post({ kind: 'failed', id, error: toErrorMessage(error, fallback) }, []);
      }
    };
    void finish();
  }

  async #open(files: readonly ChosenFile[]): Promise<FoundFiles> {
    const sources = await importSources(files);
    const candidates = await findFormats(formats, sources.annotations, this.#pace('files'));
    const claimed = new Set(candidates.flatMap((candidate) => candidate.files.map(({ path }) => path)));
    const photos = sources.photos.filter(({ path }) => !claimed.has(path));
    // Without annotations there is nothing to match, and no photo has to be hashed.
    const along =
      candidates.length > 0
        ? await this.#hash(photos)
        : photos.map(({ path, size }) => ({ path, size, sha256: '' }));
    this.#files = { candidates, photos, along };
    const read = new Set([...claimed, ...photos.map(({ path }) => path)]);
    return {
      candidates: candidates.map((candidate) => ({
        format: candidate.format.id,
        files: candidate.files.length,
      })),
      photos: along,
      unread: sources.annotations.map(({ path }) => path).filter((path) => !read.has(path)),
    };
  }

  async #hash(photos: readonly PhotoSource[]): Promise<readonly PhotoFile[]> {
    const pace = this.#pace('photos');
    const hashed: PhotoFile[] = [];
    for (const { path, size, file } of photos) {
      const wait = pace(hashed.length, photos.length);
      if (wait) await wait;
      hashed.push({ path, size, sha256: await sha256Hex(await file()) });
    }
    return hashed;
  }

  async #photo(index: number): Promise<Blob> {
    const source = this.#files.photos[index];
    if (!source) throw new StudioError('image-unreadable', 'This photo is not among the files.');
    return await source.file();
  }

  async #read(id: string, images: readonly ImageRecord[]): Promise<ExchangeResult> {
    const candidate = this.#files.candidates.find(({ format }) => format.id === id);
    if (!candidate) throw new StudioError('format-invalid', `None of the files is of the format "${id}".`);
    this.#parts = null;
    const photos = new PhotoIndex(images, this.#files.along);
    const pace = this.#pace('annotations');
    const result = await readImport(candidate.format, candidate.files, { photos, pace });
    this.#parts = packImport(result);
    return { kind: 'read', head: { categories: result.categories, notes: result.notes } };
  }

  #nextPart(): ImportPart | null {
    const next = this.#parts?.next();
    if (next && !next.done) return next.value;
    this.#parts = null;
    return null;
  }

  /** Answers pings and tells progress between stretches of work; an import is stopped by ending the worker. */
  #pace(stage: ImportStage): Pace {
    let began = performance.now();
    return (done, total) => {
      if (performance.now() - began < turn) return undefined;
      this.#post({ kind: 'progress', stage, done, total }, []);
      return new Promise((resolve) => {
        setTimeout(() => {
          began = performance.now();
          resolve();
        });
      });
    };
  }
}

function transferables(value: ExchangeResult): Transferable[] {
  if (value.kind !== 'part' || value.part === null) return [];
  return [value.part.objects.buffer, value.part.lists.buffer];
}
