import type { Box } from '../mask/space.ts';
import type { CellFrame } from './cell-frame.ts';

/** Index of a token (or text piece) in the stream it came from; every event says where it comes from. */
export type StreamPosition = number;

/**
 * What a Text4Seg stream says, event by event. `object` counts boxes (and descriptors of the whole image) from 0 over
 * the whole stream; one reference with several boxes gives several objects. See GRAMMAR.md.
 */
export type StreamEvent =
  /** Words outside the special spans, as they arrive. */
  | { readonly kind: 'text'; readonly text: string; readonly at: StreamPosition }
  /** A closed `<ref>...</ref>`: a label, an expression or an abstract region such as `roi0`. */
  | { readonly kind: 'ref'; readonly label: string; readonly at: StreamPosition }
  /** A complete box of the current reference, in coordinate bins, half-open whatever the package writes. */
  | {
      readonly kind: 'box';
      readonly object: number;
      readonly label: string;
      readonly box: Box<'canvas'>;
      readonly at: StreamPosition;
    }
  /**
   * `<seg>`: the cursor stands on the first cell of `frame.box`. With scope `image` the descriptor labels every cell of
   * the photo, no box went before it, and its runs carry their labels.
   */
  | {
      readonly kind: 'segment';
      readonly object: number;
      readonly scope: 'box' | 'image';
      readonly frame: CellFrame;
      readonly at: StreamPosition;
    }
  /**
   * One run. `x`, `y` is the cell where it starts; it covers `length` cells in raster order within the frame's box,
   * going on in the next row if it must. `label` is set for runs written as text.
   */
  | {
      readonly kind: 'brick';
      readonly object: number;
      readonly foreground: boolean;
      readonly length: number;
      readonly x: number;
      readonly y: number;
      readonly label?: string;
      readonly at: StreamPosition;
    }
  /** The object's descriptor ended; `missing` cells were never written and stay background. */
  | {
      readonly kind: 'object';
      readonly object: number;
      readonly missing: number;
      readonly at: StreamPosition;
    }
  /** The answer says that nothing in the photo matches. */
  | { readonly kind: 'none'; readonly at: StreamPosition }
  /** End of the answer. */
  | { readonly kind: 'end'; readonly at: StreamPosition }
  /** Something outside the grammar; reading goes on after it. */
  | {
      readonly kind: 'malformed';
      readonly reason: MalformedReason;
      /** Plain words, for people. */
      readonly message: string;
      readonly at: StreamPosition;
    };

export const malformedReasons = [
  'unexpected-token',
  'bad-box',
  'box-out-of-range',
  'bad-run',
  'run-past-end',
  'run-past-row',
  'second-segment',
  'segment-without-box',
  'unfinished',
  'grid-mismatch',
] as const;

/** GRAMMAR.md, "What is reported", says what each means. */
export type MalformedReason = (typeof malformedReasons)[number];
