import { decode, typeOf } from './decode-photo.ts';
import { imageSize } from './headers/image-size.ts';

export interface PhotoMeasures {
  /** Pixels as displayed, after EXIF rotation. */
  readonly width: number;
  readonly height: number;
  readonly mediaType: string;
}

/** How much of a file is read for its header, in bytes, when less was not enough: EXIF may hold a preview. */
const reads = [8 << 10, 128 << 10, 2 << 20];

/**
 * Size and type of a photo by its header; it is decoded only when that does not tell. So a file that is damaged further
 * on is found out when it is shown. Rejects with StudioError `image-unreadable`.
 */
export async function measurePhoto(file: Blob): Promise<PhotoMeasures> {
  const mediaType = await typeOf(file);
  for (const length of reads) {
    const size = imageSize(new Uint8Array(await file.slice(0, length).arrayBuffer()), mediaType);
    if (size.kind === 'size') return { width: size.width, height: size.height, mediaType };
    if (size.kind === 'unknown' || length >= file.size) break;
  }
  const bitmap = await decode(file);
  const { width, height } = bitmap;
  bitmap.close();
  return { width, height, mediaType };
}
