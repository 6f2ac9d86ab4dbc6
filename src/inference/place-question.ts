import { StudioError } from '../errors/studio-error.ts';
import type { Manifest } from '../model/manifest.ts';
import type { AnswerToken, ModelTurn } from '../model/segmentation-model.ts';
import type { WritingGrammar } from '../text4seg/answer-grammar.ts';
import { placeCells } from '../text4seg/place-cells.ts';
import { PlaceGrammar } from '../text4seg/place-grammar.ts';
import type { NanoContext } from './nano-context.ts';
import type { NanoPrefix } from './nano-prefix.ts';
import type { NanoVocabulary } from './nano-vocabulary.ts';
import { PlaceNamer } from './place-namer.ts';

/** A conversation as the model can read it: every turn in words, and what may be answered to the last. */
export type AskedConversation =
  | {
      readonly kind: 'ask';
      readonly conversation: readonly ModelTurn[];
      readonly grammar: WritingGrammar;
    }
  /** Nothing at the place can be named: the whole answer. */
  | { readonly kind: 'nothing'; readonly tokens: readonly AnswerToken[] };

/** Turns questions that point at a place into questions in words, with a grammar that keeps the answer there. */
export class PlaceQuestion {
  readonly #vocabulary: NanoVocabulary;
  readonly #bins: number;
  readonly #namer: PlaceNamer | null;

  constructor({ naming, descriptor, feedback }: Manifest, vocabulary: NanoVocabulary) {
    this.#vocabulary = vocabulary;
    this.#bins = descriptor.box.bins;
    const sizes = { grid: descriptor.grid, feedbackWidth: feedback?.width ?? 0 };
    this.#namer = naming && new PlaceNamer({ naming, vocabulary, ...sizes });
  }

  /**
   * @throws StudioError `aborted`, `inference-failed`, or `package-unsupported` for a place without words that the
   * package doesn't know how to name.
   */
  async resolve(
    conversation: readonly ModelTurn[],
    prefix: NanoPrefix,
    context: NanoContext,
    signal: AbortSignal,
  ): Promise<AskedConversation> {
    const { grammar, table, tokenizer } = this.#vocabulary;
    const past = conversation.slice(0, -1).map((turn) => this.#inWords(turn));
    const last = conversation[conversation.length - 1];
    if (!last?.place) return { kind: 'ask', conversation: [...past, ...(last ? [last] : [])], grammar };
    const cells = placeCells(last.place, this.#bins);
    if (last.prompt.trim() !== '') {
      const placed = new PlaceGrammar(grammar, table, { cells, label: null });
      return { kind: 'ask', conversation: [...past, last], grammar: placed };
    }
    const namer = this.#requireNamer();
    const name = await namer.nameAt(prefix, context, cells, signal);
    if (name === null) return { kind: 'nothing', tokens: this.#nothing() };
    return {
      kind: 'ask',
      conversation: [...past, { ...last, prompt: namer.question(name) }],
      grammar: new PlaceGrammar(grammar, table, { cells, label: tokenizer.encode(name) }),
    };
  }

  /** A past turn that only pointed was asked with the name that its answer begins with. */
  #inWords(turn: ModelTurn): ModelTurn {
    if (!this.#namer || !turn.place || turn.prompt.trim() !== '' || !turn.answerIds) return turn;
    const { special, tokenizer } = this.#vocabulary;
    const open = turn.answerIds.indexOf(special.ref!);
    const close = turn.answerIds.indexOf(special['/ref']!);
    if (open < 0 || close < open) return turn;
    const name = tokenizer.decode(turn.answerIds.slice(open + 1, close)).trim();
    return { ...turn, prompt: this.#namer.question(name) };
  }

  #requireNamer(): PlaceNamer {
    if (this.#namer) return this.#namer;
    throw new StudioError(
      'package-unsupported',
      'This model can’t tell by itself what is at a place. Say what it is and ask again.',
    );
  }

  #nothing(): readonly AnswerToken[] {
    const { special, tokenizer } = this.#vocabulary;
    return [special.none!, special.eos!].map((id) => ({
      id,
      text: tokenizer.tokenOf(id) ?? '',
      logProbability: null,
      forced: true,
    }));
  }
}
