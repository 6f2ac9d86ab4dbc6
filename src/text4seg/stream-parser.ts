import { StudioError } from '../errors/studio-error.ts';
import type { Box } from '../mask/space.ts';
import { BoxReader } from './box-reader.ts';
import { cellFrame, imageFrame } from './cell-frame.ts';
import { checkDescriptor, coversImage, type Descriptor } from './descriptor.ts';
import { EventSink } from './event-sink.ts';
import { maxLabelLength } from './label-rules.ts';
import { maxBoxes, type ReferenceState, referenceTo } from './reference-boxes.ts';
import { noRun, RunReader } from './run-reader.ts';
import { SegmentCursor } from './segment-cursor.ts';
import type { StreamEvent } from './stream-event.ts';
import { type AnswerState, freshStream, type StreamSnapshot } from './stream-snapshot.ts';
import { TagScanner, type TagSpelling } from './tag-scanner.ts';
import { symbol, symbolBits, symbolMask, type TokenTable, tag, tagNames } from './token-table.ts';

export interface StreamParserOptions {
  readonly descriptor: Descriptor;
  /** Needed to read token ids. */
  readonly tokens?: TokenTable;
  /** How tags are spelled in text. */
  readonly tags?: TagSpelling;
}

/**
 * Reads an answer as it arrives, as token ids, as text cut anywhere, or as both; every call gives the events that it
 * brings. What it reads never makes it throw, and a step takes constant time: a token, or a character of text.
 */
export interface StreamParser {
  /** @param text what the token adds, where the table cannot know it (byte-level tokenizers) */
  pushToken(id: number, text?: string): StreamEvent[];
  pushTokens(ids: ArrayLike<number>): StreamEvent[];
  pushText(piece: string): StreamEvent[];
  /** Nothing more comes: closes what is open and says whether the answer was cut short. */
  end(): StreamEvent[];
  /** A small copy of the state, plain JSON; `createStreamParser(options, snapshot)` goes on from it. */
  snapshot(): StreamSnapshot;
  /** Characters and symbols looked at so far: what "constant time a step" is proved with. */
  readonly work: number;
}

/** Throws StudioError `descriptor-invalid` when the declaration, the tags or the snapshot cannot be read. */
export function createStreamParser(options: StreamParserOptions, from?: StreamSnapshot): StreamParser {
  return new AnswerParser(options, from);
}

class AnswerParser implements StreamParser {
  readonly #descriptor: Descriptor;
  readonly #tokens: TokenTable | undefined;
  readonly #codes: Int32Array;
  readonly #scanner: TagScanner;
  readonly #sink = new EventSink();
  readonly #boxes: BoxReader;
  readonly #cursor: SegmentCursor;
  readonly #runs: RunReader;
  #state: AnswerState;
  #reference: ReferenceState;
  /** Node of the scanner after `held`. */
  #node: number;

  constructor({ descriptor, tokens, tags }: StreamParserOptions, from: StreamSnapshot = freshStream) {
    checkDescriptor(descriptor);
    if (from.version !== 1) {
      throw new StudioError('descriptor-invalid', 'The answer was kept by another version and cannot go on.');
    }
    this.#descriptor = descriptor;
    this.#tokens = tokens;
    this.#codes = tokens?.codes ?? new Int32Array(0);
    const { rowSeparator } = descriptor;
    const row = rowSeparator !== null && rowSeparator.length > 1 ? { row: rowSeparator } : null;
    this.#scanner = row === null && tags === undefined ? plainTags : new TagScanner({ ...row, ...tags });
    this.#sink.at = from.at;
    this.#state = { ...from.state };
    this.#reference = { ...from.reference, boxes: [...from.reference.boxes] };
    this.#boxes = new BoxReader(this.#sink, descriptor, from.box, (box) => this.#addBox(box));
    this.#cursor = new SegmentCursor(this.#sink, descriptor, from.cursor);
    this.#runs = new RunReader(this.#sink, this.#cursor, descriptor, from.run);
    this.#node = this.#scanner.nodeOf(from.state.held);
  }

  get work(): number {
    return this.#sink.work;
  }

  pushToken(id: number, text?: string): StreamEvent[] {
    this.#token(id, text);
    return this.#sink.take();
  }

  pushTokens(ids: ArrayLike<number>): StreamEvent[] {
    for (let i = 0; i < ids.length; i++) this.#token(ids[i]!);
    return this.#sink.take();
  }

  pushText(piece: string): StreamEvent[] {
    this.#text(piece);
    this.#sink.at++;
    return this.#sink.take();
  }

  end(): StreamEvent[] {
    if (this.#state.span !== 'done') {
      this.#releaseHeldAtEnd();
      const endMarkExpected = this.#state.tokensRead && this.#tokens?.tags[tag.eos] !== -1;
      this.#finish(endMarkExpected);
    }
    return this.#sink.take();
  }

