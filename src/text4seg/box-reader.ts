import type { Box } from '../mask/space.ts';
import type { Descriptor } from './descriptor.ts';
import type { EventSink } from './event-sink.ts';

/** Flat and of plain values: it is copied for every snapshot. */
export interface BoxReaderState {
  /** Edges of the box being read, in the order they came. */
  edges: readonly number[];
  /** The number being read, -1 outside one. */
  number: number;
  /** The box being read holds something that is no edge; it is dropped whole. */
  spoilt: boolean;
  /** Boxes since `<box>`, good or bad. */
  boxes: number;
}

export const noBox: BoxReaderState = { edges: [], number: -1, spoilt: false, boxes: 0 };

const digitZero = 48;
const largestEdge = 99_999;

/**
 * Reads what stands between `<box>` and `</box>`: edges in fours, as numbers with any brackets, commas and spaces
 * around them, or as one token each. `found` gets every box in order, null for one that is no box.
 */
export class BoxReader {
  state: BoxReaderState;
  readonly #sink: EventSink;
  readonly #descriptor: Descriptor;
  readonly #found: (box: Box<'canvas'> | null) => void;

  constructor(
    sink: EventSink,
    descriptor: Descriptor,
    state: BoxReaderState,
    found: (box: Box<'canvas'> | null) => void,
  ) {
    this.state = { ...state };
    this.#sink = sink;
    this.#descriptor = descriptor;
    this.#found = found;
  }

  open(): void {
    this.state = { ...noBox };
  }

  read(text: string, start: number, end: number): void {
    this.#sink.work += end - start;
    const s = this.state;
    for (let i = start; i < end; i++) {
      const digit = text.charCodeAt(i) - digitZero;
      if (digit >= 0 && digit <= 9) {
        s.number = Math.min(largestEdge, Math.max(0, s.number) * 10 + digit);
        continue;
      }
      this.#endNumber();
      const sign = text[i]!;
      if (sign === '[' || sign === ']') this.#endGroup();
      else if (!this.#isSpace(sign)) this.spoil(`${JSON.stringify(sign)} is no coordinate.`);
    }
  }

  /** An edge that came as one token. */
  edge(value: number): void {
    this.#endNumber();
    this.#addEdge(value);
  }

  spoil(message: string): void {
    if (this.state.spoilt) return;
    this.state.spoilt = true;
    this.#sink.malformed('bad-box', message);
  }

  close(): void {
    this.#endNumber();
    this.#endGroup();
    if (this.state.boxes > 0) return;
    this.#sink.malformed('bad-box', 'A box without coordinates.');
    this.#found(null);
  }

  #endNumber(): void {
    const { number } = this.state;
    if (number < 0) return;
    this.state.number = -1;
    this.#addEdge(number);
  }

  #addEdge(value: number): void {
    const s = this.state;
    if (s.spoilt) return;
    s.edges = [...s.edges, value];
    if (s.edges.length < 4) return;
    const [x1, y1, x2, y2] = s.edges as [number, number, number, number];
    s.edges = [];
    s.boxes++;
    this.#found(this.#check(x1, y1, x2, y2));
  }

  /** A bracket ends a box; one with too few edges, or with something else in it, is none. */
  #endGroup(): void {
    const s = this.state;
    const { edges, spoilt } = s;
    if (edges.length === 0 && !spoilt) return;
    if (!spoilt) this.#sink.malformed('bad-box', `A box has four edges, not ${edges.length}.`);
    s.edges = [];
    s.spoilt = false;
    s.boxes++;
    this.#found(null);
  }

  /** The box as half-open edges, or null after reporting what is wrong with it. */
  #check(x1: number, y1: number, x2: number, y2: number): Box<'canvas'> | null {
    const { bins, edges } = this.#descriptor.box;
    if (Math.max(x1, y1, x2, y2) >= bins) {
      this.#sink.malformed(
        'box-out-of-range',
        `The box ${x1} ${y1} ${x2} ${y2} goes past the last coordinate, ${bins - 1}.`,
      );
      return null;
    }
    const add = edges === 'inclusive' ? 1 : 0;
    if (x2 + add <= x1 || y2 + add <= y1) {
      this.#sink.malformed('bad-box', `The box ${x1} ${y1} ${x2} ${y2} has no area.`);
      return null;
    }
    return { x1, y1, x2: x2 + add, y2: y2 + add };
  }

  #isSpace(sign: string): boolean {
    if (sign === ' ' || sign === ',' || sign === '\n' || sign === '\t' || sign === '\r') return true;
    // Coordinate tokens written out are `b12` or `<b12>`.
    return this.#descriptor.coordinates === 'tokens' && (sign === 'b' || sign === '<' || sign === '>');
  }
}
