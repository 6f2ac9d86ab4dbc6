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
 * Size and type of a photo by its header; it is decoded only when that does not tell. So a file that is damaged further
 * on is found out when it is shown. Rejects with StudioError `image-unreadable`.
 */
export async function measurePhoto(file: Blob): Promise<PhotoMeasures> {
  // Each read of a file costs more than what is read: the first one serves for the type as well.
  let head = await readHead(file, firstRead);
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
