import type { SyncFile } from './journal/sync-file.ts';

/** A file in memory; its room doubles as it grows, so that appending stays cheap. */
export class MemoryFile implements SyncFile {
  /** Somebody has it open. */
  held = false;
  #room = new Uint8Array(1024);
  #size = 0;

  /** All that is in it: the file's own bytes, not a copy. */
  get bytes(): Uint8Array<ArrayBuffer> {
    return this.#room.subarray(0, this.#size);
  }

  size(): number {
    return this.#size;
  }

  read(into: Uint8Array, at: number): number {
    const part = this.bytes.subarray(at, at + into.length);
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
      room.set(this.bytes);
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
