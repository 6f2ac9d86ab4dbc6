import { StudioError } from '../errors/studio-error.ts';
import type { RgbaImage } from '../mask/rgba-image.ts';

/** Pixels of a bitmap over white (models know no transparency). The bitmap stays open. */
export function bitmapPixels(bitmap: ImageBitmap): RgbaImage {
  const { width, height } = bitmap;
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (!context)
    throw new StudioError(
      'image-too-large',
      'This photo is too large for this browser to read. Make it smaller and open it again.',
    );
  context.fillStyle = '#fff';
  context.fillRect(0, 0, width, height);
  context.drawImage(bitmap, 0, 0);
  const { data } = context.getImageData(0, 0, width, height);
  return { width, height, data };
}
