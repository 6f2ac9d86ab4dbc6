import { StudioError } from '../errors/studio-error.ts';
import { reduced } from './decode-photo.ts';

/** Width of thumbnails in pixels; those of tall photos are at most three times as high. */
const thumbnailWidth = 160;
const highest = 3 * thumbnailWidth;

export interface MadeThumbnail {
  readonly bitmap: ImageBitmap;
  /** The same as a small file, to be kept: WebP, or PNG where the browser does not write it. */
  readonly picture: Blob;
}

/** A small copy of a photo, which stays open; the caller closes `bitmap`. Photos that are small stay as large as they are. */
export async function makeThumbnail(photo: ImageBitmap): Promise<MadeThumbnail> {
  const bitmap = await reduced(photo, Math.min(thumbnailWidth / photo.width, highest / photo.height));
  try {
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    const context = canvas.getContext('2d');
    if (!context) throw new StudioError('image-too-large', 'There is no memory for thumbnails.');
    context.drawImage(bitmap, 0, 0);
    return { bitmap, picture: await canvas.convertToBlob({ type: 'image/webp', quality: 0.8 }) };
  } catch (error) {
    bitmap.close();
    throw error;
  }
}
