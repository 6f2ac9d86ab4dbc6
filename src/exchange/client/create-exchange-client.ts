import type { ImageRecord } from '../../document/document.ts';
import { StudioError } from '../../errors/studio-error.ts';
import type { ImportResult } from '../../formats/import-result.ts';
import { WorkerLink } from '../../worker/client/worker-link.ts';
import { ImportAssembly } from '../import-assembly.ts';
import type { ExchangeReply, ExchangeRequest, ExchangeResult } from '../protocol.ts';
import type {
  ChosenFile,
  ExchangeClient,
  FoundFiles,
  ImportProgress,
  OpenImport,
} from './exchange-client.ts';

type Result<K extends ExchangeResult['kind']> = Extract<ExchangeResult, { kind: K }>;
/** A request before it gets its id. */
type Draft = ExchangeRequest extends infer R
  ? R extends { readonly id: number }
    ? Omit<R, 'id'>
    : never
  : never;

export interface ExchangeClientOptions {
  readonly createWorker?: () => Worker;
  readonly patience?: number;
}

/** Reading of annotation files in a worker; each import has its own, so that all its memory goes when it ends. */
export function createExchangeClient(options: ExchangeClientOptions = {}): ExchangeClient {
  return {
    openImport: async (files, signal, progress) => {
      if (signal.aborted) throw stopped();
      const reading = new WorkerImport(options, signal, progress);
      await reading.open(files);
      return reading;
    },
  };
}

function startExchangeWorker(): Worker {
  return new Worker(new URL('../exchange-worker.ts', import.meta.url), { type: 'module', name: 'exchange' });
}

function stopped(): StudioError {
  return new StudioError('aborted', 'Stopped. Nothing was changed.');
}

class WorkerImport implements OpenImport {
  found: FoundFiles = { candidates: [], photos: [], unread: [] };
  readonly #link: WorkerLink<ExchangeRequest, ExchangeResult, ExchangeReply>;
  readonly #signal: AbortSignal;
  readonly #abort = () => this.#end(stopped());
  #nextId = 1;

  constructor(options: ExchangeClientOptions, signal: AbortSignal, progress: ImportProgress) {
    this.#signal = signal;
    this.#link = new WorkerLink({
      create: options.createWorker ?? startExchangeWorker,
      ...(options.patience !== undefined && { patience: options.patience }),
      onReply: (reply) => {
        if (reply.kind === 'progress') progress(reply.stage, reply.done, reply.total);
      },
      onDeath: () => signal.removeEventListener('abort', this.#abort),
    });
    signal.addEventListener('abort', this.#abort, { once: true });
  }

  async open(files: readonly ChosenFile[]): Promise<void> {
    try {
      this.found = (await this.#call({ kind: 'open', files }, 'opened')).found;
    } catch (error) {
      this.close();
      throw error;
    }
  }

  async photo(index: number): Promise<Blob> {
    return (await this.#call({ kind: 'photo', index }, 'photo')).file;
  }

  async read(format: string, images: readonly ImageRecord[]): Promise<ImportResult> {
    const { head } = await this.#call({ kind: 'read', format, images }, 'read');
    const assembly = new ImportAssembly(head);
    for (;;) {
      const { part } = await this.#call({ kind: 'next-part' }, 'part');
      if (part === null) return assembly.finish();
      assembly.add(part);
    }
  }

  close(): void {
    this.#end();
  }

  #end(error?: StudioError): void {
    this.#signal.removeEventListener('abort', this.#abort);
    this.#link.close(error);
  }

  async #call<K extends ExchangeResult['kind']>(draft: Draft, expected: K): Promise<Result<K>> {
    if (this.#signal.aborted) throw stopped();
    const id = this.#nextId++;
    const value = await this.#link.call({ ...draft, id } as ExchangeRequest & { readonly id: number });
    if (value.kind !== expected) throw new TypeError(`Unexpected result ${value.kind}`);
    return value as Result<K>;
  }
}
