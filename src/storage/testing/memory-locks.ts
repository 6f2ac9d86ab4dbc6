type Grant = (lock: Lock | null) => unknown;

interface Waiting {
  grant(): void;
}

/** Web Locks of one browser, in memory: `ifAvailable`, `steal` and `signal` as the specification has them. */
export class MemoryLocks {
  readonly #held = new Map<string, { steal(): void }>();
  readonly #queues = new Map<string, Waiting[]>();

  request(name: string, options: LockOptions, run: Grant): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const take = () => {
        const holder = { steal: () => reject(new DOMException('stolen', 'AbortError')) };
        this.#held.set(name, holder);
        const done = (finish: () => void) => {
          if (this.#held.get(name) === holder) this.#next(name);
          finish();
        };
        Promise.resolve(run({ name, mode: 'exclusive' })).then(
          (value) => done(() => resolve(value)),
          (error: unknown) => done(() => reject(error)),
        );
      };
      const holder = this.#held.get(name);
      if (options.steal) {
        holder?.steal();
        take();
      } else if (!holder) take();
      else if (options.ifAvailable) resolve(run(null));
      else this.#wait(name, options.signal, take, reject);
    }) as Promise<unknown>;
  }

  #wait(name: string, signal: AbortSignal | undefined, grant: () => void, reject: (reason: unknown) => void) {
    const queue = this.#queues.get(name) ?? [];
    this.#queues.set(name, queue);
    const waiting = { grant };
    queue.push(waiting);
    signal?.addEventListener('abort', () => {
      const at = queue.indexOf(waiting);
      if (at < 0) return;
      queue.splice(at, 1);
      reject(signal.reason);
    });
  }

  #next(name: string): void {
    this.#held.delete(name);
    this.#queues.get(name)?.shift()?.grant();
  }
}
