import type { Command } from '../../document/command.ts';
import type { ProjectId } from '../../document/project-summary.ts';
import { WorkerLink } from '../../worker/client/worker-link.ts';
import type { ProjectStore } from '../project-store.ts';
import { lightEvents, lightParts, objectsIn, type StagedCommands } from './staged-commands.ts';
import type { StorageReply, StorageRequest } from './storage-calls.ts';

type Link = WorkerLink<StorageRequest, unknown, StorageReply>;
type Call = Extract<StorageRequest, { kind: 'call' }>;

/** Milliseconds that sending may hold the page up at a time. */
const slice = 6;
const objectsAtOnce = 200;

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
  /** The project open for writing, which a new worker must open again, and the worker that has it open. */
  #writing: ProjectId | null = null;
  #writer: Link | null = null;
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
  append: ProjectStore['append'] = async (id, events, holdings) => {
    const ahead: StagedCommands[] = [];
    const light = lightEvents(events, (commands) => this.#stage(ahead, commands));
    await this.#sendAhead(ahead);
    return this.#call('append', id, light, holdings);
  };
  beginSnapshot: ProjectStore['beginSnapshot'] = (id) => this.#call('beginSnapshot', id);
  addToSnapshot: ProjectStore['addToSnapshot'] = async (id, parts) => {
    const ahead: StagedCommands[] = [];
    const light = lightParts(parts, (commands) => this.#stage(ahead, commands));
    await this.#sendAhead(ahead);
    await this.#call('addToSnapshot', id, light);
  };
  finishSnapshot: ProjectStore['finishSnapshot'] = (id) => this.#call('finishSnapshot', id);
  putPhoto: ProjectStore['putPhoto'] = (id, sha256, file) => this.#call('putPhoto', id, sha256, file);
  getPhoto: ProjectStore['getPhoto'] = (id, sha256, bytes) => this.#call('getPhoto', id, sha256, bytes);
  lostPhotos: ProjectStore['lostPhotos'] = (id, photos) => this.#call('lostPhotos', id, photos);
  putThumbnail: ProjectStore['putThumbnail'] = (id, key, file) => this.#call('putThumbnail', id, key, file);
  getThumbnail: ProjectStore['getThumbnail'] = (id, key) => this.#call('getThumbnail', id, key);

  open: ProjectStore['open'] = async (id, access) => {
    if (access === 'read') return this.#call('open', id, access);
    // Whatever comes of it, the worker closes the one before.
    this.#writing = null;
    const link = this.#running();
    const opened = await this.#callOn(link, 'open', id, access);
    this.#writing = id;
    this.#writer = link;
    return opened;
  };

  close: ProjectStore['close'] = async (id) => {
    if (this.#writing === id) this.#writing = null;
    await this.#call('close', id);
  };

  #stage(ahead: StagedCommands[], commands: readonly Command[]): number {
    const key = this.#nextId++;
    ahead.push({ key, commands });
    return key;
  }

  /** Sends commands a few at a time, giving way between them. A worker that dies meanwhile refuses the call after it. */
  async #sendAhead(ahead: readonly StagedCommands[]): Promise<void> {
    if (ahead.length === 0) return;
    const link = await this.#ready();
    for (const { key, commands } of ahead) {
      let begun = performance.now();
      for (let at = 0; at < commands.length; ) {
        const from = at;
        for (let objects = 0; at < commands.length && objects < objectsAtOnce; at++)
          objects += objectsIn(commands[at] as Command);
        link.send({ kind: 'stage', key, commands: commands.slice(from, at) });
        if (performance.now() - begun < slice) continue;
        await new Promise((resolve) => setTimeout(resolve));
        begun = performance.now();
      }
    }
  }

  async #call<Method extends keyof ProjectStore>(
    method: Method,
    ...args: Parameters<ProjectStore[Method]>
  ): Promise<Awaited<ReturnType<ProjectStore[Method]>>> {
    return this.#callOn(await this.#ready(), method, ...args);
  }

  async #callOn<Method extends keyof ProjectStore>(
    link: Link,
    method: Method,
    ...args: Parameters<ProjectStore[Method]>
  ): Promise<Awaited<ReturnType<ProjectStore[Method]>>> {
    return (await link.call(this.#request(method, args))) as Awaited<ReturnType<ProjectStore[Method]>>;
  }

  #request<Method extends keyof ProjectStore>(method: Method, args: Parameters<ProjectStore[Method]>): Call {
    const id = this.#nextId++;
    return { kind: 'call', id, method, args } as unknown as Call;
  }

  /** A running worker that has the project open. */
  async #ready(): Promise<Link> {
    const link = this.#running();
    if (this.#writing !== null && this.#writer !== link) {
      this.#reopening ??= this.#reopen(this.#writing, link);
      await this.#reopening;
    }
    return link;
  }

  /** Never rejects: what fails here fails again, with words, in the call that needs it, and the next call tries again. */
  async #reopen(id: ProjectId, link: Link): Promise<void> {
    try {
      await link.call(this.#request('open', [id, 'write']));
      this.#writer = link;
    } catch {
      // Said by the call itself.
    } finally {
      this.#reopening = null;
    }
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
    return link;
  }
}
