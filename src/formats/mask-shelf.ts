import type { Mask } from '../mask/mask.ts';
import { masksEqual } from '../mask/measure.ts';

/** One item for each word (such as a class) and mask, found by the pixels without looking at all of them. */
export class MaskShelf<T> {
  readonly #shelves = new Map<string, { readonly mask: Mask; readonly item: T }[]>();

  /** The item of that word and these pixels; made by `create` when there is none yet. */
  get(word: string, mask: Mask, create: () => T): T {
    const key = keyOf(word, mask);
    const shelf = this.#shelves.get(key) ?? [];
    const known = shelf.find((other) => masksEqual(other.mask, mask));
    if (known !== undefined) return known.item;
    const item = create();
    this.#shelves.set(key, [...shelf, { mask, item }]);
    return item;
  }
}

function keyOf(word: string, { top, rows, runs }: Mask): string {
  // FNV-1a over the numbers.
  let hash = 0x811c9dc5;
  for (const list of [rows, runs]) {
    for (let i = 0; i < list.length; i++) hash = Math.imul(hash ^ list[i]!, 0x01000193);
  }
  return `${top} ${hash >>> 0} ${runs.length} ${word}`;
}
