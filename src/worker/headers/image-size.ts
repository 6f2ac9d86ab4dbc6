import { avifSize } from './avif-size.ts';
import { jpegSize } from './jpeg-size.ts';
import { pngSize } from './png-size.ts';
import { webpSize } from './webp-size.ts';

export type HeaderSize =
  /** Pixels as displayed, turned upright. */
  | { readonly kind: 'size'; readonly width: number; readonly height: number }
  /** The header goes on behind these bytes. */
  | { readonly kind: 'more' }
  /** Only a decoder can tell: damaged, or built in an uncommon way. */
  | { readonly kind: 'unknown' };

/**
 * Size of a photo by the first bytes of its file, of the type that `imageType` gave. It never guesses: what could make
 * a browser show the photo in another size makes it `unknown`. Never throws, whatever the bytes.
 */
export function imageSize(bytes: Uint8Array, mediaType: string): HeaderSize {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    const size = read(view, mediaType);
    if (size.kind === 'size' && (size.width === 0 || size.height === 0)) return { kind: 'unknown' };
    return size;
  } catch (error) {
    // Reading behind the end.
    if (error instanceof RangeError) return { kind: 'more' };
    throw error;
  }
}

function read(view: DataView, mediaType: string): HeaderSize {
  switch (mediaType) {
    case 'image/jpeg':
      return jpegSize(view);
    case 'image/png':
      return pngSize(view);
    case 'image/webp':
      return webpSize(view);
    case 'image/avif':
      return avifSize(view);
    default:
      return { kind: 'unknown' };
  }
}
