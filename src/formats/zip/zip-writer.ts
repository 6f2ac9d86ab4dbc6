import { StudioError } from '../../errors/studio-error.ts';
import { crc32 } from './crc32.ts';
import { joinBytes } from './join-bytes.ts';
import { dataDescriptor, endRecord, listRecord, localHeader, type ZipEntry } from './zip-records.ts';

type Bytes = Uint8Array<ArrayBuffer>;

export interface ZipWriterOptions {
  /** Takes the bytes of the zip in their order; the next come when it has ended. */
  readonly put: (bytes: Bytes) => Promise<void>;
  /** Date of all files. */
  readonly modified: Date;
  /** Asked between pieces of work on this thread whether to wait. */
  readonly rest?: () => Promise<void> | undefined;
  /** Bytes that lie before the zip where it is written: places are counted from there. */
  readonly offset?: number;
}

/** Content that is joined to its header: two writes of little cost more than a copy. */
const joined = 1 << 20;
/** Bytes that a checksum is made of, and the list is written, at a time. */
const slice = 1 << 20;
/** Small pieces are gathered up to so many bytes before they are packed. */
const gathered = 1 << 17;
const longestPath = 0xffff;

/**
 * Writes a zip piece by piece: what is in memory is the piece at hand and the list of files. Files that are not packed
 * have their sizes and checksum before them, so that what reads zips from their beginning can read them; packed ones,
 * whose sizes are known last, have them behind. Zip64 is used where something does not fit without it, and only there.
 * Methods are called one after the other, and reject with what `put` and the pieces reject with, and StudioError
 * `format-invalid` for a path that is there already or too long.
 */
export class ZipWriter {
  readonly #options: ZipWriterOptions;
  readonly #entries: ZipEntry[] = [];
  readonly #paths = new Set<string>();
  #offset: number;

  constructor(options: ZipWriterOptions) {
    this.#options = options;
    this.#offset = options.offset ?? 0;
  }

  /** Adds a file as it is: pictures are packed already. */
  async store(path: string, content: Bytes): Promise<void> {
    const entry: ZipEntry = {
      ...this.#begin(path, 'stored', false),
      crc32: await this.#checksum(content, 0),
      packedSize: content.length,
      size: content.length,
    };
    const header = localHeader(entry);
    if (content.length < joined) await this.#put(joinBytes([header, content]));
    else {
      await this.#put(header);
      await this.#put(content);
    }
    this.#entries.push(entry);
  }

  /** Adds a file packed, by what the browser packs with. */
  async deflate(path: string, pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<void> {
    const begun = this.#begin(path, 'deflated', true);
    await this.#put(localHeader(begun));
    const entry = { ...begun, ...(await this.#pack(pieces)) };
    await this.#put(dataDescriptor(entry));
    this.#entries.push(entry);
  }

  /** Writes the list of files, and with it the end. */
  async finish(): Promise<void> {
    const begin = this.#offset;
    let records: Bytes[] = [];
    let length = 0;
    for (const entry of this.#entries) {
      const record = listRecord(entry);
      records.push(record);
      length += record.length;
      if (length < slice) continue;
      await this.#put(joinBytes(records));
      [records, length] = [[], 0];
    }
    const end = endRecord(this.#entries.length, begin, this.#offset + length - begin);
    await this.#put(joinBytes([...records, end]));
  }

  #begin(path: string, method: ZipEntry['method'], streamed: boolean): ZipEntry {
    const name = new TextEncoder().encode(path);
    if (name.length > longestPath)
      throw new StudioError('format-invalid', `The name ${path.slice(0, 80)}… is too long for a zip.`);
    if (this.#paths.has(path))
      throw new StudioError('format-invalid', `${path} would be in the zip twice. Nothing was saved.`);
    this.#paths.add(path);
    const { modified } = this.#options;
    const offset = this.#offset;
    return { path: name, method, streamed, crc32: 0, packedSize: 0, size: 0, offset, modified };
  }

  async #pack(
    pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  ): Promise<Pick<ZipEntry, 'crc32' | 'packedSize' | 'size'>> {
    const { readable, writable } = new CompressionStream('deflate-raw');
    const begin = this.#offset;
    let crc = 0;
    let size = 0;
    // Which of the two failed first is what went wrong: each makes the other fail.
    let failed: { readonly error: unknown } | null = null;
    const feed = async () => {
      const writer = writable.getWriter();
      try {
        for await (const piece of inLargePieces(pieces)) {
          crc = await this.#checksum(piece, crc);
          size += piece.length;
          await writer.write(piece);
        }
        await writer.close();
      } catch (error) {
        failed ??= { error };
        await writer.abort(error).catch(() => undefined);
      }
    };
    const drain = async () => {
      const reader = readable.getReader();
      try {
        for (;;) {
          const { done, value } = await reader.read();
          if (done) return;
          await this.#put(value);
        }
      } catch (error) {
        failed ??= { error };
        await reader.cancel(error).catch(() => undefined);
      }
    };
    await Promise.all([feed(), drain()]);
    const end = failed as { readonly error: unknown } | null;
    if (end) throw end.error;
    return { crc32: crc, size, packedSize: this.#offset - begin };
  }

  async #checksum(content: Uint8Array, before: number): Promise<number> {
    let crc = before;
    for (let at = 0; at < content.length; at += slice) {
      crc = crc32(content.subarray(at, at + slice), crc);
      const wait = this.#options.rest?.();
      if (wait) await wait;
    }
    return crc;
  }

  async #put(bytes: Bytes): Promise<void> {
    await this.#options.put(bytes);
    this.#offset += bytes.length;
  }
}

async function* inLargePieces(
  pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<Bytes, void> {
  let waiting: Uint8Array[] = [];
  let length = 0;
  for await (const piece of pieces) {
    waiting.push(piece);
    length += piece.length;
    if (length < gathered) continue;
    yield joinBytes(waiting);
    [waiting, length] = [[], 0];
  }
  if (length > 0) yield joinBytes(waiting);
}
