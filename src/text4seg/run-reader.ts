import type { Descriptor } from './descriptor.ts';
import type { EventSink } from './event-sink.ts';
import { isBackground, maxLabelLength } from './label-rules.ts';
import type { SegmentCursor } from './segment-cursor.ts';

/** Flat and of plain values: it is copied for every snapshot. */
export interface RunReaderState {
  /** What has been read of a run written as text, up to its `|`. */
  item: string;
  /** What has been read of a brick written as text. */
  brick: '' | 'f' | 'b' | 'fg' | 'bg';
  /** Its length so far, -1 before the first digit. */
  length: number;
  /** Within a stretch that is no run; it is reported once. */
  garbage: boolean;
}

export const noRun: RunReaderState = { item: '', brick: '', length: -1, garbage: false };

const newline = 10;
const carriageReturn = 13;
const bar = 124;
const star = 42;
const digitZero = 48;

/** A label, ` *` and as many digits as any run has. */
const maxItemLength = maxLabelLength + 16;
/** Longer than any box; keeps the arithmetic in small integers. */
const longestRun = 1 << 24;

/** Reads the characters between `<seg>` and `</seg>`: bricks (`fg12 bg3`) or labelled runs (`dog *3| others *2`). */
export class RunReader {
  state: RunReaderState;
  readonly #sink: EventSink;
  readonly #cursor: SegmentCursor;
  readonly #descriptor: Descriptor;
  readonly #separator: number;
  /** The decision on the last two labels read: runs alternate between few. */
  #memo: [label: string, background: boolean][] = [];

  constructor(sink: EventSink, cursor: SegmentCursor, descriptor: Descriptor, state: RunReaderState) {
    this.state = { ...state };
    this.#sink = sink;
    this.#cursor = cursor;
    this.#descriptor = descriptor;
    const { rowSeparator } = descriptor;
    this.#separator = rowSeparator?.length === 1 ? rowSeparator.charCodeAt(0) : -1;
  }

