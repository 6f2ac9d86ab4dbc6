import type { ObjectId } from '../../document/document.ts';
import type { Box, Point } from '../../mask/space.ts';
import type { Handle } from './handles.ts';

/** Where the last click was and what it selected, so that the next one there takes what lies below. */
interface LastClick {
  readonly at: Point<'screen'>;
  readonly object: ObjectId;
}

export interface SelectIdle {
  readonly kind: 'idle';
  readonly hovered: ObjectId | null;
  /** The handle, or what could be moved, under the pointer. */
  readonly over: Handle | 'movable' | null;
  readonly lastClick: LastClick | null;
}

export interface SelectPressed {
  readonly kind: 'pressed';
  readonly from: Point<'image'>;
  readonly at: Point<'screen'>;
  readonly on: Handle | 'movable' | null;
  readonly alt: boolean;
  readonly before: SelectIdle;
}

export interface SelectMarquee {
  readonly kind: 'marquee';
  readonly from: Point<'image'>;
  readonly to: Point<'image'>;
  readonly before: SelectIdle;
}

export interface SelectMoving {
  readonly kind: 'moving';
  readonly objects: readonly ObjectId[];
  readonly from: Point<'image'>;
  readonly dx: number;
  readonly dy: number;
  readonly copy: boolean;
  readonly before: SelectIdle;
}

export interface SelectScaling {
  readonly kind: 'scaling';
  readonly objects: readonly ObjectId[];
  readonly handle: Handle;
  readonly start: Point<'image'>;
  readonly from: Box<'image'>;
  readonly to: Box<'image'>;
  readonly before: SelectIdle;
}

/** Arrow keys held down: moved or scaled so far, carried out when the key is released. */
export interface SelectNudging {
  readonly kind: 'nudging';
  readonly how: 'move' | 'scale';
  readonly objects: readonly ObjectId[];
  readonly box: Box<'image'>;
  readonly dx: number;
  readonly dy: number;
  readonly before: SelectIdle;
}

export type SelectState =
  | SelectIdle
  | SelectPressed
  | SelectMarquee
  | SelectMoving
  | SelectScaling
  | SelectNudging;
