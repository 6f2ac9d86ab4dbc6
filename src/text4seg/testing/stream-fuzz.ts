import { SeededRandom } from '../../mask/testing/seeded-random.ts';
import type { Answer, AnswerPart } from '../answer.ts';
import { boxCells } from '../box-cells.ts';
import { CellCanvas } from '../cell-canvas.ts';
import type { CellFrame } from '../cell-frame.ts';
import { type Descriptor, descriptorOf } from '../descriptor.ts';
import { encodeAnswer } from '../encode-answer.ts';
import { formatAnswer } from '../format-answer.ts';
import type { StreamEvent } from '../stream-event.ts';
import { createStreamParser, type StreamParser } from '../stream-parser.ts';
import type { StreamSnapshot } from '../stream-snapshot.ts';
import { characterTable, spell } from './character-table.ts';

/** What a fuzz saw; the bounds themselves are checked as it runs. */
export interface FuzzReport {
  readonly streams: number;
  readonly pieces: number;
  readonly events: number;
  readonly bricks: number;
  readonly malformed: number;
  /** Most work that one piece caused beyond four steps a character. */
  readonly worstExtraWork: number;
  /** Characters of the largest snapshot, as JSON. */
  readonly largestSnapshot: number;
}

/** A run, a label and the start of a tag may be looked at once more when they end; each is bounded. */
const extraWork = 1200;
const snapshotLimit = 24_000;

const table = characterTable();
const wordsOnly = (text: string) => spell(table, text);

const descriptors: readonly Descriptor[] = [
  descriptorOf('bricks', 64),
  descriptorOf('bricks', 64, { coordinates: 'tokens' }),
  descriptorOf('bricks', 16, { rowSeparator: '<row>', box: { edges: 'inclusive', bins: 64 } }),
  descriptorOf('runs', 32),
  descriptorOf('runs', 64, { crossRows: true, rowSeparator: ';' }),
  descriptorOf('i-sd', 8),
  descriptorOf('i-rle', 16),
  descriptorOf('r-rle', 16),
];

/** What a mutation may insert: all of the grammar, near misses, and other text. */
const shards = [
  ...[
    '<ref>',
    '</ref>',
    '<box>',
    '</box>',
    '<seg>',
    '</seg>',
    '<none>',
    '<eos>',
    '<row>',
    '<',
    '</',
    '<se',
    '>',
  ],
  ...['[[1 2 3 4]]', '[0 0 63 63]', '5 9 4 9', '[[0,0,9,9], [1 1 2 2]]', '99', '-1', '[', ']', 'b3', 'b63'],
  ...[
    'fg1',
    'bg63',
    'fg64',
    'fg0',
    'fg',
    'b',
    'dog *3',
    'dog',
    '*4',
    '| ',
    '|',
    '\n',
    'others *999999',
    ' *',
    ';',
  ],
  ...[' ', 'The result is:', '\u0000', '\ud83d', '犬', '9'.repeat(40), 'x'.repeat(700), '<<', 'roi0'],
];

/** More boxes than a reference may have; too long to be common. */
const manyBoxes = `<ref>dog</ref><box>[${'[1 2 3 4], '.repeat(300)}]</box>`;

