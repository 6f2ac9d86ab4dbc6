import { StudioError } from '../../errors/studio-error.ts';
import { type ErrorMessage, fromErrorMessage } from '../protocol.ts';

/** The messages that every worker sends besides its own. */
type BasicReply<Value> =
  | { readonly kind: 'result'; readonly id: number; readonly value: Value }
  | { readonly kind: 'failed'; readonly id: number; readonly error: ErrorMessage }
  | { readonly kind: 'broken'; readonly error: ErrorMessage }
  | { readonly kind: 'pong' };

export interface LinkOptions<Reply> {
  readonly create: () => Worker;
  /** Messages beyond the basic ones. */
  readonly onReply?: (reply: Reply) => void;
  /** The worker died or said that it is broken; it has been terminated and all calls have been rejected. */
  readonly onDeath: (error: StudioError) => void;
  /** Milliseconds of silence, with calls open, after which the worker counts as dead. */
  readonly patience?: number;
}

interface Call<Value> {
  readonly resolve: (value: Value) => void;
  readonly reject: (error: StudioError) => void;
}

/** A graph may compile for many seconds on a slow phone, during which the worker can't answer. */
const defaultPatience = 90_000;
/** Beats within the patience, so that a living worker always has time to answer. */
const beats = 10;

/**
 * One life of a worker: calls with ids, and the notice of its death by error, by unreadable message or by silence.
 * After death it is useless; the owner makes a new one.
 */
export class WorkerLink<
  Request extends { readonly kind: string },
  Value,
  Reply extends { readonly kind: string } | BasicReply<Value>,
> {
  readonly #worker: Worker;
  readonly #options: LinkOptions<Reply>;
  readonly #calls = new Map<number, Call<Value>>();
  readonly #heartbeat: ReturnType<typeof setInterval>;
  readonly #patience: number;
  #lastHeard = performance.now();
  #closed = false;

  constructor(options: LinkOptions<Reply>) {
    this.#options = options;
    this.#worker = options.create();
    this.#worker.onmessage = (event: MessageEvent<Reply>) => this.#receive(event.data);
    this.#worker.onerror = (event) => {
      event.preventDefault();
      this.#die(
        new StudioError(
          'worker-died',
          `A background worker stopped${event.message ? ` (${event.message})` : ''}.`,
        ),
      );
    };
    this.#worker.onmessageerror = () => {
      this.#die(new StudioError('worker-died', 'A background worker sent something that can’t be read.'));
    };
    this.#patience = options.patience ?? defaultPatience;
    this.#heartbeat = setInterval(() => this.#checkPulse(), this.#patience / beats);
  }

  get closed(): boolean {
    return this.#closed;
  }

  send(request: Request, transfer: Transferable[] = []): void {
    if (!this.#closed) this.#worker.postMessage(request, transfer);
  }

  /** Sends a request that has an id and waits for its result. */
  call(request: Request & { readonly id: number }, transfer: Transferable[] = []): Promise<Value> {
    return new Promise((resolve, reject) => {
      if (this.#closed) {
        reject(new StudioError('worker-died', 'A background worker is not running. Try again.'));
        return;
      }
      if (this.#calls.size === 0) this.#lastHeard = performance.now();
      this.#calls.set(request.id, { resolve, reject });
      try {
        this.#worker.postMessage(request, transfer);
      } catch (error) {
        this.#calls.delete(request.id);
        reject(
          new StudioError('worker-died', 'A request could not be sent to a worker. Try again.', {
            cause: error,
          }),
        );
      }
    });
  }

  /** Ends the worker; open calls are rejected with `error`. */
  close(error = new StudioError('aborted', 'Closed.')): void {
    if (this.#closed) return;
    this.#closed = true;
    clearInterval(this.#heartbeat);
    this.#worker.terminate();
    const calls = [...this.#calls.values()];
    this.#calls.clear();
    for (const call of calls) call.reject(error);
  }

  #receive(message: Reply): void {
    this.#lastHeard = performance.now();
    const reply = message as BasicReply<Value>;
    switch (reply.kind) {
      case 'pong':
        return;
      case 'broken':
        this.#die(fromErrorMessage(reply.error));
        return;
      case 'result':
        this.#settle(reply.id)?.resolve(reply.value);
        return;
      case 'failed':
        this.#settle(reply.id)?.reject(fromErrorMessage(reply.error));
        return;
      default:
        this.#options.onReply?.(message);
    }
  }

  #settle(id: number): Call<Value> | undefined {
    const call = this.#calls.get(id);
    this.#calls.delete(id);
    return call;
  }

  #checkPulse(): void {
    if (this.#calls.size === 0) {
      this.#lastHeard = performance.now();
      return;
    }
    if (performance.now() - this.#lastHeard > this.#patience) {
      this.#die(new StudioError('worker-died', 'A background worker has not answered for too long.'));
      return;
    }
    this.#worker.postMessage({ kind: 'ping' });
  }

  #die(error: StudioError): void {
    if (this.#closed) return;
    this.close(error);
    this.#options.onDeath(error);
  }
}
