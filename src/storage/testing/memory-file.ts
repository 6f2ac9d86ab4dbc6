import type { SyncFile } from '../journal/sync-file.ts';

/** What a disk of some size holds; shared by the files on it. */
export class MemoryDisk {
  /** Bytes that fit; writes beyond it are cut short without a word, as browsers do at their quota. */
  limit = Number.POSITIVE_INFINITY;
  used = 0;
  /** Writes that were cut short. */
  refused = 0;
}

/** A file in memory with a disk that can be full, and with what was flushed apart from what was only written. */
export class MemoryFile implements SyncFile {
  readonly #disk: MemoryDisk;
  #bytes = new Uint8Array(0);
  /** The content at the last flush: what a power cut leaves, at the least. */
  flushed = new Uint8Array(0);
  flushes = 0;
  open = 0;

  constructor(disk = new MemoryDisk()) {
    this.#disk = disk;
  }

  get bytes(): Uint8Array<ArrayBuffer> {
    return this.#bytes;
  }

  set bytes(bytes: Uint8Array<ArrayBuffer>) {
    this.#disk.used += bytes.length - this.#bytes.length;
    this.#bytes = bytes;
  }

  size(): number {
    return this.#bytes.length;
  }

  read(into: Uint8Array, at: number): number {
    const part = this.#bytes.subarray(at, at + into.length);
    into.set(part);
    return part.length;
  }

  write(bytes: Uint8Array, at: number): number {
    const room = Math.max(0, this.#disk.limit - this.#disk.used + Math.max(0, this.#bytes.length - at));
    const part = bytes.subarray(0, Math.min(bytes.length, room));
    if (part.length < bytes.length) this.#disk.refused += 1;
    if (at + part.length > this.#bytes.length) this.truncate(at + part.length);
    this.#bytes.set(part, at);
    // Chromium gives an error number as an unsigned count here.
    return part.length < bytes.length ? 0xfffffff8 : part.length;
  }

  truncate(size: number): void {
    const next = new Uint8Array(size);
    next.set(this.#bytes.subarray(0, size));
    this.bytes = next;
  }

  flush(): void {
    this.flushes += 1;
    this.flushed = this.#bytes.slice();
  }

  close(): void {
    this.open -= 1;
  }
}
