import type { CellFrame } from './cell-frame.ts';
import type { Descriptor } from './descriptor.ts';
import type { EventSink } from './event-sink.ts';
import type { MalformedReason } from './stream-event.ts';

/** Flat and of plain values: it is copied for every snapshot. */
export interface CursorState {
  /** Descriptor of a bad box, or one too many: read, but it says nothing. */
  mute: boolean;
  object: number;
  x1: number;
  y1: number;
  width: number;
  /** Cells of the box. */
  total: number;
  /** Cells before the cursor, in raster order. */
  cursor: number;
  /** Furthest that the cursor has been. */
  furthest: number;
  /** Cells before `furthest` that were jumped over by the end of a short row. */
  skipped: number;
  /** Reports that a segment makes once, as bits of `once`. */
  reported: number;
}

export const closedCursor: CursorState = {
  mute: true,
  object: -1,
  x1: 0,
  y1: 0,
  width: 1,
  total: 0,
  cursor: 0,
  furthest: 0,
  skipped: 0,
  reported: 0,
};

const once = { 'run-past-end': 1, 'run-past-row': 2, 'grid-mismatch': 4 } as const;

/** The raster cursor of the segment that is being read: turns runs into placed `brick` events, never past its box. */
export class SegmentCursor {
  state: CursorState;
  readonly #sink: EventSink;
  readonly #descriptor: Descriptor;

  constructor(sink: EventSink, descriptor: Descriptor, state: CursorState) {
    this.state = { ...state };
    this.#sink = sink;
    this.#descriptor = descriptor;
  }

  open(object: number, scope: 'box' | 'image', frame: CellFrame): void {
    const { x1, y1, x2, y2 } = frame.box;
    const width = x2 - x1;
    this.state = { ...closedCursor, mute: false, object, x1, y1, width, total: width * (y2 - y1) };
    this.#sink.emit({ kind: 'segment', object, scope, frame, at: this.#sink.at });
  }

  /** Opens a segment whose runs are read and dropped. */
  openMute(): void {
    this.state = { ...closedCursor };
  }

  /** Moves over `length` (at least 1) cells, as many of them as there are. */
  run(foreground: boolean, length: number, label?: string): void {
    const s = this.state;
    if (s.mute) return;
    const { cursor, width } = s;
    let cells = length;
    if (cells > s.total - cursor) {
      cells = s.total - cursor;
      this.#reportOnce(
        'run-past-end',
        `A run of ${length} cells goes past the end of the box; only ${cells} were left.`,
      );
      if (cells === 0) return;
    }
    const row = Math.floor(cursor / width);
    const column = cursor - row * width;
    if (column + cells > width && !this.#descriptor.crossRows) {
      this.#reportOnce('run-past-row', `A run of ${length} cells goes on in the next row.`);
    }
    s.cursor = cursor + cells;
    if (s.cursor > s.furthest) s.furthest = s.cursor;
    const x = s.x1 + column;
    const y = s.y1 + row;
    const { object } = s;
    const { at } = this.#sink;
    this.#sink.emit(
      label === undefined
        ? { kind: 'brick', object, foreground, length: cells, x, y, at }
        : { kind: 'brick', object, foreground, length: cells, x, y, label, at },
    );
  }

  /**
   * A declared row separator: the next run begins a row. Where the cursor stands within a row it moves to the nearer
   * end of it, so that one row too short or too long does not shift all the rows below.
   */
  endRow(): void {
    const s = this.state;
    if (s.mute) return;
    const past = s.cursor % s.width;
    if (past === 0) return;
    const short = s.width - past;
    this.#reportOnce(
      'grid-mismatch',
      `A row ends ${past < short ? `${past} cells too late` : `${short} cells too early`}.`,
    );
    s.cursor += past < short ? -past : short;
    if (s.cursor > s.furthest) {
      s.skipped += s.cursor - s.furthest;
      s.furthest = s.cursor;
    }
  }

  close(): void {
    const { mute, object, total, furthest, skipped } = this.state;
    this.state = { ...closedCursor };
    if (mute) return;
    this.#sink.emit({ kind: 'object', object, missing: total - furthest + skipped, at: this.#sink.at });
  }

  #reportOnce(reason: MalformedReason & keyof typeof once, message: string): void {
    if ((this.state.reported & once[reason]) !== 0) return;
    this.state.reported |= once[reason];
    this.#sink.malformed(reason, message);
  }
}
