import { BlobReader, configure, ZipWriter } from '@zip.js/zip.js';
import type { ImageId, ImageRecord } from '../../document/document.ts';
import type { RememberedProject } from '../../document/project-event.ts';
import { StudioError } from '../../errors/studio-error.ts';
import { writeCoco } from '../../formats/coco/write-coco.ts';
import { planExport } from '../../formats/export-plan.ts';
import { gatherPieces } from '../../formats/gather-pieces.ts';
import { noPace, type Pace } from '../../formats/pace.ts';
import { type Migration, migrations } from '../journal/format-migration.ts';
import { storageError } from '../storage-error.ts';
import {
  type BundledPhoto,
  type BundleManifest,
  bundleFormat,
  bundleVersion,
  paths,
} from './bundle-manifest.ts';
import { type PhotoFile, photoFiles } from './bundle-photos.ts';
import { stateRecords } from './bundle-state.ts';
import { sha256Hex } from './sha256-hex.ts';
import { studioVersion } from './studio-version.ts';

configure({ useWebWorkers: false });

/** A project and where its photos are read from. */
export interface BundleSource {
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly project: RememberedProject;
  /** The photo's file; null when it is not there. One that cannot be read may also reject, with its reason. */
  photo(image: ImageRecord): Promise<Blob | null>;
}

export interface BundleProgress {
  /** Photos dealt with, of how many. */
  readonly photos: number;
  readonly of: number;
  /** Bytes written or read so far. */
  readonly bytes: number;
}

export interface MissingPhoto {
  readonly name: string;
  readonly images: readonly ImageId[];
  /** In words. */
  readonly reason: string;
}

export interface BundleSummary {
  readonly bytes: number;
  /** Photos' files in the bundle. */
  readonly photos: number;
  /** Photos that are not in it although they should be. Nothing else is ever left out. */
  readonly missing: readonly MissingPhoto[];
}

export interface WriteBundleOptions {
  /** Whether photos come along, or are only told of by name and hash. */
  readonly photos: 'copied' | 'referenced';
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: BundleProgress) => void;
  /** Called between pieces of work on this thread. */
  readonly pace?: Pace;
  /** When it is written, milliseconds since 1970. */
  readonly savedAt?: number;
  readonly migrations?: readonly Migration[];
}

/**
 * Writes a project into `sink` as one zip (its layout: bundle-manifest.ts), piece by piece: at most one photo is in
 * memory. Closes the sink; when anything fails or the signal is given, aborts it, so that nothing is left behind.
 * Rejects with StudioError `aborted`, `storage-full` or `storage-failed`.
 */
export async function writeBundle(
  source: BundleSource,
  sink: WritableStream<Uint8Array>,
  options: WriteBundleOptions,
): Promise<BundleSummary> {
  const out = sink.getWriter();
  // Told by `write` and `close` too; nobody waits for it.
  out.closed.catch(() => undefined);
  try {
    const summary = await new BundleWriter(source, out, options).write();
    await out.close();
    return summary;
  } catch (error) {
    await out.abort(error).catch(() => undefined);
    if (options.signal?.aborted) throw new StudioError('aborted', 'Stopped. No bundle was saved.');
    throw storageError(error, 'The bundle cannot be written');
  }
}

class BundleWriter {
  readonly #source: BundleSource;
  readonly #options: WriteBundleOptions;
  readonly #files: readonly PhotoFile[];
  readonly #zip: ZipWriter<unknown>;
  readonly #pace: Pace;
  readonly #savedAt: number;
  readonly #missing: MissingPhoto[] = [];
  readonly #photos: BundledPhoto[] = [];
  /** Place in `#photos` of each file written, by its hash. */
  readonly #written = new Map<string, number>();
  #bytes = 0;

