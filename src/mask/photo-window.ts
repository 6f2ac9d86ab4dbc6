import type { RgbaImage } from './rgba-image.ts';

/** Pixels of a part of a photo: pixel (i, j) of `pixels` is pixel (x + i, y + j) of the photo. */
export interface PhotoWindow {
  readonly x: number;
  readonly y: number;
  readonly pixels: RgbaImage;
}
