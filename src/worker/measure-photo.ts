import { StudioError } from '../errors/studio-error.ts';
import type { Measured } from './client/pixel-client.ts';
import { decode, readHead, typeIn } from './decode-photo.ts';
import { imageSize } from './headers/image-size.ts';

export interface PhotoMeasures {
  /** Pixels as displayed, after EXIF rotation. */
  readonly width: number;
  readonly height: number;
  readonly mediaType: string;
}

/** How much of a file is read for its header, in bytes. */
const firstRead = 8 << 10;
/** When less was not enough: EXIF may hold a preview, and there are profiles of a megabyte. */
const furtherReads = [128 << 10, 2 << 20];

/**
 * Size and type of photos by their headers, in the order of `files`; one is decoded only when its header does not tell.
 * So a file that is damaged further on is found out when it is shown.
 */
export async function measurePhotos(files: readonly Blob[]): Promise<readonly Measured[]> {
  const heads = await readHeads(files);
  return Promise.all(
    files.map(async (file, index): Promise<Measured> => {
      try {
        return { kind: 'photo', ...(await measurePhoto(file, heads[index])) };
      } catch (error) {
        if (error instanceof StudioError) return { kind: 'unreadable', message: error.message };
        throw error;
      }
    }),
  );
}

/**
 * The first bytes of all files, as one file in one read: each read costs far more than what it brings. When one of them
 * is gone or changed, none is given.
 */
async function readHeads(files: readonly Blob[]): Promise<readonly Uint8Array[]> {
  const heads = files.map((file) => file.slice(0, firstRead));
  const bytes = await new Blob(heads).arrayBuffer().catch(() => null);
  if (bytes?.byteLength !== heads.reduce((sum, { size }) => sum + size, 0)) return [];
  let end = 0;
  return heads.map(({ size }) => {
    end += size;
    return new Uint8Array(bytes, end - size, size);
  });
}

/**
 * @param start the first bytes of the file, `firstRead` of them, when they have been read
 * @throws StudioError `image-unreadable`
 */
async function measurePhoto(file: Blob, start?: Uint8Array): Promise<PhotoMeasures> {
  let head = start ?? (await readHead(file, firstRead));
  // The same bytes serve for the type.
  const mediaType = typeIn(head);
  for (const length of [...furtherReads, 0]) {
    const size = imageSize(head, mediaType);
    if (size.kind === 'size') return { width: size.width, height: size.height, mediaType };
    if (size.kind === 'unknown' || length === 0 || head.length === file.size) break;
    head = await readHead(file, length);
  }
  const { width, height } = await oneByOne(() => decodedSize(file));
  return { width, height, mediaType };
}

async function decodedSize(file: Blob): Promise<{ readonly width: number; readonly height: number }> {
  const bitmap = await decode(file);
  const { width, height } = bitmap;
  bitmap.close();
  return { width, height };
}

let last: Promise<unknown> = Promise.resolve();

/** Hundreds of files are measured together; that many decoded at once would take all memory. */
function oneByOne<T>(work: () => Promise<T>): Promise<T> {
  const result = last.then(work);
  last = result.catch(() => undefined);
  return result;
}
