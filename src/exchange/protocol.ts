import type { ImageRecord } from '../document/document.ts';
import type { ErrorMessage } from '../worker/protocol.ts';
import type { ChosenFile, FoundFiles, ImportStage } from './client/exchange-client.ts';
import type { ImportHead, ImportPart } from './import-part.ts';

/** Main thread to exchange worker, which serves one import. Every message with an `id` is answered with that id. */
export type ExchangeRequest =
  | { readonly kind: 'open'; readonly id: number; readonly files: readonly ChosenFile[] }
  | { readonly kind: 'photo'; readonly id: number; readonly index: number }
  | {
      readonly kind: 'read';
      readonly id: number;
      readonly format: string;
      readonly images: readonly ImageRecord[];
    }
  /** The next part of what was read: asked for one by one, so that the page takes them in at its own speed. */
  | { readonly kind: 'next-part'; readonly id: number }
  | { readonly kind: 'ping' };

/** Exchange worker to main thread. */
export type ExchangeReply =
  | {
      readonly kind: 'progress';
      readonly stage: ImportStage;
      readonly done: number;
      readonly total: number;
    }
  | { readonly kind: 'result'; readonly id: number; readonly value: ExchangeResult }
  | { readonly kind: 'failed'; readonly id: number; readonly error: ErrorMessage }
  | { readonly kind: 'broken'; readonly error: ErrorMessage }
  | { readonly kind: 'pong' };

export type ExchangeResult =
  | { readonly kind: 'opened'; readonly found: FoundFiles }
  | { readonly kind: 'photo'; readonly file: Blob }
  | { readonly kind: 'read'; readonly head: ImportHead }
  /** Null after the last. */
  | { readonly kind: 'part'; readonly part: ImportPart | null };
