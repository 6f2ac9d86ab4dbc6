import { StudioError } from '../errors/studio-error.ts';
import { AllowedTokens } from './allowed-tokens.ts';
import { checkDescriptor, type Descriptor } from './descriptor.ts';
import { symbol, symbolBits, symbolMask, type TokenTable, tag, tagNames } from './token-table.ts';

/**
 * What comes next in an answer: `start` objects, words or `<none>`; `words` more of them or the end; `ref` a label's
 * first word; `label` its next or `</ref>`; `next` another object or the end; the others are what they are named for.
 */
export type GrammarPhase =
  | 'start'
  | 'words'
  | 'ref'
  | 'label'
  | 'box'
  | 'x1'
  | 'y1'
  | 'x2'
  | 'y2'
  | 'box-end'
  | 'segment'
  | 'run'
  | 'segment-end'
  | 'next'
  | 'eos'
  | 'done';

/** A moment of an answer. Never changed in place, plain JSON: keep one to come back to it. */
export interface GrammarState {
  readonly phase: GrammarPhase;
  /** Edges of the box being written or filled. */
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
  /**
   * Cell that comes next, from `<seg>` on: after the last run of a row the first of the next row, after the last of
   * the box the first of the row below it.
   */
  readonly x: number;
  readonly y: number;
  /** Tokens of the label, or of the words, so far. */
  readonly words: number;
  /** Objects that are finished. */
  readonly objects: number;
}

/** What decoding asks a grammar: what may come next, and where it leads. */
export interface WritingGrammar {
  readonly start: GrammarState;
  /** Length of the vocabulary, 1 for each id that may come next; shared, not to be written. All 0 when done. */
  allowed(state: GrammarState): Uint8Array;
  /** The one id that may come next, to be appended without asking the model; -1 where there is a choice. */
  forced(state: GrammarState): number;
  /** Longest run that fits: cells from the cursor to the end of its row; 0 where no run may come. */
  cellsLeftInRow(state: GrammarState): number;
  /** Longest run of background that may come; 0 where none may. */
  backgroundLeft(state: GrammarState): number;
  /** The state after `id`. Throws StudioError `descriptor-invalid` when it may not come here. */
  advance(state: GrammarState, id: number): GrammarState;
}

/** The tag that alone may follow. */
const onlyTag: Partial<Readonly<Record<GrammarPhase, number>>> = {
  box: tag.boxOpen,
  'box-end': tag.boxClose,
  segment: tag.segmentOpen,
  'segment-end': tag.segmentClose,
  eos: tag.eos,
};

/** The phase after each tag. */
const phaseAfterTag: readonly GrammarPhase[] = tagNames.map(
  (name): GrammarPhase =>
    (
      ({
        ref: 'ref',
        '/ref': 'box',
        box: 'x1',
        '/box': 'segment',
        seg: 'run',
        '/seg': 'next',
        none: 'eos',
        eos: 'done',
        row: 'run',
      }) as const
    )[name],
);

/**
 * What a package of bricks and coordinate tokens may say next, so that its answers always parse and never leave their
 * box (GRAMMAR.md, "Writing"): boxes have an area, runs fit their row, a descriptor is complete.
 */
export class AnswerGrammar implements WritingGrammar {
  readonly start: GrammarState = {
    phase: 'start',
    x1: 0,
    y1: 0,
    x2: 0,
    y2: 0,
    x: 0,
    y: 0,
    words: 0,
    objects: 0,
  };
  readonly #table: TokenTable;
  readonly #allowed: AllowedTokens;
  readonly #maxRun: number;
  /** The coordinate that means the border. */
  readonly #border: number;

