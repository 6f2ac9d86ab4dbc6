import { StudioError } from '../../errors/studio-error.ts';
import type { Folder } from '../folder.ts';
import { type SyncFile, writeBytes } from '../journal/sync-file.ts';

/** A tab that is being closed or taken over lets go of its files within this many milliseconds. */
const patience = 4000;
const pause = 50;

/** A folder of the origin's private file system; only in a worker, where its files can be written in place. */
export class OpfsFolder implements Folder {
  readonly #handle: FileSystemDirectoryHandle;

  constructor(handle: FileSystemDirectoryHandle) {
    this.#handle = handle;
  }

  async folder(name: string, { create } = { create: false }): Promise<Folder | null> {
    const handle = await orNull(this.#handle.getDirectoryHandle(name, { create }));
    return handle && new OpfsFolder(handle);
  }

  async openFile(name: string): Promise<SyncFile> {
    const handle = await this.#handle.getFileHandle(name, { create: true });
    const end = performance.now() + patience;
    for (;;) {
      try {
        return syncFile(await handle.createSyncAccessHandle());
      } catch (error) {
        if (!isHeld(error)) throw error;
        if (performance.now() > end) throw heldElsewhere(error);
        await new Promise((resolve) => setTimeout(resolve, pause));
      }
    }
  }

  async readFile(name: string): Promise<Blob | null> {
    const handle = await orNull(this.#handle.getFileHandle(name));
    return handle ? handle.getFile() : null;
  }

  async writeFile(name: string, content: Blob | Uint8Array<ArrayBuffer>): Promise<void> {
    const file = await this.openFile(name);
    try {
      file.truncate(0);
      let at = 0;
      for await (const chunk of content instanceof Blob ? chunksOf(content) : [content]) {
        writeBytes(file, chunk, at);
        at += chunk.length;
      }
      file.flush();
      file.close();
    } catch (error) {
      file.close();
      await this.remove(name).catch(() => undefined);
      throw error;
    }
  }

  async names(): Promise<readonly string[]> {
    const names: string[] = [];
    for await (const name of this.#handle.keys()) names.push(name);
    return names;
  }

  async remove(name: string): Promise<void> {
    try {
      await orNull(this.#handle.removeEntry(name, { recursive: true }));
    } catch (error) {
      throw isHeld(error) ? heldElsewhere(error) : error;
    }
  }
}

function syncFile(handle: FileSystemSyncAccessHandle): SyncFile {
  return {
    size: () => handle.getSize(),
    read: (into, at) => handle.read(into as Uint8Array<ArrayBuffer>, { at }),
    write: (bytes, at) => handle.write(bytes as Uint8Array<ArrayBuffer>, { at }),
    truncate: (size) => handle.truncate(size),
    flush: () => handle.flush(),
    close: () => handle.close(),
  };
}

async function* chunksOf(content: Blob): AsyncGenerator<Uint8Array> {
  const reader = content.stream().getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    reader.releaseLock();
  }
}

async function orNull<T>(result: Promise<T>): Promise<T | null> {
  try {
    return await result;
  } catch (error) {
    if (nameOf(error) === 'NotFoundError') return null;
    throw error;
  }
}

function isHeld(error: unknown): boolean {
  const name = nameOf(error);
  return name === 'NoModificationAllowedError' || name === 'InvalidStateError';
}

function heldElsewhere(cause: unknown): StudioError {
  return new StudioError(
    'storage-taken',
    'The project is held open by another tab. Close that tab and try again. Nothing was changed.',
    { cause },
  );
}

function nameOf(error: unknown): string {
  return error instanceof DOMException ? error.name : '';
}
