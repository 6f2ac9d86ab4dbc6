import type { Box } from '../mask/space.ts';

/** One box of a reference, in coordinate bins (half-open), and its cells: grid x grid, row-major, 1 foreground. */
export interface ReferencedObject {
  readonly box: Box<'canvas'>;
  /** Null for a box without a mask: grounding only. */
  readonly cells: Uint8Array | null;
}

/** Labels of all the cells of a photo: 0 is background, n means `labels[n - 1]`; grid x grid, row-major. */
export interface LabelMap {
  readonly grid: number;
  readonly labels: readonly string[];
  readonly cells: Uint16Array;
}

/** A part of an answer, in the order in which it is written. */
export type AnswerPart =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'reference';
      readonly label: string;
      readonly objects: readonly ReferencedObject[];
    }
  | { readonly kind: 'label-map'; readonly map: LabelMap }
  | { readonly kind: 'none' };

export type Answer = readonly AnswerPart[];

/** The words that Text4Seg puts around its label map. */
export function wrappedLabelMap(map: LabelMap): Answer {
  return [
    { kind: 'text', text: 'The result is:\n ' },
    { kind: 'label-map', map },
    { kind: 'text', text: '.' },
  ];
}