  constructor(
    source: BundleSource,
    out: WritableStreamDefaultWriter<Uint8Array>,
    options: WriteBundleOptions,
  ) {
    this.#source = source;
    this.#options = options;
    this.#files = photoFiles(source.project);
    this.#pace = options.pace ?? noPace;
    this.#savedAt = options.savedAt ?? Date.now();
    const target = new WritableStream<Uint8Array>({
      write: async (chunk) => {
        await out.write(chunk);
        this.#bytes += chunk.length;
      },
    });
    this.#zip = new ZipWriter(target, {
      lastModDate: new Date(this.#savedAt),
      extendedTimestamp: false,
      bufferedWrite: false,
    });
  }

  async write(): Promise<BundleSummary> {
    const { project } = this.#source;
    await this.#addMade(paths.state, stateRecords(project, this.#options.migrations ?? migrations));
    for (const [done, file] of this.#files.entries()) {
      this.#tell(done);
      await this.#addPhoto(file);
    }
    await this.#addMade(paths.annotations, this.#annotations());
    await this.#addMade(paths.manifest, [`${JSON.stringify(this.#manifest(), null, 1)}\n`]);
    await this.#zip.close();
    this.#tell(this.#files.length);
    return { bytes: this.#bytes, photos: this.#written.size, missing: this.#missing };
  }

  /**
   * A file that is made while it is written, its size not known before. It is told to need no Zip64, which not everything
   * that opens zips understands: without, it may take 4 GB, which is more than is read again.
   */
  async #addMade(path: string, made: Made): Promise<void> {
    await this.#add(path, streamOf(this.#pieces(made)), { level: 6, zip64: false });
  }

  async *#pieces(made: Made): AsyncGenerator<Uint8Array<ArrayBuffer>, void> {
    for await (const piece of made) {
      const wait = this.#pace(0, this.#files.length);
      if (wait) await wait;
      this.#stopIfAsked();
      yield typeof piece === 'string' ? encoder.encode(piece) : piece;
    }
  }

  #annotations(): Made {
    const { document } = this.#source.project.history;
    const planned = this.#files.map(({ image, path }) => [image.id, path] as const);
    // Two photos of one file have one name, that of the file.
    const found = this.#photos.flatMap(({ images, path }) =>
      images.flatMap((id) => (path === null ? [] : [[id, path] as const])),
    );
    const names = new Map([...planned, ...found]);
    const job = {
      document,
      conversations: new Map(),
      images: null,
      categories: null,
      split: null,
      copyImages: false,
      options: {},
      description: `${this.#source.name}, saved by Text4Seg Studio`,
      createdAt: this.#savedAt,
    };
    const plan = planExport(job, { flat: false, uniqueStems: false });
    const images = plan.images.map((item) => {
      const path = names.get(item.image.id) ?? item.name;
      return { ...item, name: path.replace(/^[^/]*\//u, '') };
    });
    return gatherPieces(writeCoco({ plan, images, profile: 'rle' }), () => undefined) as Made;
  }

  async #addPhoto({ image, images, path }: PhotoFile): Promise<void> {
    const about = { name: image.name, sha256: image.sha256, bytes: image.bytes, images };
    if (this.#options.photos === 'referenced') {
      this.#photos.push({ ...about, path: null });
      return;
    }
    const read = await this.#readPhoto(image);
    this.#stopIfAsked();
    if (typeof read === 'string') {
      this.#missing.push({ name: image.name, images, reason: read });
      this.#photos.push({ ...about, path: null, missing: read });
      return;
    }
    const { sha256, blob } = read;
    const known = this.#written.get(sha256);
    if (known !== undefined) {
      const photo = this.#photos[known]!;
      this.#photos[known] = { ...photo, images: [...photo.images, ...images] };
      return;
    }
    // Held until its checksum is known, so that the sizes stand before it: without them a file that is not packed can't
    // be read by what reads a zip from its beginning.
    await this.#add(path, new BlobReader(blob), { level: 0, bufferedWrite: true });
    this.#written.set(sha256, this.#photos.length);
    this.#photos.push({ ...about, sha256, bytes: blob.size, path });
  }

  /** The photo in memory with its hash, or why there is none. */
  async #readPhoto(image: ImageRecord): Promise<{ readonly blob: Blob; readonly sha256: string } | string> {
    try {
      const file = await this.#source.photo(image);
      if (!file) return 'Its file is not there.';
      const bytes = await file.arrayBuffer();
      const sha256 = await sha256Hex(bytes);
      if (image.sha256 !== '' && image.sha256 !== sha256)
        return 'Its file is not the one that was added: it was changed since.';
      return { blob: new Blob([bytes]), sha256 };
    } catch (error) {
      return `Its file cannot be read: ${error instanceof Error ? error.message : String(error)}`;
    }
  }

  async #add(
    path: string,
    content: ReadableStream<Uint8Array> | BlobReader,
    options: {
      readonly level: number;
      readonly bufferedWrite?: boolean;
      readonly zip64?: false;
    },
  ): Promise<void> {
    const { signal } = this.#options;
    await this.#zip.add(path, content, { ...options, ...(signal ? { signal } : {}) });
  }

  #manifest(): BundleManifest {
    const { name, createdAt, project } = this.#source;
    const { document, steps } = project.history;
    const sum = (lists: Iterable<readonly unknown[]>) =>
      [...lists].reduce((total, list) => total + list.length, 0);
    return {
      format: bundleFormat,
      version: bundleVersion(),
      about:
        'A project of Text4Seg Studio, which opens this zip as it is. labels.json holds the objects as COCO instances of the photos in data.',
      studio: studioVersion,
      name,
      createdAt,
      savedAt: new Date(this.#savedAt).toISOString(),
      photosIncluded: this.#options.photos === 'copied',
      counts: {
        photos: document.images.length,
        objects: sum(document.objects.values()),
        classes: document.categories.length,
        questions: sum(project.conversations.values()),
        steps: steps.length,
      },
      photos: this.#photos,
    };
  }

  #tell(photos: number): void {
    this.#options.onProgress?.({ photos, of: this.#files.length, bytes: this.#bytes });
  }

  #stopIfAsked(): void {
    if (this.#options.signal?.aborted) throw new StudioError('aborted', 'Stopped. No bundle was saved.');
  }
}

/** A file in pieces that are made while they are read; text is UTF-8. */
type Made = AsyncIterable<string | Uint8Array<ArrayBuffer>> | Iterable<string | Uint8Array<ArrayBuffer>>;

const encoder = new TextEncoder();

function streamOf(pieces: AsyncIterator<Uint8Array>): ReadableStream<Uint8Array> {
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await pieces.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await pieces.return?.();
    },
  });
}
