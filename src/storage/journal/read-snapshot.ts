import type { BytePool } from '../../document/byte-pool.ts';
import { unpackValues } from '../../document/pack-values.ts';
import type { RememberedProject } from '../../document/project-event.ts';
import { StudioError } from '../../errors/studio-error.ts';
import type { Mask } from '../../mask/mask.ts';
import { type Migration, migrate } from './format-migration.ts';
import { snapshotEndSchema, snapshotStartSchema } from './project-files.ts';
import { decodeRecord, findRecord, recordLength, type StoredRecord } from './record.ts';
import { projectFromParts, type SnapshotPart, snapshotPartSchema } from './snapshot-parts.ts';

export interface SnapshotContent {
  readonly generation: number;
  /** Of the last event in it. */
  readonly sequence: number;
  readonly parts: readonly SnapshotPart[];
  /** False when parts of it are missing or damaged. */
  readonly whole: boolean;
}

/** What the first record says; null when there is none. Throws StudioError `storage-newer`. */
export function readSnapshotStart(
  bytes: Uint8Array,
  steps: readonly Migration[],
): { readonly generation: number; readonly sequence: number } | null {
  const record = decodeRecord(bytes, 0);
  const start = record && snapshotStartSchema.safeParse(contentOf(record, undefined, steps));
  return start?.success ? start.data : null;
}

/** All that can be read of a snapshot; null when not even its beginning can. Throws StudioError `storage-newer`. */
export function readSnapshot(
  bytes: Uint8Array,
  pool: BytePool<Mask>,
  steps: readonly Migration[],
): SnapshotContent | null {
  const start = readSnapshotStart(bytes, steps);
  if (!start) return null;
  const parts: SnapshotPart[] = [];
  let whole = false;
  let expected = 0;
  let damaged = false;
  for (let at = 0; at >= 0 && at < bytes.length; ) {
    const record = decodeRecord(bytes, at);
    // A record of an older snapshot that lay here before belongs to another generation.
    if (!record || record.epoch !== start.generation) {
      damaged = true;
      at = findRecord(bytes, at + 1);
      continue;
    }
    if (record.sequence !== expected) damaged = true;
    expected = record.sequence + 1;
    at += recordLength(record);
    if (record.sequence === 0) continue;
    const content = contentOf(record, pool, steps);
    const end = snapshotEndSchema.safeParse(content);
    if (end.success) {
      whole = !damaged && end.data.records === expected;
      break;
    }
    const part = snapshotPartSchema.safeParse(content);
    if (part.success) parts.push(part.data);
    else damaged = true;
  }
  return { ...start, parts, whole };
}

/** The project of a whole snapshot. Throws StudioError when its parts don't fit together. */
export function projectOf({ parts, whole }: SnapshotContent): RememberedProject {
  if (!whole) throw new StudioError('format-invalid', 'A snapshot of the project is incomplete.');
  return projectFromParts(parts);
}

/** What a record holds, in the form of now; null when it can't be unpacked. Throws StudioError `storage-newer`. */
export function contentOf(
  record: StoredRecord,
  pool: BytePool<Mask> | undefined,
  steps: readonly Migration[],
): unknown {
  try {
    return migrate(unpackValues(record.payload, pool), record.version, steps);
  } catch (error) {
    if (error instanceof StudioError && error.code !== 'storage-newer') return null;
    throw error;
  }
}