  /** Reads `text` from `start` to `end`; it holds no tag. */
  read(text: string, start: number, end: number): void {
    this.#sink.work += end - start;
    if (this.#descriptor.kind === 'bricks') this.#readBricks(text, start, end);
    else this.#readItems(text, start, end);
  }

  /** A brick that came as one token. */
  brick(foreground: boolean, length: number): void {
    if (this.state.item !== '' || this.state.brick !== '') this.flush();
    if (length > this.#descriptor.maxRun) {
      this.#bad(`A brick of ${length} cells is longer than the longest, ${this.#descriptor.maxRun}.`);
      return;
    }
    this.state.garbage = false;
    this.#cursor.run(foreground, length);
  }

  endRow(): void {
    this.flush();
    this.#cursor.endRow();
  }

  /** The run before this point is complete. */
  flush(): void {
    if (this.#descriptor.kind === 'bricks') this.#endBrick();
    else this.#endItem(true);
  }

  /** The stream broke off here: a run counts if its length had begun, since then its cells are known. */
  flushCut(): void {
    const { item, length } = this.state;
    if (this.#descriptor.kind !== 'i-sd' && (length >= 0 || /\*\s*\d+\s*$/.test(item))) this.flush();
    this.state = { ...noRun };
  }

  /** Reports the start of a stretch that is no run. */
  bad(message: string): void {
    this.flush();
    this.#bad(message);
  }

  #bad(message: string): void {
    if (this.state.garbage) return;
    this.state.garbage = true;
    if (!this.#cursor.state.mute) this.#sink.malformed('bad-run', message);
  }

  #readBricks(text: string, start: number, end: number): void {
    const s = this.state;
    for (let i = start; i < end; i++) {
      const code = text.charCodeAt(i);
      const digit = code - digitZero;
      if (digit >= 0 && digit <= 9 && s.brick.length === 2) {
        s.length = Math.min(longestRun, Math.max(0, s.length) * 10 + digit);
        continue;
      }
      const letter = text[i]!;
      if (letter === 'g' && s.brick.length === 1) {
        s.brick = s.brick === 'f' ? 'fg' : 'bg';
        continue;
      }
      this.#endBrick();
      if (letter === 'f' || letter === 'b') s.brick = letter;
      else if (code === this.#separator) this.#cursor.endRow();
      else if (!isBrickSpace(code)) this.#bad(`${JSON.stringify(letter)} is no brick.`);
    }
  }

  #endBrick(): void {
    const s = this.state;
    const { brick, length } = s;
    if (brick === '') return;
    s.brick = '';
    s.length = -1;
    if (brick.length === 1 || length < 0) this.#bad(`"${brick}" is no brick.`);
    else if (length === 0) this.#bad(`"${brick}0" covers no cell.`);
    else this.brick(brick === 'fg', length);
  }

  #readItems(text: string, start: number, end: number): void {
    let from = start;
    for (let i = start; i < end; i++) {
      const code = text.charCodeAt(i);
      if (code !== bar && code !== newline && code !== this.#separator) continue;
      this.#addToItem(text, from, i);
      from = i + 1;
      this.#endItem(code !== bar);
      if (code === this.#separator) this.#cursor.endRow();
    }
    this.#addToItem(text, from, end);
  }

  #addToItem(text: string, start: number, end: number): void {
    const s = this.state;
    const room = maxItemLength - s.item.length;
    if (end - start > room) this.#bad(`A run's label is longer than ${maxLabelLength} characters.`);
    if (start < end && room > 0) s.item += text.slice(start, Math.min(end, start + room));
  }

  /** @param mayBeEmpty before a newline or `</seg>` nothing need stand; before `|` a run must */
  #endItem(mayBeEmpty: boolean): void {
    const { item } = this.state;
    this.state.item = '';
    this.#sink.work += item.length;
    if (item.length >= maxItemLength) {
      this.state.garbage = false;
      return;
    }
    const text = item.trim();
    if (text === '') {
      if (!mayBeEmpty) this.#bad('A run is missing before "|".');
      return;
    }
    this.state.garbage = false;
    if (this.#descriptor.kind === 'i-sd') this.#labelled(text, 1);
    else this.#endRun(text);
  }

  /** `label *n`, with or without the space; the last star counts, so a label may hold others. */
  #endRun(text: string): void {
    let at = text.length;
    let length = 0;
    for (let unit = 1; at > 0; unit *= 10) {
      const digit = text.charCodeAt(at - 1) - digitZero;
      if (digit < 0 || digit > 9) break;
      length = Math.min(longestRun, length + digit * unit);
      at--;
    }
    const digits = text.length - at;
    while (at > 0 && isSpace(text.charCodeAt(at - 1))) at--;
    const label = text.slice(0, Math.max(0, at - 1)).trimEnd();
    if (digits === 0 || text.charCodeAt(at - 1) !== star || label === '') {
      this.#bad(`${quote(text)} is no run; a run is a label, a star and a number.`);
    } else if (length === 0) this.#bad(`${quote(text)} covers no cell.`);
    else this.#labelled(label, length);
  }

  #labelled(label: string, length: number): void {
    let known = this.#memo.find(([text]) => text === label);
    if (known === undefined) {
      known = [label, isBackground(label, this.#descriptor.background)];
      this.#memo = [known, ...this.#memo.slice(0, 1)];
    }
    this.#cursor.run(!known[1], length, label);
  }
}

function isSpace(code: number): boolean {
  return code === 32 || code === 9 || code === newline || code === carriageReturn;
}

/** Between bricks: spaces, and the signs with which a tokenizer may have wrapped or joined them. */
function isBrickSpace(code: number): boolean {
  return isSpace(code) || code === 44 || code === 60 || code === 62 || code === bar;
}

function quote(text: string): string {
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);
}
