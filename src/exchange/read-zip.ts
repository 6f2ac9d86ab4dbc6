import { BlobReader, configure, type Entry, ERR_UNSAFE_FILENAME, ZipReader } from '@zip.js/zip.js';
import { StudioError } from '../errors/studio-error.ts';

configure({ useWebWorkers: false });

/** One file of a zip; unpacked when it is asked for, never to more than it states. */
export interface ZipFile {
  /** As it stands in the zip; only ever compared and shown, never written to. */
  readonly path: string;
  /** Bytes unpacked, as the zip states them. */
  readonly size: number;
  blob(): Promise<Blob>;
}

const mostEntries = 500_000;
/** Of one file of a zip. */
const mostBytes = 4_000_000_000;
/** Deflate cannot pack tighter than this; a zip that claims so is a trap. */
const mostRatio = 1040;

/** The files of a zip, folders left out. Throws StudioError `format-invalid` for what is no zip or a trap. */
export async function readZip(zip: Blob, name: string): Promise<readonly ZipFile[]> {
  const refuse = (why: string, cause?: unknown) =>
    new StudioError('format-invalid', `${name} cannot be unpacked: ${why}.`, { cause });
  const reader = new ZipReader(new BlobReader(zip));
  const files: ZipFile[] = [];
  try {
    for await (const entry of reader.getEntriesGenerator()) {
      if (files.length >= mostEntries) throw refuse(`it holds more than ${mostEntries} files`);
      if (entry.directory) continue;
      if (entry.encrypted) throw refuse('it is locked with a password');
      const { uncompressedSize: size, compressedSize, filename } = entry;
      if (size > mostBytes || size > mostRatio * (compressedSize + 64))
        throw refuse(`"${filename.slice(0, 80)}" claims to unpack to ${size} bytes`);
      files.push({ path: filename, size, blob: () => unpack(entry, refuse) });
    }
  } catch (error) {
    if (error instanceof StudioError) throw error;
    const leaves = error instanceof Error && error.message === ERR_UNSAFE_FILENAME;
    throw refuse(leaves ? 'a name in it leads out of its folder' : 'it is damaged or no zip', error);
  }
  return files;
}

type FileEntry = Extract<Entry, { directory: false }>;

async function unpack(
  entry: FileEntry,
  refuse: (why: string, cause?: unknown) => StudioError,
): Promise<Blob> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  const target = new WritableStream<Uint8Array>({
    write: (chunk) => {
      bytes += chunk.length;
      if (bytes > entry.uncompressedSize) throw refuse('a file unpacks to more than it states');
      parts.push(new Uint8Array(chunk));
    },
  });
  try {
    await entry.getData(target, { checkSignature: true });
  } catch (error) {
    if (error instanceof StudioError) throw error;
    throw refuse(`"${entry.filename.slice(0, 80)}" is damaged`, error);
  }
  return new Blob(parts);
}
