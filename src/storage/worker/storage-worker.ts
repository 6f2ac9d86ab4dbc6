import type { Command } from '../../document/command.ts';
import { guardWorker, type WorkerScope } from '../../worker/guard-worker.ts';
import { toErrorMessage } from '../../worker/protocol.ts';
import { MemoryFolder } from '../memory-folder.ts';
import type { ProjectStore } from '../project-store.ts';
import { ProjectLibrary } from '../projects/project-library.ts';
import { openPrivateFolder } from './open-private-folder.ts';
import { OpfsFolder } from './opfs-folder.ts';
import { wholeEvents, wholeParts } from './staged-commands.ts';
import type { StorageReply, StorageRequest } from './storage-calls.ts';

type StorageCall = Extract<StorageRequest, { kind: 'call' }>;

/** Entry of the storage worker: the only place that writes projects, as files can be written in place only here. */
const scope = globalThis as unknown as WorkerScope<StorageRequest, StorageReply>;
const library = openLibrary();
/** Commands that were sent ahead of their call. */
const staged = new Map<number, Command[]>();

guardWorker(
  scope,
  (error): StorageReply => ({ kind: 'broken', error }),
  (request) => {
    if (request.kind === 'ping') scope.postMessage({ kind: 'pong' });
    else if (request.kind === 'stage') {
      const before = staged.get(request.key);
      if (before) before.push(...request.commands);
      else staged.set(request.key, [...request.commands]);
    } else void answer(request);
  },
);

function takeStaged(key: number): readonly Command[] | undefined {
  const commands = staged.get(key);
  staged.delete(key);
  return commands;
}

/** The arguments as they were before commands were sent ahead. */
function wholeArgs(call: StorageCall): StorageCall['args'] {
  if (call.method === 'append') {
    const [project, events, holdings] = call.args;
    return [project, wholeEvents(events, takeStaged), holdings];
  }
  if (call.method === 'addToSnapshot') return [call.args[0], wholeParts(call.args[1], takeStaged)];
  return call.args;
}

async function answer(call: StorageCall): Promise<void> {
  const { id, method } = call;
  try {
    const args = wholeArgs(call);
    const store: ProjectStore = await library;
    // The types of method and arguments belong together in every request; TypeScript can't follow that here.
    const value = await (store[method] as (...args: readonly unknown[]) => Promise<unknown>).apply(
      store,
      args,
    );
    scope.postMessage({ kind: 'result', id, value });
  } catch (error) {
    const fallback = { code: 'storage-failed', message: `Saving failed: ${String(error)}` } as const;
    scope.postMessage({ kind: 'failed', id, error: toErrorMessage(error, fallback) });
  }
}

async function openLibrary(): Promise<ProjectLibrary> {
  const surroundings = { now: () => Date.now(), newId: () => crypto.randomUUID() };
  const openRoot = async () => new OpfsFolder(await navigator.storage.getDirectory());
  const root = await openPrivateFolder(openRoot, `probe-${crypto.randomUUID()}`);
  return new ProjectLibrary({ root: root ?? new MemoryFolder(), kept: root !== null, ...surroundings });
}
