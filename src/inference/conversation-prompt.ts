import { StudioError } from '../errors/studio-error.ts';
import type { Manifest } from '../model/manifest.ts';
import type { ModelTurn } from '../model/segmentation-model.ts';
import type { Tokenizer } from './tokenizer.ts';

/** One turn as ids. `question` ends with the token at which the answer and its ghost are read. */
export interface TurnIds {
  readonly question: readonly number[];
  /** The answer of a past turn with what closes a turn; null for the turn to be answered. */
  readonly answer: readonly number[] | null;
}

/** Writes turns by the package's template; typed words are encoded apart from it, so they never become tags. */
export class ConversationPrompt {
  readonly #tokenizer: Tokenizer;
  readonly #special: Readonly<Record<string, number>>;
  readonly #tokens: Manifest['tokens'];
  readonly #before: readonly number[];
  readonly #between: readonly number[];
  readonly #after: readonly number[];

  /** @throws StudioError `package-invalid` when the template lacks a placeholder. */
  constructor(manifest: Manifest, tokenizer: Tokenizer, special: Readonly<Record<string, number>>) {
    this.#tokenizer = tokenizer;
    this.#special = special;
    this.#tokens = manifest.tokens;
    const pieces = /^(.*)\{prompt\}(.*)\{answer\}(.*)$/s.exec(manifest.prompt.turn);
    if (!pieces) {
      throw new StudioError(
        'package-invalid',
        'The model package is not valid: its prompt template needs {prompt} and, after it, {answer}.',
      );
    }
    const [, before, between, after] = pieces as unknown as [string, string, string, string];
    this.#before = this.#encodeTemplate(before);
    this.#between = this.#encodeTemplate(between);
    this.#after = this.#encodeTemplate(after);
    if (this.#between.length === 0) {
      throw new StudioError(
        'package-invalid',
        'The model package is not valid: its prompt template has no token between {prompt} and {answer}.',
      );
    }
  }

  turn(turn: ModelTurn): TurnIds {
    const question = [...this.#before, ...this.#words(turn.prompt), ...this.#between];
    if (!turn.answerIds) return { question, answer: null };
    const eos = this.#special.eos!;
    // An answer that was stopped has no end; without one the model would take the next question for its continuation.
    const finished = turn.answerIds[turn.answerIds.length - 1] === eos;
    return { question, answer: [...turn.answerIds, ...(finished ? [] : [eos]), ...this.#after] };
  }

  #words(text: string): number[] {
    return text.trim() === '' ? [] : this.#tokenizer.encode(text);
  }

  #encodeTemplate(text: string): number[] {
    const bySpelling = new Map(
      Object.entries(this.#tokens).map(([role, token]) => [token, this.#special[role]!]),
    );
    const spellings = [...bySpelling.keys()].filter((token) => /^<.*>$/.test(token)).map(escapeForPattern);
    if (spellings.length === 0) return this.#words(text);
    return text
      .split(new RegExp(`(${spellings.join('|')})`))
      .flatMap((piece) => (bySpelling.has(piece) ? [bySpelling.get(piece)!] : this.#words(piece)));
  }
}

function escapeForPattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
