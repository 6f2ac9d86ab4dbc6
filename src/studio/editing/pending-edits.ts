interface Pending {
  readonly abort: AbortController;
  readonly done: Promise<void>;
}

/**
 * Edits that wait for the pixel worker. They are carried out in the order in which people made them, so what comes
 * later waits for what came before; an edit under way can be taken back like a step.
 */
export class PendingEdits {
  #waiting: readonly Pending[] = [];

  get none(): boolean {
    return this.#waiting.length === 0;
  }

  /** Runs the work after all work before it; resolves when it is done. A cancelled edit's work never runs. */
  add(work: (signal: AbortSignal) => void | Promise<void>): Promise<void> {
    const abort = new AbortController();
    const before = this.#waiting.at(-1)?.done;
    const run = async () => {
      if (before) await before;
      if (!abort.signal.aborted) await work(abort.signal);
    };
    const done = run().finally(() => {
      this.#waiting = this.#waiting.filter((other) => other !== pending);
    });
    const pending: Pending = { abort, done: done.catch(() => undefined) };
    this.#waiting = [...this.#waiting, pending];
    return done;
  }

  /** Resolves when all that was made so far is carried out or taken back. */
  async settled(): Promise<void> {
    while (this.#waiting.length > 0) await this.#waiting.at(-1)?.done;
  }

  /** Takes back the edit that was made last and is still under way; false when there is none. */
  cancelLast(): boolean {
    const last = this.#waiting.at(-1);
    this.#waiting = this.#waiting.slice(0, -1);
    last?.abort.abort();
    return last !== undefined;
  }

  cancelAll(): void {
    while (this.cancelLast());
  }
}
