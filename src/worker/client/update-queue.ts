import type { StudioError } from '../../errors/studio-error.ts';

/** Values pushed by one side and iterated by the other, in order; ends normally or with an error. */
export class UpdateQueue<T> implements AsyncIterable<T> {
  readonly #values: T[] = [];
  #end: { readonly error: StudioError | null } | null = null;
  #wake: (() => void) | null = null;

  push(value: T): void {
    if (this.#end) return;
    this.#values.push(value);
    this.#wake?.();
  }

  /** No more values; what was pushed before is still delivered, unless an error ends it. */
  end(error: StudioError | null = null): void {
    if (this.#end) return;
    this.#end = { error };
    if (error) this.#values.length = 0;
    this.#wake?.();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T, void> {
    for (;;) {
      const value = this.#values.shift();
      if (value !== undefined) {
        yield value;
      } else if (this.#end) {
        if (this.#end.error) throw this.#end.error;
        return;
      } else {
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      }
    }
  }
}
