import { StudioError } from '../errors/studio-error.ts';
import type { RgbaImage } from '../mask/rgba-image.ts';

/**
 * WebP bytes at high quality, alpha kept. Rejects with StudioError `format-invalid` where the browser cannot write WebP,
 * `image-too-large` where it has no memory for a canvas of that size.
 */
export async function encodeWebp({ width, height, data }: RgbaImage): Promise<Uint8Array> {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  if (!context)
    throw new StudioError(
      'image-too-large',
      'This object is too large for this browser to write as WebP. Choose PNG instead.',
    );
  context.putImageData(new ImageData(new Uint8ClampedArray(data), width, height), 0, 0);
  const blob = await canvas.convertToBlob({ type: 'image/webp', quality: 0.92 });
  if (blob.type !== 'image/webp')
    throw new StudioError('format-invalid', 'This browser cannot write WebP. Choose PNG instead.');
  return new Uint8Array(await blob.arrayBuffer());
}
