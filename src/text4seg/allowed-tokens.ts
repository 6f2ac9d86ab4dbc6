import { symbol, symbolMask, type TokenTable } from './token-table.ts';

/** Masks over a vocabulary, 1 for each id that may come next: each made once, when first needed, and shared. */
export class AllowedTokens {
  readonly #table: TokenTable;
  readonly #made = new Map<number, Uint8Array>();

  constructor(table: TokenTable) {
    this.#table = table;
  }

  /** Bricks of at most `longest` cells, those of background of at most `longestBackground`. */
  runs(longest: number, longestBackground = longest): Uint8Array {
    return this.#once(keyOf(0, longest, longestBackground), (mask) => {
      for (let n = 1; n <= longest; n++) mask[this.#table.foreground[n]!] = 1;
      for (let n = 1; n <= longestBackground; n++) mask[this.#table.background[n]!] = 1;
    });
  }

  /** Coordinates from `first` to `last`. */
  edges(first: number, last: number): Uint8Array {
    return this.#once(keyOf(1, first, last), (mask) => {
      for (let n = first; n <= last; n++) mask[this.#table.bins[n]!] = 1;
    });
  }

  tags(...tags: readonly number[]): Uint8Array {
    return this.#once(keyOf(2, ...tags), (mask) => this.#addTags(mask, tags));
  }

  /** Any word, or one of the tags. */
  wordsAnd(...tags: readonly number[]): Uint8Array {
    return this.#once(keyOf(3, ...tags), (mask) => {
      const { codes } = this.#table;
      for (let id = 0; id < mask.length; id++) if ((codes[id]! & symbolMask) === symbol.text) mask[id] = 1;
      this.#addTags(mask, tags);
    });
  }

  only(id: number): Uint8Array {
    return this.#once(keyOf(4, id), (mask) => {
      mask[id] = 1;
    });
  }

  #addTags(mask: Uint8Array, tags: readonly number[]): void {
    for (const name of tags) mask[this.#table.tags[name]!] = 1;
  }

  #once(key: number, fill: (mask: Uint8Array) => void): Uint8Array {
    let mask = this.#made.get(key);
    if (mask === undefined) {
      mask = new Uint8Array(this.#table.size);
      fill(mask);
      this.#made.set(key, mask);
    }
    return mask;
  }
}

/** A number for a family of masks and up to two small numbers, absent ones apart from 0. */
function keyOf(family: number, first = -1, second = -1): number {
  return (family * 2 ** 20 + first + 1) * 4096 + second + 1;
}
