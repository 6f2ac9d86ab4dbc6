import type { ImagePrefix } from '../model/segmentation-model.ts';

/** The last few encoded photos by key. The shelf owns them: what falls off is disposed. */
export class PrefixShelf {
  readonly #limit: number;
  readonly #onEvict: (key: string) => void;
  /** In order of use, the oldest first. */
  readonly #prefixes = new Map<string, ImagePrefix>();

  constructor(limit: number, onEvict: (key: string) => void) {
    this.#limit = limit;
    this.#onEvict = onEvict;
  }

  get size(): number {
    return this.#prefixes.size;
  }

  /** The prefix of `key`, which becomes the most recently used. */
  get(key: string): ImagePrefix | undefined {
    const prefix = this.#prefixes.get(key);
    if (prefix) {
      this.#prefixes.delete(key);
      this.#prefixes.set(key, prefix);
    }
    return prefix;
  }

  put(key: string, prefix: ImagePrefix): void {
    this.remove(key);
    this.#prefixes.set(key, prefix);
    for (const oldest of this.#prefixes.keys()) {
      if (this.#prefixes.size <= this.#limit) break;
      this.remove(oldest);
      this.#onEvict(oldest);
    }
  }

  remove(key: string): void {
    this.#prefixes.get(key)?.dispose();
    this.#prefixes.delete(key);
  }

  clear(): void {
    for (const key of [...this.#prefixes.keys()]) this.remove(key);
  }
}
