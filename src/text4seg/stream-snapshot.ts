import { type BoxReaderState, noBox } from './box-reader.ts';
import { type ReferenceState, referenceTo } from './reference-boxes.ts';
import { noRun, type RunReaderState } from './run-reader.ts';
import { type CursorState, closedCursor } from './segment-cursor.ts';

/** The whole state of a stream parser: small, plain JSON. */
export interface StreamSnapshot {
  readonly version: 1;
  readonly at: number;
  readonly state: Readonly<AnswerState>;
  readonly reference: Readonly<ReferenceState>;
  readonly box: Readonly<BoxReaderState>;
  readonly run: Readonly<RunReaderState>;
  readonly cursor: Readonly<CursorState>;
}

/** What the reader is inside of. */
export type Span = 'words' | 'ref' | 'box' | 'segment' | 'done';

export interface AnswerState {
  span: Span;
  /** The beginning of what may become a tag. */
  held: string;
  /** What `<ref>` holds so far. */
  label: string;
  /** Objects so far: the number of the next one. */
  objects: number;
  answeredNone: boolean;
  /** A token has been read, so that the end mark may be expected. */
  tokensRead: boolean;
  /** What came after the end has been reported. */
  reportedAfterEnd: boolean;
}

const freshAnswer: AnswerState = {
  span: 'words',
  held: '',
  label: '',
  objects: 0,
  answeredNone: false,
  tokensRead: false,
  reportedAfterEnd: false,
};

/** Nothing read yet. */
export const freshStream: StreamSnapshot = {
  version: 1,
  at: 0,
  state: freshAnswer,
  reference: referenceTo(null),
  box: noBox,
  run: noRun,
  cursor: closedCursor,
};
