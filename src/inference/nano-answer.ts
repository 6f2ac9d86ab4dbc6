import type { AnswerToken } from '../model/segmentation-model.ts';
import type { GrammarState } from '../text4seg/answer-grammar.ts';
import { answerToken } from './answer-sequence.ts';
import { type ChoiceRules, chooseToken } from './choose-token.ts';
import { blendGhostLogits, type Ghost, readGhost } from './ghost.ts';
import { IncrementalText } from './incremental-text.ts';
import type { NanoContext } from './nano-context.ts';
import type { DecoderOutput } from './nano-decoder.ts';
import type { NanoVocabulary } from './nano-vocabulary.ts';

/** More objects or words than this are a model that has lost its way. */
const answerLimits = { objects: 20, words: 40 } as const;

export interface NanoAnswerOptions {
  readonly context: NanoContext;
  readonly vocabulary: NanoVocabulary;
  readonly rules: ChoiceRules;
  readonly cellKeys: Float32Array;
  readonly ghost: Ghost;
  /** What stands at `<assistant>`. */
  readonly output: DecoderOutput;
  readonly maxTokens: number;
}

/**
 * One answer while it is written: grammar, decisions and limits. A decode strategy drives it by choosing, forcing and
 * reading; whatever the strategy, the tokens are those of the package's own rule.
 */
export class NanoAnswer {
  readonly #options: NanoAnswerOptions;
  readonly #text: IncrementalText;
  #state: GrammarState;
  #output: DecoderOutput | null;
  #guide: Float32Array;
  #tokens = 0;
  #steps = 0;
  #readsObjectGhost = false;

  constructor(options: NanoAnswerOptions) {
    this.#options = options;
    this.#text = new IncrementalText(options.vocabulary.tokenizer, options.vocabulary.specialIds);
    this.#state = options.rules.grammar.start;
    this.#output = options.output;
    this.#guide = options.ghost.logits;
  }

  get finished(): boolean {
    return this.#state.phase === 'done' || this.#tokens >= this.#options.maxTokens;
  }

  /** Runs of the decoder for this answer since `<assistant>`. */
  get steps(): number {
    return this.#steps;
  }

  /** The only token that may come next, or -1: by the grammar, or because a limit is reached. */
  forced(): number {
    const { special } = this.#options.vocabulary;
    const { phase, words, objects } = this.#state;
    if (phase === 'label' && words >= answerLimits.words) return special['/ref']!;
    if (phase === 'words' && words >= answerLimits.words) return special.eos!;
    if (phase === 'next' && objects >= answerLimits.objects) return special.eos!;
    return this.#options.rules.grammar.forced(this.#state);
  }

  /** Makes the model's outputs stand at the last token, in one step for all tokens appended since. */
  async read(signal: AbortSignal): Promise<void> {
    if (this.#output) return;
    this.#output = await this.#options.context.read(signal);
    this.#steps += 1;
    if (!this.#readsObjectGhost) return;
    this.#readsObjectGhost = false;
    const { cellKeys, ghost, rules } = this.#options;
    const object = readGhost(this.#output.ghostQuery, cellKeys, rules.grid);
    this.#guide = blendGhostLogits(ghost.logits, object.logits, rules.decoding.objectGhost);
  }

  /** Decides the next token by the package's rule and appends it; after `read`. */
  choose(): AnswerToken {
    const { rules, ghost } = this.#options;
    const context = { state: this.#state, ghostLogits: this.#guide, ghostPeak: ghost.peak };
    const { id, logProbability } = chooseToken(rules, context, this.#output!.logits);
    return this.#append(id, logProbability);
  }

  /** Appends a token that needs no decision. */
  force(id: number): AnswerToken {
    return this.#append(id, null);
  }

  #append(id: number, logProbability: number | null): AnswerToken {
    const { context, vocabulary, rules, ghost } = this.#options;
    const before = this.#state.phase;
    this.#state = rules.grammar.advance(this.#state, id);
    if (before === 'segment') {
      this.#guide = ghost.logits;
      this.#readsObjectGhost = rules.decoding.objectGhost > 0;
    }
    context.append(answerToken(id, context.length, this.#state, vocabulary.table, ghost, rules.grid));
    this.#output = null;
    this.#tokens += 1;
    return { id, text: this.#text.push(id), logProbability, forced: logProbability === null };
  }
}
