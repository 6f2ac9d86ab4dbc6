import type { Box } from '../mask/space.ts';

/** A box whose descriptor has not come yet; null for one that is no box, whose descriptor paints nothing. */
export type WaitingBox = { readonly object: number; readonly box: Box<'canvas'> } | null;

/** Boxes of one reference that are kept; more are dropped and reported. */
export const maxBoxes = 256;

/** The current reference and its boxes in the order in which their descriptors follow. Plain values only. */
export interface ReferenceState {
  /** Null before the first `<ref>`. */
  label: string | null;
  /** Boxes of the current group, read so far. */
  readonly boxes: WaitingBox[];
  /** How many of them have had their descriptor. */
  described: number;
}

export function referenceTo(label: string | null): ReferenceState {
  return { label, boxes: [], described: 0 };
}
