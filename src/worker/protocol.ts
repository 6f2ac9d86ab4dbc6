import { type ErrorCode, StudioError } from '../errors/studio-error.ts';
import type { Mask } from '../mask/mask.ts';
import type { RefinedMask, RefinePlan } from '../mask/refine-mask.ts';
import type { RgbaImage } from '../mask/rgba-image.ts';
import type { ModelDescription, ModelTurn } from '../model/segmentation-model.ts';
import type { AnswerUpdate, LoadProgress } from './client/inference-client.ts';
import type { EdgeStrokeRequest, FillRequest, Measured, RefineRequest } from './client/pixel-client.ts';

/** An error on its way between threads; its cause stays behind, in the worker's console. */
export interface ErrorMessage {
  readonly code: ErrorCode;
  readonly message: string;
}

/** Main thread to inference worker. Every message with an `id` is answered by `result` or `failed` with that id. */
export type InferenceRequest =
  | {
      readonly kind: 'load';
      readonly id: number;
      readonly packageUrl: string;
      readonly device: 'auto' | 'webgpu' | 'wasm';
      readonly retest: boolean;
    }
  | { readonly kind: 'encode'; readonly id: number; readonly key: string; readonly image: ImageBitmap }
  | {
      readonly kind: 'ask';
      readonly id: number;
      readonly key: string;
      readonly conversation: readonly ModelTurn[];
    }
  | { readonly kind: 'forget'; readonly key: string }
  | { readonly kind: 'abort'; readonly id: number }
  | { readonly kind: 'ping' };

/** Inference worker to main thread. */
export type InferenceReply =
  | { readonly kind: 'progress'; readonly id: number; readonly progress: LoadProgress }
  | { readonly kind: 'update'; readonly id: number; readonly update: AnswerUpdate }
  | { readonly kind: 'result'; readonly id: number; readonly value: InferenceResult }
  | { readonly kind: 'failed'; readonly id: number; readonly error: ErrorMessage }
  /** A photo's prefix made room for another's. */
  | { readonly kind: 'evicted'; readonly key: string }
  /** The worker must be replaced. */
  | { readonly kind: 'broken'; readonly error: ErrorMessage }
  | { readonly kind: 'pong' };

export type InferenceResult =
  | { readonly kind: 'loaded'; readonly description: ModelDescription }
  | { readonly kind: 'encoded'; readonly ms: number }
  | { readonly kind: 'answered' };

/** Main thread to pixel worker. */
export type PixelRequest =
  | { readonly kind: 'open'; readonly id: number; readonly key: string; readonly file: Blob }
  | { readonly kind: 'model-input'; readonly id: number; readonly key: string }
  | { readonly kind: 'refine'; readonly id: number; readonly request: RefineRequest }
  | { readonly kind: 'nearest'; readonly id: number; readonly request: RefineRequest }
  | { readonly kind: 'prepare-tools'; readonly id: number; readonly key: string }
  | { readonly kind: 'fill'; readonly id: number; readonly request: FillRequest }
  | { readonly kind: 'edge-stroke'; readonly id: number; readonly request: EdgeStrokeRequest }
  | { readonly kind: 'refine-mask'; readonly id: number; readonly mask: Mask; readonly plan: RefinePlan }
  | { readonly kind: 'measure'; readonly id: number; readonly files: readonly Blob[] }
  | { readonly kind: 'make-thumbnail'; readonly id: number; readonly key: string; readonly file: Blob }
  | { readonly kind: 'read-thumbnail'; readonly id: number; readonly picture: Blob }
  | { readonly kind: 'read-pixels'; readonly id: number; readonly file: Blob }
  | { readonly kind: 'encode-webp'; readonly id: number; readonly image: RgbaImage }
  | { readonly kind: 'close'; readonly key: string }
  | { readonly kind: 'ping' };

/** Pixel worker to main thread. */
export type PixelReply =
  | { readonly kind: 'result'; readonly id: number; readonly value: PixelResult }
  | { readonly kind: 'failed'; readonly id: number; readonly error: ErrorMessage }
  | { readonly kind: 'broken'; readonly error: ErrorMessage }
  | { readonly kind: 'pong' };

export type PixelResult =
  | {
      readonly kind: 'photo';
      readonly width: number;
      readonly height: number;
      readonly mediaType: string;
      readonly display: ImageBitmap;
    }
  | { readonly kind: 'measures'; readonly measures: readonly Measured[] }
  | { readonly kind: 'thumbnail'; readonly bitmap: ImageBitmap; readonly picture: Blob }
  | { readonly kind: 'bitmap'; readonly bitmap: ImageBitmap }
  | { readonly kind: 'mask'; readonly mask: Mask }
  | { readonly kind: 'prepared' }
  | { readonly kind: 'refined'; readonly refined: RefinedMask }
  | { readonly kind: 'pixels'; readonly image: RgbaImage }
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array };

/** Any error as it travels; what isn't a StudioError was not foreseen and gets `fallback`. */
export function toErrorMessage(error: unknown, fallback: ErrorMessage): ErrorMessage {
  return error instanceof StudioError ? { code: error.code, message: error.message } : fallback;
}

export function fromErrorMessage({ code, message }: ErrorMessage): StudioError {
  return new StudioError(code, message);
}
