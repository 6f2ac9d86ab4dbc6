import { StudioError } from '../errors/studio-error.ts';
import { AllowedTokens } from './allowed-tokens.ts';
import type { GrammarState, WritingGrammar } from './answer-grammar.ts';
import type { PlaceCells } from './place-cells.ts';
import { type TokenTable, tag } from './token-table.ts';

export interface PlaceRules {
  readonly cells: PlaceCells;
  /** The only label that may be written, as tokens; null leaves the label, or `<none>`, to the model. */
  readonly label: readonly number[] | null;
}

/**
 * Narrows a grammar to answers about a place (GRAMMAR.md, "At a place"): one object, or `<none>` where no label is
 * given. Its box is the box that was drawn, or holds the cell that was pointed at, and that cell is foreground.
 */
export class PlaceGrammar implements WritingGrammar {
  readonly start: GrammarState;
  readonly #grammar: WritingGrammar;
  readonly #cells: PlaceCells;
  readonly #label: readonly number[] | null;
  readonly #allowed: AllowedTokens;
  readonly #border: number;

  constructor(grammar: WritingGrammar, table: TokenTable, { cells, label }: PlaceRules) {
    if (label?.length === 0) throw new RangeError('A label has at least one token.');
    this.start = grammar.start;
    this.#grammar = grammar;
    this.#cells = cells;
    this.#label = label;
    this.#allowed = new AllowedTokens(table);
    this.#border = table.bins.length - 1;
  }

  allowed(state: GrammarState): Uint8Array {
    const label = this.#label;
    switch (state.phase) {
      case 'start':
        return label ? this.#allowed.tags(tag.refOpen) : this.#allowed.tags(tag.refOpen, tag.none);
      case 'ref':
        return label ? this.#allowed.only(label[0]!) : this.#grammar.allowed(state);
      case 'label': {
        if (!label) return this.#grammar.allowed(state);
        const next = label[state.words];
        return next === undefined ? this.#allowed.tags(tag.refClose) : this.#allowed.only(next);
      }
      case 'x1':
      case 'y1':
      case 'x2':
      case 'y2':
        return this.#allowed.edges(...this.#edgeRange(state));
      case 'run':
        return this.#allowed.runs(this.cellsLeftInRow(state), this.backgroundLeft(state));
      case 'next':
        return this.#allowed.tags(tag.eos);
      default:
        return this.#grammar.allowed(state);
    }
  }

  forced(state: GrammarState): number {
    const allowed = this.allowed(state);
    const only = allowed.indexOf(1);
    return only >= 0 && allowed.indexOf(1, only + 1) < 0 ? only : -1;
  }

  cellsLeftInRow(state: GrammarState): number {
    return this.#grammar.cellsLeftInRow(state);
  }

  backgroundLeft(state: GrammarState): number {
    const left = this.#grammar.backgroundLeft(state);
    const cells = this.#cells;
    if (cells.kind === 'box' || state.y !== cells.y || state.x > cells.x) return left;
    return Math.min(left, cells.x - state.x);
  }

  advance(state: GrammarState, id: number): GrammarState {
    if (this.allowed(state)[id] !== 1) {
      throw new StudioError('descriptor-invalid', `Token ${id} may not come where "${state.phase}" must.`);
    }
    return this.#grammar.advance(state, id);
  }

  /** First and last bin that the side being written may have. */
  #edgeRange({ phase }: GrammarState): [first: number, last: number] {
    const cells = this.#cells;
    if (cells.kind === 'box') {
      const edge = cells[phase as 'x1' | 'y1' | 'x2' | 'y2'];
      return [edge, edge];
    }
    if (phase === 'x1') return [0, cells.x];
    if (phase === 'y1') return [0, cells.y];
    return [(phase === 'x2' ? cells.x : cells.y) + 1, this.#border];
  }
}
