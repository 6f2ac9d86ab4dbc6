import { MemoryFile } from '../memory-file.ts';

/** What a disk of some size holds; shared by the files on it. */
export class LimitedDisk {
  /** Bytes that fit; writes beyond it are cut short without a word, as browsers do at their quota. */
  limit = Number.POSITIVE_INFINITY;
  used = 0;
  /** Writes that were cut short. */
  refused = 0;
}

/** A file on a disk that can be full, with what was flushed apart from what was only written. */
export class LimitedFile extends MemoryFile {
  readonly #disk: LimitedDisk;
  /** The content at the last flush: what a power cut leaves, at the least. */
  flushed = new Uint8Array(0);

  constructor(disk = new LimitedDisk()) {
    super();
    this.#disk = disk;
  }

  override write(bytes: Uint8Array, at: number): number {
    const room = Math.max(0, this.#disk.limit - this.#disk.used + Math.max(0, this.size() - at));
    if (bytes.length <= room) return super.write(bytes, at);
    super.write(bytes.subarray(0, room), at);
    this.#disk.refused += 1;
    // Chromium gives an error number as an unsigned count here.
    return 0xfffffff8;
  }

  override truncate(size: number): void {
    this.#disk.used += size - this.size();
    super.truncate(size);
  }

  override flush(): void {
    this.flushed = this.bytes.slice();
  }

  /** Puts other content in place of all that is in it. */
  replace(bytes: Uint8Array): void {
    this.truncate(0);
    super.write(bytes, 0);
  }
}
