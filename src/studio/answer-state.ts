import type { TurnToken } from '../document/conversation.ts';
import type { ImageId, TurnId } from '../document/document.ts';
import type { Mask } from '../mask/mask.ts';
import type { Place } from '../mask/place.ts';
import type { Box } from '../mask/space.ts';

/** One object while its bricks arrive. */
export interface LiveObject {
  readonly index: number;
  readonly label: string;
  /** Palette index, the colour it keeps when accepted. */
  readonly colour: number;
  readonly box: Box<'canvas'>;
  readonly phase: 'box' | 'painting' | 'refining' | 'done';
  /** Cell where the next brick starts; rows above cursorY (relative to the canvas) are finished. */
  readonly cursorX: number;
  readonly cursorY: number;
  /**
   * 64x64 cells of the whole photo, painted in place by the conversation; read only when `version` changed.
   * 1 foreground.
   */
  readonly cells: Uint8Array;
  readonly version: number;
  /** The refined mask, once it is there while later objects are still written; the same reference is accepted later. */
  readonly refined?: Mask;
}

/** The answer that is being written; at most one at a time. Published at most once a frame. */
export interface RunningAnswer {
  readonly turn: TurnId;
  readonly image: ImageId;
  readonly prompt: string;
  /** Where the question points, if it does. */
  readonly place?: Place<'canvas'>;
  /** `preparing`: the model or the photo is not ready yet; `reading`: the photo is encoded; then writing. */
  readonly phase: 'preparing' | 'reading' | 'thinking' | 'writing' | 'refining';
  /** Probability of each cell, 64x64, null before the first pass. */
  readonly ghost: Float32Array | null;
  readonly objects: readonly LiveObject[];
  readonly tokens: readonly TurnToken[];
  readonly words: string;
  readonly startedAt: number;
  /** Tokens a second so far, 0 before the first. */
  readonly rate: number;
}

export interface QueuedQuestion {
  readonly turn: TurnId;
  readonly image: ImageId;
  readonly prompt: string;
  readonly place?: Place<'canvas'>;
}

export interface AnswerState {
  readonly running: RunningAnswer | null;
  /** Prompts waiting, oldest first. */
  readonly queue: readonly QueuedQuestion[];
}
