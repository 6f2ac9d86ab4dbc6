import type { SyncFile } from './sync-file.ts';

/** Bytes as a file that is only read: for what another tab writes, and for copies. */
export class ByteFile implements SyncFile {
  readonly #bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
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

  write(): never {
    throw new TypeError('These bytes are only read.');
  }

  truncate(): never {
    throw new TypeError('These bytes are only read.');
  }

  flush(): void {
    // Nothing was written.
  }

  close(): void {
    // Nothing was opened.
  }
}
