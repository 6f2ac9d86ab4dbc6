import { memoryFile } from '../studio/exchange/memory-file.ts';
import type { TemporaryFile } from '../studio/studio-dependencies.ts';

const folderName = 'temporary';
let cleared: Promise<void> | null = null;

/**
 * A file in the origin's private file system, as long as this page is open; in memory where there is none, as in some
 * private windows.
 */
export async function temporaryFile(name: string): Promise<TemporaryFile> {
  try {
    const root = await navigator.storage.getDirectory();
    const folder = await root.getDirectoryHandle(folderName, { create: true });
    cleared ??= clearLeftOver(folder).catch((error: unknown) => {
      console.warn('Files of an earlier visit were not removed.', error);
    });
    await cleared;
    const key = crypto.randomUUID();
    await holdWhileOpen(key);
    const handle = await folder.getFileHandle(key, { create: true });
    const writable: WritableStream<Uint8Array> = await handle.createWritable();
    return { writable, file: async () => new File([await handle.getFile()], baseName(name)) };
  } catch {
    return memoryFile();
  }
}

/** What pages that are gone left is of no more use; what another tab is about to save must stay. */
async function clearLeftOver(folder: FileSystemDirectoryHandle): Promise<void> {
  const { held = [] } = await navigator.locks.query();
  const names = new Set(held.map(({ name: lock }) => lock));
  for await (const name of folder.keys())
    if (!names.has(lockOf(name))) await folder.removeEntry(name).catch(() => undefined);
}

/** Resolves when the lock by which other tabs know that the file is used is held, for as long as the page is open. */
function holdWhileOpen(name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const held = () => {
      resolve();
      return new Promise<never>(() => undefined);
    };
    navigator.locks.request(lockOf(name), held).catch(reject);
  });
}

function lockOf(name: string): string {
  return `text4seg-temporary-${name}`;
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
