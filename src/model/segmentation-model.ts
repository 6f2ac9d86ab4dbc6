import type { Place } from '../mask/place.ts';
import type { RgbaImage } from '../mask/rgba-image.ts';

export type DeviceKind = 'webgpu' | 'wasm' | 'node' | 'remote';

/** What is loaded and where it runs; everything here is shown to people. */
export interface ModelDescription {
  readonly id: string;
  readonly title: string;
  readonly version: string;
  readonly architecture: 'text4seg-nano' | 'qwen2-vl' | 'remote';
  readonly device: DeviceKind;
  /** Precision of the weights as shipped, e.g. `fp32`, `int8`, `4-bit`. */
  readonly precision: string;
  /** Adapter or processor as the browser names it; empty when it doesn't. */
  readonly deviceName: string;
  readonly threads: number;
  /** Bytes fetched for this device. */
  readonly bytes: number;
  /** Set when the device is not the first choice: why, in words. */
  readonly fallbackReason?: string;
}

/** One turn of a conversation as the model reads it: the question and, for past turns, the answer's token ids. */
export interface ModelTurn {
  /** May be empty where there is a `place`: the model then finds the name of what is there itself. */
  readonly prompt: string;
  /** Where on the photo the question points, 0..64 over its width and height; the answer keeps to it. */
  readonly place?: Place<'canvas'>;
  readonly answerIds?: readonly number[];
}

export interface AnswerToken {
  readonly id: number;
  readonly text: string;
  /** Natural logarithm of the probability of the choice; null for tokens the grammar forced. */
  readonly logProbability: number | null;
  readonly forced: boolean;
}

/** What `answer` yields: first the ghost (models that have one), then tokens as they are decided. */
export type TokenChunk =
  | {
      readonly kind: 'ghost';
      /** Probability of each of the 64x64 cells, row-major, over all targets of the question. */
      readonly cells: Float32Array;
      /** Milliseconds since the question was put. */
      readonly ms: number;
    }
  | {
      readonly kind: 'tokens';
      readonly tokens: readonly AnswerToken[];
      /** Milliseconds since the question was put. */
      readonly ms: number;
      /** Model steps run so far for this answer. */
      readonly steps: number;
    };

export interface AnswerOptions {
  /** At most this many tokens; the answer is then cut short, which is reported as unfinished. */
  readonly maxTokens?: number;
}

/** The encoded photo, owned by the caller; one per open image, shared by all its questions. */
export interface ImagePrefix {
  readonly ms: number;
  dispose(): void;
}

/** One interface for the embedded model, a Qwen2-VL export and a remote server. */
export interface SegmentationModel {
  describe(): ModelDescription;
  /** Once per photo. Stops within one graph run when aborted, with StudioError `aborted`. */
  encodeImage(image: RgbaImage, signal: AbortSignal): Promise<ImagePrefix>;
  /** Ids as they are produced. Stops within one step when aborted, with StudioError `aborted`. */
  answer(
    prefix: ImagePrefix,
    conversation: readonly ModelTurn[],
    options: AnswerOptions,
    signal: AbortSignal,
  ): AsyncIterable<TokenChunk>;
  dispose(): Promise<void>;
}
