import type { ModelDescription } from '../model/segmentation-model.ts';

export type ModelState =
  | { readonly kind: 'absent' }
  | {
      readonly kind: 'loading';
      readonly phase: 'download' | 'compile' | 'self-test';
      readonly loadedBytes: number;
      readonly totalBytes: number;
    }
  | { readonly kind: 'ready'; readonly description: ModelDescription }
  /** A worker died or a device was lost; `reason` in words. */
  | { readonly kind: 'recovering'; readonly reason: string }
  | { readonly kind: 'failed'; readonly code: string; readonly message: string };
