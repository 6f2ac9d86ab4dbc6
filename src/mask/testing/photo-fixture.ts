import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { maskFromBitmap } from '../bitmap.ts';
import type { Mask } from '../mask.ts';
import type { RgbaImage } from '../rgba-image.ts';

/** A photo of e2e/fixtures with the mask of its subject, outlined by hand. */
export async function photoFixture(
  name: 'astronaut' | 'cat' | 'hopper',
): Promise<{ photo: RgbaImage; truth: Mask }> {
  const path = (file: string) => fileURLToPath(new URL(`../../../e2e/fixtures/${file}`, import.meta.url));
  const { data, info } = await sharp(path(`${name}.jpg`))
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const bytes = await sharp(path(`masks/${name}.png`))
    .toColourspace('b-w')
    .extractChannel(0)
    .raw()
    .toBuffer();
  const truth = maskFromBitmap(
    bytes.map((value) => (value > 127 ? 1 : 0)),
    info.width,
    info.height,
  );
  return { photo: { width: info.width, height: info.height, data: new Uint8Array(data) }, truth };
}
