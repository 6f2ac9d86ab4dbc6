import { StudioError } from '../errors/studio-error.ts';
import type { Folder } from './folder.ts';
import type { SyncFile } from './journal/sync-file.ts';
import { MemoryFile } from './memory-file.ts';

/** Where the browser keeps nothing, as in some private windows: files that are gone with the page. */
export class MemoryFolder implements Folder {
  readonly #folders = new Map<string, MemoryFolder>();
  readonly #files = new Map<string, Blob | MemoryFile>();

  async folder(name: string, { create } = { create: false }): Promise<Folder | null> {
    const known = this.#folders.get(name);
    if (known || !create) return known ?? null;
    const made = new MemoryFolder();
    this.#folders.set(name, made);
    return made;
  }

  async openFile(name: string): Promise<SyncFile> {
    const known = this.#files.get(name);
    if (known instanceof MemoryFile && known.held)
      throw new StudioError('storage-taken', 'The file is open in another place.');
    const file = known instanceof MemoryFile ? known : new MemoryFile();
    if (known instanceof Blob) file.write(new Uint8Array(await known.arrayBuffer()), 0);
    file.held = true;
    this.#files.set(name, file);
    return file;
  }

  async readFile(name: string): Promise<Blob | null> {
    const file = this.#files.get(name);
    return file instanceof MemoryFile ? new Blob([file.bytes]) : (file ?? null);
  }

  async writeFile(name: string, content: Blob | Uint8Array<ArrayBuffer>): Promise<void> {
    this.#files.set(name, content instanceof Blob ? content : new Blob([content]));
  }

  /** Lets go of all files that are held, as the system does for a page that is gone. */
  letGo(): void {
    for (const file of this.#files.values()) if (file instanceof MemoryFile) file.held = false;
    for (const folder of this.#folders.values()) folder.letGo();
  }

  async names(): Promise<readonly string[]> {
    return [...this.#folders.keys(), ...this.#files.keys()];
  }

  async remove(name: string): Promise<void> {
    this.#folders.delete(name);
    this.#files.delete(name);
  }
}
