import { BlobReader, configure, type Entry, ZipReader } from '@zip.js/zip.js';
import { StudioError } from '../../errors/studio-error.ts';
import type { BundleLimits } from './bundle-limits.ts';

// Its own workers would need a policy that allows scripts from blobs.
configure({ useWebWorkers: false });

/** One file of a zip. All methods throw what zip.js throws for damaged ones, StudioError for hostile ones. */
export interface ZipFile {
  readonly path: string;
  /** Bytes unpacked, as the zip states them; it never gives more. */
  readonly size: number;
  /** As they lie in the zip. */
  readonly packedSize: number;
  /** Unpacks it piece by piece; the next piece comes when `take` has ended. */
  stream(take: (chunk: Uint8Array) => Promise<void> | void, signal?: AbortSignal): Promise<void>;
  /**
   * All of it. What is not packed is read in one go and not held against the zip's checksum: whoever asks knows a better
   * one.
   */
  bytes(signal?: AbortSignal): Promise<Uint8Array<ArrayBuffer>>;
}

type FileEntry = Extract<Entry, { directory: false }>;

/** Deflate cannot pack tighter than this; a zip that claims so is a trap. */
const mostRatio = 1040;

/**
 * The files of a zip by path, folders left out. Throws StudioError `format-invalid` with a part of a sentence as its
 * message: for paths that lead elsewhere, a path used twice, more bytes than there can be, passwords.
 */
export async function openZip(zip: Blob, limits: BundleLimits): Promise<ReadonlyMap<string, ZipFile>> {
  const files = new Map<string, ZipFile>();
  let packed = 0;
  for await (const entry of new ZipReader(new PatientReader(zip, limits)).getEntriesGenerator()) {
    if (files.size >= limits.entries) throw refused(`it holds more than ${limits.entries} files`);
    const path = entry.filename;
    if (!isSafe(path)) throw refused(`the path ${quoted(path)} leads out of it`);
    if (entry.directory) continue;
    if (entry.encrypted) throw refused('it is locked with a password');
    if (files.has(path)) throw refused(`${quoted(path)} is in it twice`);
    const { uncompressedSize, compressedSize, compressionMethod } = entry;
    packed += compressedSize;
    // Files that share their bytes are how a small zip unpacks to petabytes.
    if (packed > zip.size) throw refused('its files take more room than it has');
    const most = compressionMethod === 0 ? compressedSize : mostRatio * (compressedSize + 64);
    if (uncompressedSize > most)
      throw refused(`${quoted(path)} claims to unpack to ${uncompressedSize} bytes`);
    files.set(path, zipFile(zip, entry));
  }
  return files;
}

function zipFile(zip: Blob, entry: FileEntry): ZipFile {
  const { filename, uncompressedSize: size, compressedSize: packedSize } = entry;
  const stream: ZipFile['stream'] = async (take, signal) => {
    let bytes = 0;
    const target = new WritableStream<Uint8Array>({
      write: async (chunk) => {
        bytes += chunk.length;
        if (bytes > size) throw refused(`${quoted(filename)} unpacks to more than it states`);
        await take(chunk);
      },
    });
    await entry.getData(target, {
      checkSignature: true,
      useWebWorkers: false,
      ...(signal ? { signal } : {}),
    });
    if (bytes !== size) throw refused(`${quoted(filename)} ends too soon`);
  };
  return {
    path: filename,
    size,
    packedSize,
    stream,
    bytes: async (signal) => {
      if (entry.compressionMethod === 0) {
        const start = await dataStart(zip, entry);
        return new Uint8Array(await zip.slice(start, start + size).arrayBuffer());
      }
      const parts: Uint8Array<ArrayBuffer>[] = [];
      await stream((chunk) => {
        parts.push(new Uint8Array(chunk));
      }, signal);
      return new Uint8Array(await new Blob(parts).arrayBuffer());
    },
  };
}

const localHeader = 30;

/** Where the bytes of an entry begin: after its local header, whose names may differ in length from the list's. */
async function dataStart(zip: Blob, { offset, compressedSize, filename }: FileEntry): Promise<number> {
  const view = new DataView(await zip.slice(offset, offset + localHeader).arrayBuffer());
  if (view.byteLength < localHeader || view.getUint32(0, true) !== 0x04034b50)
    throw refused(`${quoted(filename)} is not where it should be`);
  const start = offset + localHeader + view.getUint16(26, true) + view.getUint16(28, true);
  if (start + compressedSize > zip.size) throw refused(`${quoted(filename)} ends too soon`);
  return start;
}

/** Reads no more at once than the list of files may take: a false length in it costs nothing. */
class PatientReader extends BlobReader {
  readonly #most: number;

  constructor(zip: Blob, { directoryBytes }: BundleLimits) {
    super(zip);
    this.#most = directoryBytes;
  }

  override readUint8Array(index: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
    if (length > this.#most) return Promise.reject(refused('its list of files is too long'));
    return super.readUint8Array(index, length) as Promise<Uint8Array<ArrayBuffer>>;
  }
}

/** A relative path with forward slashes that no system reads as leading elsewhere. */
function isSafe(path: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
  if (path === '' || /[\u0000-\u001f\\]|^[a-z]:/iu.test(path)) return false;
  const parts = path.replace(/\/$/u, '').split('/');
  return parts.every((part) => !['', '.', '..'].includes(part));
}

function quoted(path: string): string {
  return `"${path.slice(0, 80)}"`;
}

function refused(why: string): StudioError {
  return new StudioError('format-invalid', why);
}
