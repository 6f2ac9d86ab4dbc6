import type { Mask } from '../../mask/mask.ts';
import type { Box } from '../../mask/space.ts';

/** A photo as the pixel worker knows it. Sizes are after EXIF rotation. */
export interface DecodedPhoto {
  readonly width: number;
  readonly height: number;
  readonly mediaType: string;
  /** For the stage: at most `displayLimit` pixels a side, so that no canvas limit is met. */
  readonly display: ImageBitmap;
  /** For the strip: at most 160 pixels wide. */
  readonly thumbnail: ImageBitmap;
}

export interface RefineRequest {
  /** Names the photo given to `open`. */
  readonly key: string;
  /** 64x64 cells of the whole photo, row-major, 1 foreground, as the bricks painted them. */
  readonly cells: Uint8Array;
  readonly box: Box<'canvas'>;
  /** Probability of each cell, 64x64, 0..255, when the model gave one. */
  readonly ghost?: Uint8Array | null;
}

/** Work on pixels off the main thread: decoding, refinement, PNG. All methods reject with StudioError. */
export interface PixelClient {
  /** Decodes JPEG, PNG, WebP or AVIF with EXIF orientation; keeps a working copy for `refine` under `key`. */
  open(key: string, file: Blob, signal?: AbortSignal): Promise<DecodedPhoto>;
  /** A fresh bitmap of the photo for the model's encoder (at most 1024 px a side). */
  modelInput(key: string): Promise<ImageBitmap>;
  /** From the 64x64 canvas to a mask at photo resolution, along the photo's edges. */
  refine(request: RefineRequest, signal?: AbortSignal): Promise<Mask>;
  /** The same canvas with nearest-neighbour edges: what the model wrote, at photo resolution. */
  nearest(request: RefineRequest): Promise<Mask>;
  close(key: string): void;
  dispose(): void;
}
