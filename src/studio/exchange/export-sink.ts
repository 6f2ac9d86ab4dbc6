import type { FilePiece } from '../../formats/export-file.ts';
import { joinBytes } from '../../formats/zip/join-bytes.ts';
import { ZipWriter } from '../../formats/zip/zip-writer.ts';
import { pieceBytes } from './piece-bytes.ts';
import { slicing } from './slicing.ts';

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
  readonly #zip: ZipWriter;
  readonly #out: WritableStreamDefaultWriter<Uint8Array>;

  constructor(target: WritableStream<Uint8Array>) {
    this.#out = target.getWriter();
    // Told by `write` and `finish` too; nobody waits for it.
    this.#out.closed.catch(() => undefined);
    const pace = slicing();
    this.#zip = new ZipWriter({
      put: async (bytes) => {
        await this.#out.write(bytes);
        this.bytes += bytes.length;
      },
      modified: new Date(),
      rest: () => pace(0, 0),
    });
  }

  async write(path: string, content: AsyncIterable<FilePiece> | Blob): Promise<void> {
    if (packed.test(path)) await this.#zip.store(path, await bytesOf(content));
    else await this.#zip.deflate(path, content instanceof Blob ? chunksOf(content) : encoded(content));
  }

  async finish(): Promise<void> {
    await this.#zip.finish();
    await this.#out.close();
  }

  async abort(): Promise<void> {
    // Rejects where it has failed already, and then there is nothing to take back.
    await this.#out.abort().catch(() => undefined);
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

async function bytesOf(content: AsyncIterable<FilePiece> | Blob): Promise<Uint8Array<ArrayBuffer>> {
  if (content instanceof Blob) return new Uint8Array(await content.arrayBuffer());
  const parts: Uint8Array[] = [];
  for await (const piece of content) parts.push(pieceBytes(piece));
  return joinBytes(parts);
}

async function* encoded(pieces: AsyncIterable<FilePiece>): AsyncGenerator<Uint8Array, void> {
  for await (const piece of pieces) yield pieceBytes(piece);
}

async function* chunksOf(content: Blob): AsyncGenerator<Uint8Array, void> {
  const reader = content.stream().getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    yield value;
  }
}
