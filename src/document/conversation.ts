import type { Place } from '../mask/place.ts';
import type { Box } from '../mask/space.ts';
import type { ObjectId, TurnId } from './document.ts';

/** How a turn ended. Nothing found is an answer, not an error. */
export type TurnOutcome =
  | { readonly kind: 'queued' }
  | { readonly kind: 'running' }
  /** Objects were added (`objects`), or the answer was words only. */
  | { readonly kind: 'done' }
  | { readonly kind: 'none-found' }
  /** Stopped by the person; `kept` tells whether the rows painted so far became a draft object. */
  | { readonly kind: 'stopped'; readonly kept: boolean }
  /** The text didn't parse everywhere: what parsed was kept; `repairs` says where and what, in words. */
  | { readonly kind: 'repaired'; readonly repairs: readonly string[] }
  | { readonly kind: 'failed'; readonly code: string; readonly message: string }
  /** Carried out on the document without the model ("merge them"); `message` says what was done. */
  | { readonly kind: 'command'; readonly message: string }
  /** A reload found it running. */
  | { readonly kind: 'interrupted' };

export interface TurnToken {
  readonly id: number;
  readonly text: string;
  /** Null when the grammar forced it. */
  readonly logProbability: number | null;
  /** Milliseconds since the question was put. */
  readonly ms: number;
}

/** One question and its answer. Conversations are kept per image and are not part of undo. */
export interface Turn {
  readonly id: TurnId;
  readonly prompt: string;
  /** Where on the photo the question points; absent for questions in words alone. */
  readonly place?: Place<'canvas'>;
  readonly askedAt: number;
  readonly outcome: TurnOutcome;
  /** The whole answer as written, for the inspector and for follow-ups. */
  readonly tokens: readonly TurnToken[];
  /** Plain words of the answer (captions, yes/no), without the spans. */
  readonly words: string;
  readonly objects: readonly ObjectId[];
  /** Probability of each cell after the first pass, 64x64, kept as bytes 0..255; null when there was none. */
  readonly ghost: Uint8Array | null;
  readonly timing: TurnTiming | null;
  /** What a running answer had painted when it was last saved, so that a reload keeps the rows; else absent. */
  readonly drafts?: readonly TurnDraft[];
}

/** An object of an answer that was cut off by a reload. */
export interface TurnDraft {
  readonly label: string;
  readonly box: Box<'canvas'>;
  /** 64x64 cells of the whole photo, row-major, 1 foreground. */
  readonly cells: Uint8Array;
}

/** Milliseconds since the question was put. */
export interface TurnTiming {
  readonly encode: number;
  readonly ghost: number | null;
  readonly firstBox: number | null;
  readonly total: number;
  readonly steps: number;
  readonly tokens: number;
}
