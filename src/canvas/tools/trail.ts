/**
 * A list that only grows, immutable for whoever holds it: `append` gives a longer trail in constant time for each item,
 * because trails of one gesture share their storage. Appending to a trail that has already been continued copies it.
 */
export class Trail<Item> {
  readonly length: number;
  readonly #items: Item[];

  private constructor(items: Item[], length: number) {
    this.#items = items;
    this.length = length;
  }

  static of<Item>(...items: readonly Item[]): Trail<Item> {
    return Trail.from(items);
  }

  static from<Item>(items: readonly Item[]): Trail<Item> {
    return new Trail(items.slice(), items.length);
  }

  append(items: readonly Item[]): Trail<Item> {
    if (items.length === 0) return this;
    const shared = this.#items.length === this.length;
    const storage = shared ? this.#items : this.#items.slice(0, this.length);
    for (const item of items) storage.push(item);
    return new Trail(storage, storage.length);
  }

  at(index: number): Item | undefined {
    return index < 0 || index >= this.length ? undefined : this.#items[index];
  }

  get last(): Item | undefined {
    return this.at(this.length - 1);
  }

  /** Whether this is the other one with items appended, so that what was drawn of it stands. */
  continues(other: Trail<Item>): boolean {
    return this.#items === other.#items && this.length >= other.length;
  }

  toArray(): readonly Item[] {
    return this.#items.slice(0, this.length);
  }
}
