import type { AnswerToken, ModelDescription, ModelTurn } from '../../model/segmentation-model.ts';
import type { StreamEvent } from '../../text4seg/stream-event.ts';

export type LoadProgress =
  /** Real bytes of the package for this device; `loadedBytes` counts verified and cached files too. */
  | { readonly kind: 'download'; readonly loadedBytes: number; readonly totalBytes: number }
  | { readonly kind: 'compile' }
  /** The golden answer is decoded on this device and compared. */
  | { readonly kind: 'self-test' };

/** What a running answer sends to the main thread; parsing happened in the worker. */
export type AnswerUpdate =
  | { readonly kind: 'encoded'; readonly ms: number; readonly cached: boolean }
  | { readonly kind: 'ghost'; readonly cells: Float32Array; readonly ms: number }
  | {
      readonly kind: 'tokens';
      readonly tokens: readonly AnswerToken[];
      readonly events: readonly StreamEvent[];
      readonly ms: number;
      readonly steps: number;
    };

export interface LoadOptions {
  /** `auto` follows the rule of the design: real WebGPU adapter, else WASM. */
  readonly device: 'auto' | 'webgpu' | 'wasm';
  readonly onProgress?: (progress: LoadProgress) => void;
  readonly signal?: AbortSignal;
  /** Runs the self-test again even if this device failed or passed it before: "try the better device again". */
  readonly retest?: boolean;
}

/**
 * `restarting`: the worker died, `next` is null. `running`: it is back, `next` says on which device; encoded photos
 * are gone (`hasImage` is false). `failed`: it could not be brought back; `load` starts anew.
 */
export type RestartListener = (
  reason: string,
  next: ModelDescription | null,
  state: 'restarting' | 'running' | 'failed',
) => void;

/**
 * The main thread's view of the inference worker. All methods reject with StudioError. A dead worker is noticed,
 * restarted with the same package and device (or the next device), and told through `onRestart`.
 */
export interface InferenceClient {
  /** `packageUrl` is the folder of manifest.json, same origin. */
  load(packageUrl: string, options: LoadOptions): Promise<ModelDescription>;
  /**
   * Encodes a photo ahead of the first question; asking does it too if needed. `image` is moved (neutered) when it is
   * an ImageBitmap. `key` names the photo afterwards; prefixes are kept for the last few keys.
   */
  encode(key: string, image: ImageBitmap, signal?: AbortSignal): Promise<{ readonly ms: number }>;
  /** True when the photo's prefix is in the worker, so that `ask` needs no pixels. */
  hasImage(key: string): boolean;
  /** Forgets a photo and frees its prefix. */
  forget(key: string): void;
  /** One answer at a time; a second call waits for the first. Ends normally after the last token. */
  ask(key: string, conversation: readonly ModelTurn[], signal: AbortSignal): AsyncIterable<AnswerUpdate>;
  /** Called when the worker died and once more when it is known how that ended; returns how to stop listening. */
  onRestart(listener: RestartListener): () => void;
  dispose(): void;
}