/** Reads `count` random and mutated streams of a seed; throws on the first that breaks a promise of the parser. */
export function fuzzStreams(seed: number, count: number): FuzzReport {
  const random = new SeededRandom(seed);
  const sum = {
    streams: 0,
    pieces: 0,
    events: 0,
    bricks: 0,
    malformed: 0,
    worstExtraWork: 0,
    largestSnapshot: 0,
  };
  for (; sum.streams < count; sum.streams++) {
    const descriptor = random.pick(descriptors);
    const pieces = random.chance(0.4) ? tokenStream(random, descriptor) : textStream(random, descriptor);
    try {
      readChecked(pieces, descriptor, random, sum);
    } catch (cause) {
      const shown = JSON.stringify(pieces).slice(0, 2000);
      throw new Error(`Stream ${sum.streams} of seed ${seed} (${descriptor.kind}): ${shown}`, { cause });
    }
  }
  return sum;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

function readChecked(
  pieces: readonly (string | number)[],
  descriptor: Descriptor,
  random: SeededRandom,
  sum: Mutable<FuzzReport>,
): void {
  const options = { descriptor, tokens: table };
  let parser = createStreamParser(options);
  const checker = new EventChecker(descriptor, random.chance(0.05));
  const restart = random.chance(0.1) ? random.below(pieces.length + 1) : -1;
  for (const [index, piece] of pieces.entries()) {
    if (index === restart || isLong(pieces[index - 1])) {
      parser = createStreamParser(options, kept(parser, sum));
    }
    const before = parser.work;
    const events = push(parser, piece);
    const length = typeof piece === 'string' ? piece.length : 1;
    const extra = parser.work - before - 4 * length;
    sum.worstExtraWork = Math.max(sum.worstExtraWork, extra);
    ensure(extra <= extraWork, `${parser.work - before} steps for ${length} characters`);
    ensure(events.length <= 3 * length + 4, `${events.length} events for ${length} characters`);
    checker.check(events, index);
    count(events, sum);
  }
  const last = parser.end();
  checker.check(last, pieces.length);
  checker.checkEnd();
  ensure(parser.end().length === 0, 'events after the end');
  count(last, sum);
  sum.pieces += pieces.length;
}

/** Long enough to have filled whatever the state keeps. */
function isLong(piece: string | number | undefined): boolean {
  return typeof piece === 'string' && piece.length > 500;
}

/** A snapshot as a reload would find it. */
function kept(parser: StreamParser, sum: Mutable<FuzzReport>): StreamSnapshot {
  const json = JSON.stringify(parser.snapshot());
  sum.largestSnapshot = Math.max(sum.largestSnapshot, json.length);
  ensure(json.length <= snapshotLimit, `a snapshot of ${json.length} characters`);
  return JSON.parse(json);
}

function push(parser: StreamParser, piece: string | number): StreamEvent[] {
  return typeof piece === 'string' ? parser.pushText(piece) : parser.pushToken(piece);
}

function count(events: readonly StreamEvent[], sum: Mutable<FuzzReport>): void {
  sum.events += events.length;
  for (const { kind } of events) {
    if (kind === 'brick') sum.bricks++;
    else if (kind === 'malformed') sum.malformed++;
  }
}

/** Holds a stream's events against what they promise. */
class EventChecker {
  readonly #bins: number;
  readonly #paint: boolean;
  #object = -1;
  #frame: CellFrame | null = null;
  #canvas: CellCanvas | null = null;
  #written = 0;
  #ended = false;

  constructor(descriptor: Descriptor, paint: boolean) {
    this.#bins = descriptor.box.bins;
    this.#paint = paint;
  }

  check(events: readonly StreamEvent[], position: number): void {
    for (const event of events) {
      ensure(event.at >= 0 && event.at <= position, `position ${event.at} while reading ${position}`);
      ensure(!this.#ended || event.kind === 'malformed', `${event.kind} after the end`);
      if (event.kind === 'box') {
        const { x1, y1, x2, y2 } = event.box;
        ensure(0 <= x1 && x1 < x2 && x2 <= this.#bins, 'a box without width or out of range');
        ensure(0 <= y1 && y1 < y2 && y2 <= this.#bins, 'a box without height or out of range');
      } else if (event.kind === 'segment') this.#open(event);
      else if (event.kind === 'brick') this.#checkRun(event);
      else if (event.kind === 'object') this.#close(event);
      else if (event.kind === 'end') this.#ended = true;
    }
  }

  checkEnd(): void {
    ensure(this.#ended, 'no end');
    ensure(this.#frame === null, 'an object left open');
  }

  #open({ object, frame }: Extract<StreamEvent, { kind: 'segment' }>): void {
    ensure(this.#frame === null, 'a segment inside another');
    const { x1, y1, x2, y2 } = frame.box;
    ensure(
      0 <= x1 && x1 < x2 && x2 <= frame.grid && 0 <= y1 && y1 < y2 && y2 <= frame.grid,
      'a frame off the grid',
    );
    this.#object = object;
    this.#frame = frame;
    this.#written = 0;
    this.#canvas = this.#paint ? new CellCanvas(frame) : null;
  }

  #checkRun(run: Extract<StreamEvent, { kind: 'brick' }>): void {
    ensure(this.#frame !== null && run.object === this.#object, 'a run of no open object');
    const { x1, y1, x2, y2 } = this.#frame!.box;
    ensure(run.x >= x1 && run.x < x2 && run.y >= y1 && run.y < y2, 'a run that starts outside its box');
    const index = (run.y - y1) * (x2 - x1) + run.x - x1;
    ensure(run.length >= 1 && index + run.length <= (x2 - x1) * (y2 - y1), 'a run that ends outside its box');
    this.#written += run.length;
    this.#canvas?.paint(run);
  }

  #close({ object, missing }: Extract<StreamEvent, { kind: 'object' }>): void {
    ensure(this.#frame !== null && object === this.#object, 'the end of no open object');
    const { x1, y1, x2, y2 } = this.#frame!.box;
    ensure(
      missing >= 0 && missing + this.#written >= (x2 - x1) * (y2 - y1),
      'cells neither written nor missing',
    );
    if (this.#canvas !== null) checkInside(this.#canvas);
    this.#frame = null;
  }
}

function checkInside(canvas: CellCanvas): void {
  const { grid, reach } = canvas.frame;
  canvas.finish();
  for (const [cell, value] of canvas.cells.entries()) {
    if (value === 0) continue;
    const x = cell % grid;
    const y = Math.floor(cell / grid);
    ensure(x >= reach.x1 && x < reach.x2 && y >= reach.y1 && y < reach.y2, `cell ${x}, ${y} outside its box`);
  }
}

function ensure(holds: boolean, otherwise: string): void {
  if (!holds) throw new Error(otherwise);
}

/** A valid answer with a few small objects. */
function validAnswer(random: SeededRandom, descriptor: Descriptor): Answer {
  const { grid } = descriptor;
  const parts: AnswerPart[] = [];
  if (random.chance(0.3)) parts.push({ kind: 'text', text: 'I see.' });
  const cells = new Uint8Array(grid * grid);
  const x = random.below(grid);
  const y = random.below(grid);
  for (let i = 0; i < 12; i++) {
    cells[Math.min(grid - 1, y + random.below(4)) * grid + Math.min(grid - 1, x + random.below(6))] = 1;
  }
  if (descriptor.kind.startsWith('i') || descriptor.kind === 'r-rle') {
    parts.push({ kind: 'label-map', map: { grid, labels: ['dog'], cells: Uint16Array.from(cells) } });
  } else {
    const boxed = boxCells(cells, descriptor)!;
    const objects = random.chance(0.3) ? [boxed, boxed] : [boxed];
    parts.push({ kind: 'reference', label: 'dog', objects });
  }
  return parts;
}

function textStream(random: SeededRandom, descriptor: Descriptor): string[] {
  const valid = random.chance(0.6);
  let text = valid ? formatAnswer(validAnswer(random, descriptor), descriptor) : '';
  for (let i = valid ? random.below(5) : 1 + random.below(12); i > 0; i--) {
    const from = random.below(text.length + 1);
    const to = from + (random.chance(0.5) ? random.below(8) : 0);
    const shard = random.chance(0.1) ? String.fromCharCode(random.below(0x3000)) : random.pick(shards);
    text = text.slice(0, from) + (random.chance(0.8) ? shard : text.slice(from, to + 5)) + text.slice(to);
  }
  if (random.chance(0.001)) text = manyBoxes + text;
  const pieces: string[] = [];
  const longest = random.pick([1, 4, 30, 2000, 2000, 2000]);
  for (let i = 0; i < text.length; ) {
    const end = Math.min(text.length, i + 1 + random.below(longest));
    pieces.push(text.slice(i, end));
    i = end;
  }
  return pieces;
}

function tokenStream(random: SeededRandom, descriptor: Descriptor): (number | string)[] {
  const bricks =
    descriptor.kind === 'bricks' && descriptor.box.bins === 64 && descriptor.rowSeparator === null;
  const pieces: (number | string)[] =
    bricks && random.chance(0.6)
      ? encodeAnswer(validAnswer(random, descriptor), table, descriptor, wordsOnly)
      : [];
  for (let i = pieces.length > 0 ? random.below(6) : 1 + random.below(40); i > 0; i--) {
    const at = random.below(pieces.length + 1);
    const removed = random.chance(0.4) ? random.below(4) : 0;
    const added = random.chance(0.1) ? random.pick(shards) : random.below(table.size + 3) - 1;
    if (random.chance(0.8)) pieces.splice(at, removed, added);
    else pieces.splice(at, removed);
  }
  return pieces;
}
