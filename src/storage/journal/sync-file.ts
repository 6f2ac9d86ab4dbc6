import { StudioError } from '../../errors/studio-error.ts';

/**
 * A file that is read and written at once, as the browser's sync access handle is: what the journal needs of a disk.
 * Positions and sizes are bytes. All methods may throw what the disk throws.
 */
export interface SyncFile {
  size(): number;
  /** Fills `into` from position `at`; gives how many bytes there were, fewer at the end of the file. */
  read(into: Uint8Array, at: number): number;
  /** Gives how many bytes were written: on a full disk fewer than asked, or nonsense, without throwing. */
  write(bytes: Uint8Array, at: number): number;
  truncate(size: number): void;
  /** Resolved writes may still lie in a buffer of the system; after this they have been handed to the disk. */
  flush(): void;
  close(): void;
}

/** The bytes from `at` up to the end of the file, or `length` of them; fewer when the file has no more. */
export function readBytes(file: SyncFile, at = 0, length = Math.max(0, file.size() - at)): Uint8Array {
  const bytes = new Uint8Array(Math.max(0, Math.min(length, file.size() - at)));
  let got = 0;
  while (got < bytes.length) {
    const count = file.read(bytes.subarray(got), at + got);
    if (!(count > 0 && count <= bytes.length - got)) break;
    got += count;
  }
  return got === bytes.length ? bytes : bytes.slice(0, got);
}

/** Writes all the bytes, or throws: StudioError `storage-full` when the disk took fewer without a word. */
export function writeBytes(file: SyncFile, bytes: Uint8Array, at: number): void {
  const count = file.write(bytes, at);
  if (count === bytes.length) return;
  throw new StudioError('storage-full', 'The disk took only a part of what was to be saved: it is full.');
}
