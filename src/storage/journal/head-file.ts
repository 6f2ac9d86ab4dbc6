import type { z } from 'zod';
import { packValues, unpackValues } from '../../document/pack-values.ts';
import { StudioError } from '../../errors/studio-error.ts';
import { decodeRecord, encodeRecords } from './record.ts';
import { readBytes, type SyncFile, writeBytes } from './sync-file.ts';

/** Two slots, far enough apart that no write of one touches a sector of the other. */
const slotBytes = 4096;

const slotNumbers = [0, 1] as const;

interface Slot<T> {
  readonly value: T;
  /** How many values were written before this one. */
  readonly count: number;
  readonly version: number;
}

/**
 * A small file with one value that is replaced whole or not at all: two slots are written in turn, and the newest that
 * can be read counts.
 */
export class HeadFile<T> {
  readonly #file: SyncFile;
  readonly #schema: z.ZodType<T>;
  readonly #version: number;

  /** `version` is that of the format written; a file of a newer one is refused. */
  constructor(file: SyncFile, schema: z.ZodType<T>, version: number) {
    this.#file = file;
    this.#schema = schema;
    this.#version = version;
  }

  /** The value last written; null when none can be read. Throws StudioError `storage-newer`. */
  read(): T | null {
    return this.#newest()?.value ?? null;
  }

  /** Durable when it returns. Throws what the disk throws; the value before is then still there. */
  write(value: T): void {
    const count = (this.#newest()?.count ?? -1) + 1;
    const payload = packValues(value);
    const bytes = encodeRecords([{ version: this.#version, epoch: 0, sequence: count, payload }]);
    if (bytes.length > slotBytes)
      throw new StudioError('storage-failed', 'The name of the project is too long to be saved.');
    writeBytes(this.#file, bytes, (count % 2) * slotBytes);
    this.#file.flush();
  }

  #newest(): Slot<T> | null {
    const slots = slotNumbers.flatMap((slot) => this.#slot(slot) ?? []);
    return slots.toSorted((a, b) => b.count - a.count)[0] ?? null;
  }

  #slot(slot: number): Slot<T> | null {
    const record = decodeRecord(readBytes(this.#file, slot * slotBytes, slotBytes), 0);
    if (!record) return null;
    if (record.version > this.#version) throw newerVersion();
    const read = this.#schema.safeParse(unpackOrNull(record.payload));
    return read.success ? { value: read.data, count: record.sequence, version: record.version } : null;
  }
}

/** Said of anything that a later version of the studio wrote; such a project is left as it is. */
export function newerVersion(): StudioError {
  return new StudioError(
    'storage-newer',
    'This project was saved by a newer version of the studio. Reload the page to get that version. Nothing was changed.',
  );
}

function unpackOrNull(bytes: Uint8Array): unknown {
  try {
    return unpackValues(bytes);
  } catch (error) {
    if (error instanceof StudioError) return null;
    throw error;
  }
}
