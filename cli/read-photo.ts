import sharp from 'sharp';
import { StudioError } from '../src/errors/studio-error.ts';
import type { RgbaImage } from '../src/mask/rgba-image.ts';

/**
 * Pixels of a JPEG, PNG, WebP or AVIF file as displayed: EXIF orientation applied, sRGB, transparency over white.
 * @throws StudioError `image-unreadable` naming the file.
 */
export async function readPhoto(file: string): Promise<RgbaImage> {
  try {
    const { data, info } = await sharp(file, { autoOrient: true })
      .toColourspace('srgb')
      .flatten({ background: '#fff' })
      .ensureAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    return { width: info.width, height: info.height, data };
  } catch (error) {
    throw new StudioError(
      'image-unreadable',
      `${file} can’t be opened as a photo: ${(error as Error).message}`,
      {
        cause: error,
      },
    );
  }
}