  snapshot(): StreamSnapshot {
    return {
      version: 1,
      at: this.#sink.at,
      state: { ...this.#state },
      reference: { ...this.#reference, boxes: [...this.#reference.boxes] },
      box: { ...this.#boxes.state },
      run: { ...this.#runs.state },
      cursor: { ...this.#cursor.state },
    };
  }

  #token(id: number, text?: string): void {
    const code = this.#codes[id];
    const kind = code === undefined ? -1 : code & symbolMask;
    this.#state.tokensRead = true;
    if (kind === symbol.text || (kind < 0 && text !== undefined)) {
      this.#text(text ?? this.#tokens!.pieces[id]!);
    } else {
      this.#sink.work++;
      if (this.#state.held !== '') this.#releaseHeld();
      if (kind === symbol.foreground || kind === symbol.background) {
        this.#brick(kind === symbol.foreground, code! >> symbolBits);
      } else if (kind === symbol.tag) this.#tag(code! >> symbolBits);
      else if (kind === symbol.bin) this.#bin(code! >> symbolBits);
      else if (kind !== symbol.control) this.#unexpected(`Token ${id} is not in the vocabulary.`);
    }
    this.#sink.at++;
  }

  #brick(foreground: boolean, length: number): void {
    if (this.#state.span === 'segment') this.#runs.brick(foreground, length);
    else this.#unexpected('A brick outside <seg>.');
  }

  #bin(value: number): void {
    const { span } = this.#state;
    if (span === 'box') this.#boxes.edge(value);
    else if (span === 'segment') this.#runs.bad('A coordinate stands where a run should.');
    else this.#unexpected('A coordinate outside <box>.');
  }

  /** Cuts a piece into tags and what lies between them; a tag may have begun in an earlier piece. */
  #text(piece: string): void {
    const { start } = this.#scanner;
    const s = this.#state;
    let i = 0;
    while (i < piece.length) {
      if (this.#node === 0) {
        const found = piece.indexOf(start, i);
        const end = found < 0 ? piece.length : found;
        if (end > i) this.#content(piece, i, end);
        if (found < 0) return;
        i = found;
      }
      this.#sink.work++;
      const node = this.#scanner.step(this.#node, piece[i]!);
      if (node === 0) {
        this.#releaseHeld();
        continue;
      }
      s.held += piece[i];
      this.#node = node;
      i++;
      const name = this.#scanner.tagAt(node);
      if (name >= 0) {
        s.held = '';
        this.#node = 0;
        this.#tag(name);
      }
    }
  }

  /** What looked like a tag is none. */
  #releaseHeld(): void {
    const { held } = this.#state;
    this.#state.held = '';
    this.#node = 0;
    this.#content(held, 0, held.length);
  }

  /** A tag that was cut off is not an error in the words or coordinates before it. */
  #releaseHeldAtEnd(): void {
    const { held, span } = this.#state;
    this.#state.held = '';
    this.#node = 0;
    if (span === 'words' && held !== '') this.#sink.text(held);
  }

  #content(text: string, start: number, end: number): void {
    switch (this.#state.span) {
      case 'segment':
        this.#runs.read(text, start, end);
        return;
      case 'box':
        this.#boxes.read(text, start, end);
        return;
      case 'ref':
        this.#addToLabel(text.slice(start, end));
        return;
      case 'words':
        this.#sink.work += end - start;
        this.#sink.text(text.slice(start, end));
        return;
      case 'done':
        this.#sink.work += end - start;
        if (text.slice(start, end).trim() !== '') this.#unexpected('');
    }
  }

