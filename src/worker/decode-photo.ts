import { StudioError } from '../errors/studio-error.ts';
import { imageType } from './image-type.ts';

/** Longest side, in pixels, of what is drawn on the stage: below every browser's limit for a canvas. */
export const displayLimit = 4096;
/** Longest side of the copy that the model and refinement read. */
export const workingLimit = 1024;

export interface PhotoBitmaps {
  /** Size after EXIF rotation. */
  readonly width: number;
  readonly height: number;
  readonly mediaType: string;
  readonly display: ImageBitmap;
  readonly working: ImageBitmap;
}

/**
 * Decodes a photo whole, as displayed (`createImageBitmap` applies EXIF orientation), and reduces it. The full-size
 * bitmap (200 MB for 50 megapixels) lives only inside this call. The caller closes the two bitmaps.
 * @throws StudioError `image-unreadable`, `image-too-large`.
 */
export async function decodePhoto(file: Blob): Promise<PhotoBitmaps> {
  const mediaType = await typeOf(file);
  const full = await decode(file);
  const { width, height } = full;
  const made: ImageBitmap[] = [full];
  const reduce = async (limit: number) => {
    const bitmap = await reduced(full, limit / Math.max(width, height));
    made.push(bitmap);
    return bitmap;
  };
  try {
    const working = await reduce(workingLimit);
    const display = await reduce(displayLimit);
    full.close();
    return { width, height, mediaType, display, working };
  } catch (error) {
    for (const bitmap of made) bitmap.close();
    throw new StudioError(
      'image-too-large',
      `This photo of ${width} × ${height} pixels is too large for this browser. Make it smaller and open it again.`,
      { cause: error },
    );
  }
}

/** A copy of at most `limit` pixels a side, for a photo that was opened before. */
export async function decodeCopy(file: Blob, limit: number): Promise<ImageBitmap> {
  const full = await decode(file);
  try {
    return await reduced(full, limit / Math.max(full.width, full.height));
  } finally {
    full.close();
  }
}

async function typeOf(file: Blob): Promise<string> {
  return typeIn(await readHead(file, 64));
}

/** The first bytes of a file. Rejects with StudioError `image-unreadable`. */
export async function readHead(file: Blob, length: number): Promise<Uint8Array> {
  try {
    return new Uint8Array(await file.slice(0, length).arrayBuffer());
  } catch (error) {
    throw unreadable(
      'This file can’t be read any more: it may have been moved or changed. Open it again.',
      error,
    );
  }
}

/** Media type by the first bytes. Throws StudioError `image-unreadable` for what is no photo. */
export function typeIn(head: Uint8Array): string {
  if (head.length === 0) throw unreadable('This file is empty.');
  const type = imageType(head);
  if (!type) throw unreadable('This file is not a photo that can be opened: use JPEG, PNG, WebP or AVIF.');
  return type;
}

function unreadable(words: string, cause?: unknown): StudioError {
  return new StudioError('image-unreadable', words, { cause });
}

/** Whole and upright; the caller closes it. Rejects with StudioError `image-unreadable`. */
export async function decode(file: Blob): Promise<ImageBitmap> {
  try {
    return await createImageBitmap(file);
  } catch (error) {
    throw new StudioError(
      'image-unreadable',
      'This photo can’t be opened: the file is damaged or incomplete.',
      {
        cause: error,
      },
    );
  }
}

/** A smaller copy; a plain copy when `scale` is 1 or more. */
export function reduced(bitmap: ImageBitmap, scale: number): Promise<ImageBitmap> {
  if (scale >= 1) return createImageBitmap(bitmap);
  return createImageBitmap(bitmap, {
    resizeWidth: Math.max(1, Math.round(bitmap.width * scale)),
    resizeHeight: Math.max(1, Math.round(bitmap.height * scale)),
    resizeQuality: 'high',
  });
}
