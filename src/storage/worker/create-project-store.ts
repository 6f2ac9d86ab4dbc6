import type { ProjectId } from '../../document/project-summary.ts';
import { WorkerLink } from '../../worker/client/worker-link.ts';
import type { ProjectStore } from '../project-store.ts';
import type { StorageReply, StorageRequest } from './storage-calls.ts';

type Link = WorkerLink<StorageRequest, unknown, StorageReply>;
type Call = Extract<StorageRequest, { kind: 'call' }>;

function startStorageWorker(): Worker {
  return new Worker(new URL('./storage-worker.ts', import.meta.url), { type: 'module', name: 'storage' });
}

/** The projects of this browser as the page sees them; the worker starts with the first call, and again if it dies. */
export function createProjectStore(createWorker: () => Worker = startStorageWorker): ProjectStore {
  return new WorkerProjectStore(createWorker);
}

class WorkerProjectStore implements ProjectStore {
  readonly #createWorker: () => Worker;
  #link: Link | null = null;
  #nextId = 1;
  /** The project open for writing, which a new worker must open again. */
  #writing: ProjectId | null = null;
  /** Opening again what a worker that died had open. */
  #reopening: Promise<unknown> | null = null;

  constructor(createWorker: () => Worker) {
    this.#createWorker = createWorker;
  }

  list: ProjectStore['list'] = () => this.#call('list');
  create: ProjectStore['create'] = (name) => this.#call('create', name);
  rename: ProjectStore['rename'] = (id, name) => this.#call('rename', id, name);
  duplicate: ProjectStore['duplicate'] = (id, name) => this.#call('duplicate', id, name);
  remove: ProjectStore['remove'] = (id) => this.#call('remove', id);
  beginRestore: ProjectStore['beginRestore'] = (bundle) => this.#call('beginRestore', bundle);
  continueRestore: ProjectStore['continueRestore'] = (id) => this.#call('continueRestore', id);
  append: ProjectStore['append'] = (id, events, holdings) => this.#call('append', id, events, holdings);
  beginSnapshot: ProjectStore['beginSnapshot'] = (id) => this.#call('beginSnapshot', id);
  addToSnapshot: ProjectStore['addToSnapshot'] = (id, parts) => this.#call('addToSnapshot', id, parts);
  finishSnapshot: ProjectStore['finishSnapshot'] = (id) => this.#call('finishSnapshot', id);
  putPhoto: ProjectStore['putPhoto'] = (id, sha256, file) => this.#call('putPhoto', id, sha256, file);
  getPhoto: ProjectStore['getPhoto'] = (id, sha256, bytes) => this.#call('getPhoto', id, sha256, bytes);
  putThumbnail: ProjectStore['putThumbnail'] = (id, key, file) => this.#call('putThumbnail', id, key, file);
  getThumbnail: ProjectStore['getThumbnail'] = (id, key) => this.#call('getThumbnail', id, key);

  open: ProjectStore['open'] = async (id, access) => {
    const opened = await this.#call('open', id, access);
    if (access === 'write') this.#writing = id;
    return opened;
  };

  close: ProjectStore['close'] = async (id) => {
    if (this.#writing === id) this.#writing = null;
    await this.#call('close', id);
  };

  async #call<Method extends keyof ProjectStore>(
    method: Method,
    ...args: Parameters<ProjectStore[Method]>
  ): Promise<Awaited<ReturnType<ProjectStore[Method]>>> {
    const link = this.#running();
    await this.#reopening;
    return (await link.call(this.#request(method, args))) as Awaited<ReturnType<ProjectStore[Method]>>;
  }

  #request<Method extends keyof ProjectStore>(method: Method, args: Parameters<ProjectStore[Method]>): Call {
    const id = this.#nextId++;
    return { kind: 'call', id, method, args } as unknown as Call;
  }

  #running(): Link {
    if (this.#link) return this.#link;
    const link: Link = new WorkerLink({
      create: this.#createWorker,
      onDeath: () => {
        if (this.#link === link) this.#link = null;
      },
    });
    this.#link = link;
    // What fails here fails again, with words, in the call that needs it.
    this.#reopening = this.#writing
      ? link.call(this.#request('open', [this.#writing, 'write'])).catch(() => undefined)
      : null;
    return link;
  }
}
