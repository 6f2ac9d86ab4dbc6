import { configure, ZipWriter } from '@zip.js/zip.js';
import type { FilePiece } from '../../formats/export-file.ts';
import { pieceBytes } from './piece-bytes.ts';

// Its own workers would need a policy that allows scripts from blobs; the work is paced by the export itself.
configure({ useWebWorkers: false });

/** Where the files of an export go, one after the other. */
export interface ExportSink {
  /** Bytes written so far. */
  readonly bytes: number;
  write(path: string, content: AsyncIterable<FilePiece> | Blob): Promise<void>;
  /** What is there is whole. */
  finish(): Promise<void>;
  /** Takes back what can be taken back. */
  abort(): Promise<void>;
}

/** Pictures are packed already. */
const packed = /\.(?:png|jpe?g|webp|avif)$/iu;

/** One zip, written as it is made: of it no more is held than one picture. */
export class ZipSink implements ExportSink {
  bytes = 0;
  readonly #writer: ZipWriter<unknown>;
  readonly #target: WritableStream<Uint8Array>;

  constructor(target: WritableStream<Uint8Array>) {
    this.#target = target;
    const counted = new TransformStream<Uint8Array, Uint8Array>({
      transform: (chunk, controller) => {
        this.bytes += chunk.length;
        controller.enqueue(chunk);
      },
    });
    this.#done = counted.readable.pipeTo(target, { preventAbort: false });
    // Waited for in `finish`; a failure before that comes out of `write`.
    this.#done.catch(() => undefined);
    this.#writer = new ZipWriter(counted.writable);
  }

  readonly #done: Promise<void>;

  async write(path: string, content: AsyncIterable<FilePiece> | Blob): Promise<void> {
    const stream = content instanceof Blob ? content.stream() : streamOf(content);
    const isPicture = packed.test(path);
    // A picture is held until its size is known: without it in front, what is not packed can't be read by what reads a
    // zip from its beginning.
    await this.#writer.add(path, stream, { level: isPicture ? 0 : 6, bufferedWrite: isPicture });
  }

  async finish(): Promise<void> {
    await this.#writer.close();
    await this.#done;
  }

  async abort(): Promise<void> {
    // Rejects where it has failed already, and then there is nothing to take back.
    await this.#target.abort().catch(() => undefined);
  }
}

/** Files in a folder of the person's own. Files of the same name are replaced. */
export class FolderSink implements ExportSink {
  bytes = 0;
  readonly #folder: FileSystemDirectoryHandle;

  constructor(folder: FileSystemDirectoryHandle) {
    this.#folder = folder;
  }

  async write(path: string, content: AsyncIterable<FilePiece> | Blob): Promise<void> {
    const parts = path.split('/');
    let folder = this.#folder;
    for (const name of parts.slice(0, -1)) folder = await folder.getDirectoryHandle(name, { create: true });
    const file = await folder.getFileHandle(parts.at(-1) ?? 'file', { create: true });
    // Nothing is replaced before it is written whole.
    const writable = await file.createWritable();
    try {
      for await (const piece of content instanceof Blob ? [content] : content) {
        this.bytes += piece instanceof Blob ? piece.size : pieceBytes(piece).length;
        await writable.write(piece as FileSystemWriteChunkType);
      }
      await writable.close();
    } catch (error) {
      await writable.abort().catch(() => undefined);
      throw error;
    }
  }

  finish(): Promise<void> {
    return Promise.resolve();
  }

  /** Whole files stay: they are valid, and the folder is the person's. */
  abort(): Promise<void> {
    return Promise.resolve();
  }
}

function streamOf(pieces: AsyncIterable<FilePiece>): ReadableStream<Uint8Array> {
  const iterator = pieces[Symbol.asyncIterator]();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await iterator.next();
      if (done) controller.close();
      else controller.enqueue(pieceBytes(value));
    },
    async cancel() {
      await iterator.return?.();
    },
  });
}
