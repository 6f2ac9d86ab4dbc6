import { expect, it } from 'vitest';
import { MemoryFolder } from '../memory-folder.ts';
import { ProjectLibrary } from '../projects/project-library.ts';
import { randomEvents } from '../testing/random-events.ts';
import { createProjectStore } from './create-project-store.ts';
import type { StorageReply, StorageRequest } from './storage-calls.ts';

let ids = 0;

/** A storage worker in this thread; it can die as workers do, and then the system lets go of its files. */
class LocalStorageWorker {
  onmessage: ((event: MessageEvent) => void) | null = null;
  onerror: ((event: ErrorEvent) => void) | null = null;
  terminated = false;
  readonly #library: ProjectLibrary;

  constructor(root: MemoryFolder) {
    this.#library = new ProjectLibrary({ root, kept: true, now: () => 5, newId: () => `p-${ids++}` });
  }

  postMessage(request: StorageRequest): void {
    if (request.kind !== 'call') return;
    const { id, method, args } = structuredClone(request);
    const call = this.#library[method] as (...args: readonly unknown[]) => Promise<unknown>;
    const reply = (message: StorageReply) => {
      if (!this.terminated) this.onmessage?.({ data: structuredClone(message) } as MessageEvent);
    };
    call.apply(this.#library, args).then(
      (value) => reply({ kind: 'result', id, value }),
      ({ code, message }) => reply({ kind: 'failed', id, error: { code, message } }),
    );
  }

  terminate(): void {
    this.terminated = true;
  }

  die(): void {
    this.onerror?.({ message: 'out of memory', preventDefault: () => undefined } as ErrorEvent);
  }
}

function browser() {
  const root = new MemoryFolder();
  const workers: LocalStorageWorker[] = [];
  const store = createProjectStore(() => {
    const worker = new LocalStorageWorker(root);
    workers.push(worker);
    return worker as unknown as Worker;
  });
  return { root, store, workers };
}

const { events } = randomEvents(3, 6);
const numbered = (from: number, to: number) =>
  events.slice(from, to).map((event, i) => ({ sequence: from + i + 1, event }));
const holdings = { photos: 0, objects: 0, photoBytes: 0, cover: null };

it('goes on with the open project when its worker dies', async () => {
  const { root, store, workers } = browser();
  const id = await store.create('A');
  await store.open(id, 'write');
  await store.append(id, numbered(0, 3), holdings);
  workers[0]!.die();
  root.letGo();
  await store.append(id, numbered(0, 5), holdings);
  expect(workers).toHaveLength(2);
  expect((await store.open(id, 'read')).sequence).toBe(5);
});

it('goes on also when the files could not be opened again at once', async () => {
  const { root, store, workers } = browser();
  const id = await store.create('A');
  await store.open(id, 'write');
  workers[0]!.die();
  // The system still holds them for the worker that died.
  await expect(store.append(id, numbered(0, 2), holdings)).rejects.toMatchObject({ code: 'storage-failed' });
  root.letGo();
  await store.append(id, numbered(0, 4), holdings);
  expect((await store.open(id, 'read')).sequence).toBe(4);
});

it('opens nothing again that was closed', async () => {
  const { root, store, workers } = browser();
  const id = await store.create('A');
  await store.open(id, 'write');
  await store.close(id);
  workers[0]!.die();
  await expect(store.append(id, numbered(0, 2), holdings)).rejects.toMatchObject({ code: 'storage-failed' });
  const other = new LocalStorageWorker(root);
  expect(other.terminated).toBe(false);
  expect(await createProjectStore(() => other as unknown as Worker).open(id, 'write')).toBeTruthy();
});
