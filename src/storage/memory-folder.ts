import { StudioError } from '../errors/studio-error.ts';
import type { Folder } from './folder.ts';
import type { SyncFile } from './journal/sync-file.ts';

/** Where the browser keeps nothing, as in some private windows: files that are gone with the page. */
export class MemoryFolder implements Folder {
  readonly #folders = new Map<string, MemoryFolder>();
  readonly #files = new Map<string, Blob | HeldFile>();

  async folder(name: string, { create } = { create: false }): Promise<Folder | null> {
    const known = this.#folders.get(name);
    if (known || !create) return known ?? null;
    const made = new MemoryFolder();
    this.#folders.set(name, made);
    return made;
  }

  async openFile(name: string): Promise<SyncFile> {
    const known = this.#files.get(name);
    if (known instanceof HeldFile && known.held)
      throw new StudioError('storage-taken', 'The file is open in another place.');
    const file = known instanceof HeldFile ? known : new HeldFile();
    if (known instanceof Blob) file.write(new Uint8Array(await known.arrayBuffer()), 0);
    file.held = true;
    this.#files.set(name, file);
    return file;
  }

  async readFile(name: string): Promise<Blob | null> {
    const file = this.#files.get(name);
    return file instanceof HeldFile ? new Blob([file.content()]) : (file ?? null);
  }

  async writeFile(name: string, content: Blob | Uint8Array<ArrayBuffer>): Promise<void> {
    this.#files.set(name, content instanceof Blob ? content : new Blob([content]));
  }

  /** Lets go of all files that are held, as the system does for a page that is gone. */
  letGo(): void {
    for (const file of this.#files.values()) if (file instanceof HeldFile) file.held = false;
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

/** A file in memory; its room doubles as it grows, so that appending stays cheap. */
class HeldFile implements SyncFile {
  held = false;
  #room = new Uint8Array(1024);
  #size = 0;

  content(): Uint8Array<ArrayBuffer> {
    return this.#room.slice(0, this.#size);
  }

  size(): number {
    return this.#size;
  }

  read(into: Uint8Array, at: number): number {
    const part = this.#room.subarray(Math.min(at, this.#size), Math.min(at + into.length, this.#size));
    into.set(part);
    return part.length;
  }

  write(bytes: Uint8Array, at: number): number {
    if (at + bytes.length > this.#size) this.truncate(at + bytes.length);
    this.#room.set(bytes, at);
    return bytes.length;
  }

  truncate(size: number): void {
    if (size > this.#room.length) {
      const room = new Uint8Array(Math.max(size, this.#room.length * 2));
      room.set(this.#room.subarray(0, this.#size));
      this.#room = room;
    }
    if (size < this.#size) this.#room.fill(0, size, this.#size);
    this.#size = size;
  }

  flush(): void {
    // There is no disk behind it.
  }

  close(): void {
    this.held = false;
  }
}
