import type { Mask } from '../../mask/mask.ts';
import type { RefinedMask, RefinePlan } from '../../mask/refine-mask.ts';
import type { RgbaImage } from '../../mask/rgba-image.ts';
import type { Box } from '../../mask/space.ts';
import type { StrokePoint } from '../../mask/stroke.ts';

/** A photo as the pixel worker knows it. Sizes are after EXIF rotation. */
export interface DecodedPhoto {
  readonly width: number;
  readonly height: number;
  readonly mediaType: string;
  /** For the stage: at most `displayLimit` pixels a side, so that no canvas limit is met. */
  readonly display: ImageBitmap;
}

export type Measured =
  /** Pixels after EXIF rotation. */
  | { readonly kind: 'photo'; readonly width: number; readonly height: number; readonly mediaType: string }
  /** In words for people. */
  | { readonly kind: 'unreadable'; readonly message: string };

export interface Thumbnail {
  /** The caller closes it. */
  readonly bitmap: ImageBitmap;
  readonly picture: Blob;
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

export interface FillRequest {
  /** Names the photo given to `open`. */
  readonly key: string;
  /** Where the fill starts, in image pixels. */
  readonly x: number;
  readonly y: number;
  /** How different a colour may be, 0..255 in each of red, green and blue. */
  readonly tolerance: number;
}

export interface EdgeStrokeRequest {
  /** Names the photo given to `open`. */
  readonly key: string;
  /** Where the brush went, in image pixels. */
  readonly stroke: readonly StrokePoint[];
  /** What is known to belong to the thing that is painted; it is not taken for its surroundings. */
  readonly mask: Mask | null;
}

/** Work on pixels off the main thread: decoding, refinement, filling. All methods reject with StudioError. */
export interface PixelClient {
  /** Decodes JPEG, PNG, WebP or AVIF with EXIF orientation; keeps a working copy for `refine` under `key`. */
  open(key: string, file: Blob, signal?: AbortSignal): Promise<DecodedPhoto>;
  /** Sizes and types of files by their headers, in their order; a file is decoded only where that does not tell. */
  measure(files: readonly Blob[]): Promise<readonly Measured[]>;
  /** A picture of at most 160 pixels a row: to be shown, and as a file to be kept. `key` spares the decode of an open photo. */
  makeThumbnail(key: string, file: Blob): Promise<Thumbnail>;
  /** A picture that `makeThumbnail` gave before. */
  readThumbnail(picture: Blob): Promise<ImageBitmap>;
  /** A fresh bitmap of the photo for the model's encoder (at most 1024 px a side). */
  modelInput(key: string): Promise<ImageBitmap>;
  /** From the 64x64 canvas to a mask at photo resolution, along the photo's edges. */
  refine(request: RefineRequest, signal?: AbortSignal): Promise<Mask>;
  /** The same canvas with nearest-neighbour edges: what the model wrote, at photo resolution. */
  nearest(request: RefineRequest): Promise<Mask>;
  /**
   * Fill and smart brush read the photo at full size, or a copy of at most 4096 pixels a side of a larger one; results
   * from a copy are enlarged and right to about half a pixel of it. The pixels are decoded when they are first needed and
   * given up when they were not for a while. This has them ready before.
   */
  prepareTools(key: string): Promise<void>;
  /** The connected pixels alike in colour to the one under the point. Empty when the point is outside the photo. */
  fill(request: FillRequest, signal?: AbortSignal): Promise<Mask>;
  /** The part of a stroke that keeps to the photo's edges. */
  edgeStroke(request: EdgeStrokeRequest, signal?: AbortSignal): Promise<Mask>;
  /** `refineMask` off the main thread. */
  refineMask(mask: Mask, plan: RefinePlan, signal?: AbortSignal): Promise<RefinedMask>;
  /** The pixels of a photo at its full size, over white; for exports that cut objects out. */
  readPixels(file: Blob): Promise<RgbaImage>;
  /** WebP bytes of an image with alpha. */
  encodeWebp(image: RgbaImage): Promise<Uint8Array>;
  close(key: string): void;
  dispose(): void;
}
