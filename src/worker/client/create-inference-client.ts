import { StudioError } from '../../errors/studio-error.ts';
import type { ModelDescription, ModelTurn } from '../../model/segmentation-model.ts';
import type { InferenceReply, InferenceRequest, InferenceResult } from '../protocol.ts';
import type { AnswerUpdate, InferenceClient, LoadOptions, RestartListener } from './inference-client.ts';
import { UpdateQueue } from './update-queue.ts';
import { WorkerLink } from './worker-link.ts';

type Link = WorkerLink<InferenceRequest, InferenceResult, InferenceReply>;

/** A second death within this time is not bad luck: the next device is tried, and after that nothing. */
const restartWindow = 60_000;

const diedWithWorker = (error: unknown): error is StudioError =>
  error instanceof StudioError && (error.code === 'worker-died' || error.code === 'device-lost');

const stopped = () => new StudioError('aborted', 'Stopped.');

export interface InferenceClientOptions {
  /** Makes the worker; replaced in tests and benchmarks. */
  readonly createWorker?: () => Worker;
  readonly patience?: number;
}

/** The inference worker as the main thread sees it. The worker starts with the first `load`. */
export function createInferenceClient(options: InferenceClientOptions = {}): InferenceClient {
  return new WorkerInferenceClient(options);
}

function startInferenceWorker(): Worker {
  return new Worker(new URL('../inference-worker.ts', import.meta.url), {
    type: 'module',
    name: 'inference',
  });
}

class WorkerInferenceClient implements InferenceClient {
  readonly #options: InferenceClientOptions;
  readonly #listeners = new Set<RestartListener>();
  readonly #images = new Set<string>();
  readonly #progress = new Map<number, LoadOptions['onProgress']>();
  readonly #answers = new Map<number, UpdateQueue<AnswerUpdate>>();
  #link: Link | null = null;
  #loaded: { readonly packageUrl: string; readonly device: LoadOptions['device'] } | null = null;
  #lastDeath = Number.NEGATIVE_INFINITY;
  #nextId = 1;
  #disposed = false;

  constructor(options: InferenceClientOptions) {
    this.#options = options;
  }

  async load(packageUrl: string, options: LoadOptions): Promise<ModelDescription> {
    try {
      const description = await this.#load(packageUrl, options);
      this.#loaded = { packageUrl, device: options.device };
      return description;
    } catch (error) {
      // A driver may take the whole worker down before the self-test can say no.
      if (!diedWithWorker(error) || options.device === 'wasm') throw error;
      const description = await this.#load(packageUrl, { ...options, device: 'wasm' });
      this.#loaded = { packageUrl, device: 'wasm' };
      return { ...description, fallbackReason: error.message };
    }
  }

  async encode(key: string, image: ImageBitmap, signal?: AbortSignal): Promise<{ readonly ms: number }> {
    const result = await this.#call((id) => ({ kind: 'encode', id, key, image }), signal, [image]);
    this.#images.add(key);
    return { ms: result.kind === 'encoded' ? result.ms : 0 };
  }

  hasImage(key: string): boolean {
    return this.#images.has(key);
  }

  forget(key: string): void {
    this.#images.delete(key);
    this.#link?.send({ kind: 'forget', key });
  }

  async *ask(
    key: string,
    conversation: readonly ModelTurn[],
    signal: AbortSignal,
  ): AsyncGenerator<AnswerUpdate, void> {
    if (signal.aborted) throw stopped();
    const updates = new UpdateQueue<AnswerUpdate>();
    const controller = new AbortController();
    const stop = () => controller.abort();
    signal.addEventListener('abort', stop);
    let asked = 0;
    const call = this.#call((id) => {
      asked = id;
      this.#answers.set(id, updates);
      return { kind: 'ask', id, key, conversation };
    }, controller.signal);
    call.then(
      () => updates.end(),
      (error: StudioError) => updates.end(error),
    );
    try {
      yield* updates;
    } finally {
      // Reached early when the reader leaves its loop: the answer has no reader then.
      signal.removeEventListener('abort', stop);
      controller.abort();
      this.#answers.delete(asked);
    }
  }

  onRestart(listener: RestartListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  dispose(): void {
    this.#disposed = true;
    this.#listeners.clear();
    this.#link?.close();
    this.#link = null;
  }

  async #load(packageUrl: string, options: LoadOptions): Promise<ModelDescription> {
    this.#link ??= this.#open();
    this.#images.clear();
    let own = 0;
    try {
      const result = await this.#call((id) => {
        own = id;
        this.#progress.set(id, options.onProgress);
        return { kind: 'load', id, packageUrl, device: options.device, retest: options.retest ?? false };
      }, options.signal);
      if (result.kind !== 'loaded') throw new TypeError(`Unexpected result ${result.kind}`);
      return result.description;
    } finally {
      this.#progress.delete(own);
    }
  }

  /** Sends what `request` makes of a fresh id. An abort rejects at once; the worker stops by itself soon after. */
  async #call(
    request: (id: number) => InferenceRequest & { readonly id: number },
    signal?: AbortSignal,
    transfer: Transferable[] = [],
  ): Promise<InferenceResult> {
    if (signal?.aborted) throw stopped();
    const link = this.#link;
    if (!link) throw new StudioError('inference-failed', 'The model is not loaded yet.');
    const id = this.#nextId;
    this.#nextId += 1;
    const call = link.call(request(id), transfer);
    if (!signal) return call;
    return new Promise((resolve, reject) => {
      const abort = () => {
        link.send({ kind: 'abort', id });
        reject(stopped());
      };
      signal.addEventListener('abort', abort, { once: true });
      call.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
    });
  }

  #open(): Link {
    return new WorkerLink({
      create: this.#options.createWorker ?? startInferenceWorker,
      ...(this.#options.patience !== undefined && { patience: this.#options.patience }),
      onReply: (reply) => this.#receive(reply),
      onDeath: (error) => void this.#restart(error),
    });
  }

  #receive(reply: InferenceReply): void {
    if (reply.kind === 'progress') this.#progress.get(reply.id)?.(reply.progress);
    else if (reply.kind === 'update') this.#answers.get(reply.id)?.push(reply.update);
    else if (reply.kind === 'evicted') this.#images.delete(reply.key);
  }

  /** The worker is gone: a new one with the same package, on the next device if it died twice in a row. */
  async #restart(error: StudioError): Promise<void> {
    this.#link = null;
    this.#images.clear();
    const loaded = this.#loaded;
    if (this.#disposed || !loaded) return;
    const now = performance.now();
    const again = now - this.#lastDeath < restartWindow;
    this.#lastDeath = now;
    if (again && loaded.device === 'wasm') {
      this.#loaded = null;
      this.#tell(error.message, null, 'failed');
      return;
    }
    const device = again ? 'wasm' : loaded.device;
    this.#tell(error.message, null, 'restarting');
    try {
      const description = await this.#load(loaded.packageUrl, { device });
      this.#loaded = { ...loaded, device };
      const next = device === loaded.device ? description : { ...description, fallbackReason: error.message };
      this.#tell(error.message, next, 'running');
    } catch (failure) {
      // A death while restarting comes here through `onDeath` as well, which goes on by itself.
      if (diedWithWorker(failure) && this.#link) return;
      this.#tell(failure instanceof Error ? failure.message : error.message, null, 'failed');
    }
  }

  #tell(reason: string, next: ModelDescription | null, state: Parameters<RestartListener>[2]): void {
    for (const listener of this.#listeners) listener(reason, next, state);
  }
}
