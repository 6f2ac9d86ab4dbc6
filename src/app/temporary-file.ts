import { memoryFile } from '../studio/exchange/memory-file.ts';
import type { TemporaryFile } from '../studio/studio-dependencies.ts';

const folderName = 'temporary';
let cleared: Promise<void> | null = null;

/** A file in the origin's private file system; in memory where there is none, as in some private windows. */
export async function temporaryFile(name: string): Promise<TemporaryFile> {
  try {
    const root = await navigator.storage.getDirectory();
    // What an earlier visit left is of no more use; the first file of this one clears it.
    cleared ??= root.removeEntry(folderName, { recursive: true }).catch(() => undefined);
    await cleared;
    const folder = await root.getDirectoryHandle(folderName, { create: true });
    const handle = await folder.getFileHandle(crypto.randomUUID(), { create: true });
    const writable: WritableStream<Uint8Array> = await handle.createWritable();
    return { writable, file: async () => new File([await handle.getFile()], baseName(name)) };
  } catch {
    return memoryFile();
  }
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