  #addToLabel(text: string): void {
    const s = this.#state;
    this.#sink.work += text.length;
    const room = maxLabelLength - s.label.length;
    if (text.length > room && room >= 0) {
      this.#sink.malformed('unexpected-token', `A reference is longer than ${maxLabelLength} characters.`);
      // One past the limit marks that it has been said.
      s.label = `${s.label}${text}`.slice(0, maxLabelLength + 1);
    } else if (room >= 0) s.label += text;
  }

  #tag(name: number): void {
    const s = this.#state;
    if (s.span === 'done') this.#unexpected('');
    else if (s.span === 'segment' && name === tag.row) this.#endRow();
    else if (s.span === 'segment' && (name === tag.segmentOpen || name === tag.none)) {
      this.#runs.bad(`<${tagNames[name]}> stands where a run should.`);
    } else if (s.span !== 'words' && name !== tag.eos) this.#closeSpan(name);
    else this.#openSpan(name);
  }

  #endRow(): void {
    if (this.#descriptor.rowSeparator === null) this.#runs.flush();
    else this.#runs.endRow();
  }

  /** A tag within `<ref>`, `<box>` or `<seg>`: its end, or one that another tag stands in for. */
  #closeSpan(name: number): void {
    const { span } = this.#state;
    const own = span === 'ref' ? tag.refClose : span === 'box' ? tag.boxClose : tag.segmentClose;
    if (name !== own) {
      if (span === 'segment') this.#runs.flush();
      this.#unexpected(`<${tagNames[name]}> stands where <${tagNames[own]}> should.`);
      if (!opens(name)) return;
    }
    this.#leaveSpan();
    if (name !== own) this.#openSpan(name);
  }

  #leaveSpan(): void {
    const s = this.#state;
    const { span } = s;
    s.span = 'words';
    if (span === 'box') this.#boxes.close();
    else if (span === 'ref') {
      const label = s.label.slice(0, maxLabelLength).trim();
      s.label = '';
      this.#reference = referenceTo(label);
      this.#sink.emit({ kind: 'ref', label, at: this.#sink.at });
    } else if (span === 'segment') {
      this.#runs.flush();
      this.#runs.state = { ...noRun };
      this.#cursor.close();
    }
  }

  /** A tag among the words. */
  #openSpan(name: number): void {
    const s = this.#state;
    if (name === tag.refOpen) {
      this.#checkDescribed();
      s.span = 'ref';
      this.#reference = referenceTo(null);
    } else if (name === tag.boxOpen) this.#openBox();
    else if (name === tag.segmentOpen) this.#openSegment();
    else if (name === tag.none) this.#answerNone();
    else if (name === tag.eos) this.#finish(false);
    else this.#unexpected(`<${tagNames[name]}> closes nothing.`);
  }

  #openBox(): void {
    const { label, described } = this.#reference;
    if (label === null) this.#unexpected('A box without a reference.');
    if (described > 0) {
      this.#checkDescribed();
      this.#reference = referenceTo(label);
    }
    this.#state.span = 'box';
    this.#boxes.open();
  }

  #addBox(box: Box<'canvas'> | null): void {
    const { boxes, label } = this.#reference;
    if (boxes.length >= maxBoxes) {
      if (box !== null) this.#sink.malformed('bad-box', `A reference has more than ${maxBoxes} boxes.`);
      return;
    }
    if (box === null) {
      boxes.push(null);
      return;
    }
    const object = this.#state.objects++;
    boxes.push({ object, box });
    this.#sink.emit({ kind: 'box', object, label: label ?? '', box, at: this.#sink.at });
  }

  #openSegment(): void {
    this.#state.span = 'segment';
    this.#runs.state = { ...noRun };
    if (coversImage(this.#descriptor)) {
      this.#cursor.open(this.#state.objects++, 'image', imageFrame(this.#descriptor.grid));
      return;
    }
    const { boxes, described } = this.#reference;
    const waiting = boxes[described];
    if (waiting === undefined) {
      if (boxes.length > 0) this.#sink.malformed('second-segment', 'A second mask for one box.');
      else this.#sink.malformed('segment-without-box', 'A mask without a box.');
      this.#cursor.openMute();
      return;
    }
    this.#reference.described++;
    if (waiting === null) this.#cursor.openMute();
    else this.#cursor.open(waiting.object, 'box', cellFrame(waiting.box, this.#descriptor));
  }

  #answerNone(): void {
    const s = this.#state;
    if (s.answeredNone || s.objects > 0 || this.#reference.label !== null) {
      this.#unexpected('"Nothing matches" stands beside other answers.');
      return;
    }
    s.answeredNone = true;
    this.#sink.emit({ kind: 'none', at: this.#sink.at });
  }

  /** Either all boxes of a reference have a mask or none has. */
  #checkDescribed(): void {
    const { boxes, described, label } = this.#reference;
    if (described === 0 || described >= boxes.length) return;
    this.#sink.malformed(
      'unfinished',
      `${boxes.length - described} of ${boxes.length} boxes of ${JSON.stringify(label ?? '')} have no mask.`,
    );
  }

  #finish(cut: boolean): void {
    const s = this.#state;
    if (s.span === 'segment') this.#runs.flushCut();
    if (s.span !== 'words') {
      const open = s.span === 'segment' ? 'seg' : s.span;
      this.#sink.malformed('unfinished', `The answer ends inside <${open}>.`);
    } else if (cut) this.#sink.malformed('unfinished', 'The answer was cut short.');
    if (s.span === 'segment') this.#cursor.close();
    else this.#checkDescribed();
    s.span = 'done';
    s.label = '';
    this.#sink.emit({ kind: 'end', at: this.#sink.at });
  }

  #unexpected(message: string): void {
    const s = this.#state;
    if (s.span !== 'done') this.#sink.malformed('unexpected-token', message);
    else if (!s.reportedAfterEnd) {
      s.reportedAfterEnd = true;
      this.#sink.malformed('unexpected-token', 'The answer goes on after its end.');
    }
  }
}

/** Whether a tag begins something of its own, so that what is open must have ended. */
function opens(name: number): boolean {
  return name === tag.refOpen || name === tag.boxOpen || name === tag.segmentOpen || name === tag.none;
}

const plainTags = new TagScanner({});