  /** Throws StudioError `package-invalid` when the vocabulary or the descriptor cannot be written so. */
  constructor(table: TokenTable, descriptor: Descriptor) {
    checkDescriptor(descriptor);
    const { kind, coordinates, crossRows, rowSeparator, grid, maxRun, box } = descriptor;
    if (kind !== 'bricks' || coordinates !== 'tokens' || crossRows || rowSeparator !== null) {
      refuse('only bricks that stay in their row, with a token a coordinate, can be written');
    }
    if (grid !== box.bins || box.edges !== 'half-open') {
      refuse('boxes must be half-open, with a coordinate for each cell');
    }
    this.#table = table;
    this.#border = box.bins - 1;
    this.#maxRun = Math.min(maxRun, this.#border);
    checkVocabulary(table, this.#maxRun, this.#border);
    this.#allowed = new AllowedTokens(table);
  }

  allowed(state: GrammarState): Uint8Array {
    switch (state.phase) {
      case 'x1':
      case 'y1':
        return this.#allowed.edges(0, this.#border - 1);
      case 'x2':
        return this.#allowed.edges(state.x1 + 1, this.#border);
      case 'y2':
        return this.#allowed.edges(state.y1 + 1, this.#border);
      case 'run':
        return this.#allowed.runs(this.cellsLeftInRow(state));
      case 'start':
        return this.#allowed.wordsAnd(tag.refOpen, tag.none);
      case 'words':
        return this.#allowed.wordsAnd(tag.eos);
      case 'ref':
        return this.#allowed.wordsAnd();
      case 'label':
        return this.#allowed.wordsAnd(tag.refClose);
      case 'next':
        return this.#allowed.tags(tag.refOpen, tag.eos);
      case 'done':
        return this.#allowed.tags();
      default:
        return this.#allowed.tags(onlyTag[state.phase]!);
    }
  }

  forced({ phase, x1, y1 }: GrammarState): number {
    const only = onlyTag[phase];
    if (only !== undefined) return this.#table.tags[only]!;
    const edgeIsBorder = (phase === 'x2' ? x1 : phase === 'y2' ? y1 : -1) === this.#border - 1;
    return edgeIsBorder ? this.#table.bins[this.#border]! : -1;
  }

  cellsLeftInRow({ phase, x, x2 }: GrammarState): number {
    return phase === 'run' ? Math.min(x2 - x, this.#maxRun) : 0;
  }

  backgroundLeft(state: GrammarState): number {
    return this.cellsLeftInRow(state);
  }

  advance(state: GrammarState, id: number): GrammarState {
    if (this.allowed(state)[id] !== 1) {
      throw new StudioError('descriptor-invalid', `Token ${id} may not come where "${state.phase}" must.`);
    }
    const code = this.#table.codes[id]!;
    const value = code >> symbolBits;
    switch (code & symbolMask) {
      case symbol.foreground:
      case symbol.background:
        return afterRun(state, value);
      case symbol.bin:
        return afterEdge(state, value);
      case symbol.tag:
        return afterTag(state, value);
      default: {
        const phase = state.phase === 'ref' || state.phase === 'label' ? 'label' : 'words';
        return { ...state, phase, words: state.words + 1 };
      }
    }
  }
}

function afterTag(state: GrammarState, name: number): GrammarState {
  const next = { ...state, phase: phaseAfterTag[name]! };
  if (name === tag.segmentOpen) return { ...next, x: state.x1, y: state.y1 };
  if (name === tag.refOpen) return { ...next, words: 0 };
  return name === tag.segmentClose ? { ...next, objects: state.objects + 1 } : next;
}

function afterRun(state: GrammarState, length: number): GrammarState {
  const x = state.x + length;
  if (x < state.x2) return { ...state, x };
  const y = state.y + 1;
  return { ...state, phase: y < state.y2 ? 'run' : 'segment-end', x: state.x1, y };
}

function afterEdge(state: GrammarState, value: number): GrammarState {
  switch (state.phase) {
    case 'x1':
      return { ...state, phase: 'y1', x1: value };
    case 'y1':
      return { ...state, phase: 'x2', y1: value };
    case 'x2':
      return { ...state, phase: 'y2', x2: value };
    default:
      return { ...state, phase: 'box-end', y2: value };
  }
}

function checkVocabulary(table: TokenTable, maxRun: number, border: number): void {
  for (const [index, name] of tagNames.entries()) {
    if (name !== 'row' && table.tags[index] === -1) refuse(`the vocabulary has no token <${name}>`);
  }
  for (let n = 1; n <= maxRun; n++) {
    if ((table.foreground[n] ?? -1) < 0) refuse(`the vocabulary has no token fg${n}`);
    if ((table.background[n] ?? -1) < 0) refuse(`the vocabulary has no token bg${n}`);
  }
  for (let n = 0; n <= border; n++) {
    if ((table.bins[n] ?? -1) < 0) refuse(`the vocabulary has no token b${n}`);
  }
}

function refuse(why: string): never {
  throw new StudioError('package-invalid', `The model package cannot be decoded by its grammar: ${why}.`);
}
