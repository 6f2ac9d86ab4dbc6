/**
 * One thing after the other. onnxruntime-web's WebGPU build is destroyed for good by two overlapping calls, whichever
 * sessions they belong to, so everything that calls the runtime in one realm goes through one queue.
 */
export class RunQueue {
  #tail: Promise<unknown> = Promise.resolve();

  /** Runs `task` after all earlier ones have settled; its result or error is the caller's. */
  run<T>(task: () => Promise<T>): Promise<T> {
    const result = this.#tail.then(task, task);
    this.#tail = result.catch(() => undefined);
    return result;
  }
}

/** The queue of this realm (a worker, or a Node process). */
export const realmQueue = new RunQueue();
