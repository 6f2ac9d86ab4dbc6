import {
  BlobReader,
  BlobWriter,
  Uint8ArrayReader,
  Uint8ArrayWriter,
  ZipReader,
  ZipWriter,
} from '@zip.js/zip.js';

export type ZipFileContent = Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>;

export async function unpackZip(zip: Blob): Promise<Map<string, Uint8Array<ArrayBuffer>>> {
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  for (const entry of await new ZipReader(new BlobReader(zip)).getEntries())
    if (!entry.directory) files.set(entry.filename, await entry.getData(new Uint8ArrayWriter()));
  return files;
}

/** Level 0 packs nothing. `offset`: where in a longer file it will begin. */
export async function packZip(
  files: ReadonlyMap<string, ZipFileContent>,
  level = 6,
  offset = 0,
): Promise<Blob> {
  const writer = new ZipWriter(new BlobWriter(), { level, offset });
  for (const [path, content] of files)
    await writer.add(path, content instanceof ReadableStream ? content : new Uint8ArrayReader(content));
  return await writer.close();
}

/** The files of a zip, changed and packed anew, all of them deflated. */
export async function repackZip(
  zip: Blob,
  change: (files: Map<string, Uint8Array<ArrayBuffer>>) => ReadonlyMap<string, ZipFileContent>,
  level?: number,
): Promise<Blob> {
  return await packZip(change(await unpackZip(zip)), level);
}

/** A file so long that what is packed in it lies `before` bytes from its beginning, as in a zip of many gigabytes. */
export class FarBlob extends Blob {
  readonly #before: number;
  readonly #content: Blob;

  constructor(before: number, content: Blob) {
    super();
    this.#before = before;
    this.#content = content;
  }

  override get size(): number {
    return this.#before + this.#content.size;
  }

  override slice(start = 0, end = this.size, type?: string): Blob {
    const [from, to] = [start - this.#before, Math.max(0, end - this.#before)];
    if (from >= 0) return this.#content.slice(from, to, type);
    return new Blob([new Uint8Array(Math.min(-from, end - start)), this.#content.slice(0, to)]);
  }
}

/** The bytes with every occurrence of a text replaced by one of the same length. */
export function replaceText(bytes: Uint8Array, from: string, to: string): Buffer<ArrayBuffer> {
  return Buffer.from(Buffer.from(bytes).toString('latin1').replaceAll(from, to), 'latin1');
}
