import type { Tokenizer } from './tokenizer.ts';

/**
 * The text that each token adds, which may depend on the tokens before it (a spelled word, a character of several
 * bytes). Special tokens give their own string and begin a new span of words.
 */
export class IncrementalText {
  readonly #tokenizer: Tokenizer;
  readonly #special: ReadonlySet<number>;
  #span: number[] = [];
  #written = '';

  constructor(tokenizer: Tokenizer, special: ReadonlySet<number>) {
    this.#tokenizer = tokenizer;
    this.#special = special;
  }

  push(id: number): string {
    if (this.#special.has(id)) {
      this.#span = [];
      this.#written = '';
      return this.#tokenizer.tokenOf(id) ?? '';
    }
    this.#span.push(id);
    const text = this.#tokenizer.decode(this.#span);
    // A replacement character means that bytes of a character are still to come.
    if (text.endsWith('\uFFFD')) return '';
    const added = text.slice(this.#written.length);
    this.#written = text;
    return added;
  }
}
