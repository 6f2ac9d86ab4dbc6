import type { GraphTensors } from './graph-runtime.ts';

/**
 * Keys and values of a photo and the text after it, for one decoder. The photo's part is never changed, so that every
 * conversation about it can start from there.
 */
export interface KeyValueCache {
  /** Positions held: the photo's, then the text's. */
  readonly length: number;
  /** Most positions it can hold. */
  readonly capacity: number;
  /** Inputs of the decoder for a run that adds `count` positions. */
  feeds(count: number): GraphTensors;
  /** Outputs that the run must write into these tensors. */
  into(): GraphTensors;
  /** Takes the run's `present.*` outputs: now `count` positions longer. */
  accept(outputs: GraphTensors, count: number): void;
  /** Back to the first `length` positions; `length` is at least the photo's. */
  rewind(length: number): void;
  dispose(): void;
}

/** The name of a layer's part at the decoder's input and output. */
export function cacheNames(layers: number): readonly { readonly past: string; readonly present: string }[] {
  return Array.from({ length: layers }).flatMap((_, layer) =>
    ['key', 'value'].map((part) => ({
      past: `past.${layer}.${part}`,
      present: `present.${layer}.${part}`,
    })),
  );
}
