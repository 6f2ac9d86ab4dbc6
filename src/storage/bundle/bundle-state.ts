import { applyCommand } from '../../document/apply-command.ts';
import { BytePool } from '../../document/byte-pool.ts';
import { type History, type HistoryStep, restoreHistory } from '../../document/history.ts';
import { packValues } from '../../document/pack-values.ts';
import type { RememberedProject } from '../../document/project-event.ts';
import { StudioError } from '../../errors/studio-error.ts';
import type { Mask } from '../../mask/mask.ts';
import { formatVersion, type Migration } from '../journal/format-migration.ts';
import { snapshotEndSchema, snapshotStartSchema } from '../journal/project-files.ts';
import { contentOf } from '../journal/read-snapshot.ts';
import { decodeRecord, encodeRecords, recordHeader } from '../journal/record.ts';
import {
  projectFromParts,
  type SnapshotPart,
  snapshotPartSchema,
  snapshotParts,
} from '../journal/snapshot-parts.ts';
import type { BundleLimits } from './bundle-limits.ts';
import { requireModestText } from './modest-text.ts';

/** A project as the records of a snapshot, one after another: joined they are what `StateReader` reads. */
export function* stateRecords(
  project: RememberedProject,
  steps: readonly Migration[],
): Generator<Uint8Array<ArrayBuffer>, void> {
  const version = formatVersion(steps);
  let sequence = 0;
  const record = (content: unknown) =>
    new Uint8Array(
      encodeRecords([{ version, epoch: 0, sequence: sequence++, payload: packValues(content) }]),
    );
  yield record({ kind: 'snapshot', generation: 0, sequence: 0 });
  for (const part of snapshotParts(project)) yield record(part);
  yield record({ kind: 'end', records: sequence + 1 });
}

/**
 * Takes the bytes of a project's state as they come, in pieces of any size, and holds no more than one record beside
 * what is read. Throws StudioError `format-invalid` for anything that was not written whole, `storage-newer`.
 */
export class StateReader {
  readonly #size: number;
  readonly #limits: BundleLimits;
  readonly #steps: readonly Migration[];
  readonly #pool = new BytePool<Mask>();
  readonly #parts: SnapshotPart[] = [];
  readonly #head = new Uint8Array(recordHeader);
  #record: Uint8Array = this.#head;
  #filled = 0;
  #taken = 0;
  #records = 0;
  #ended = false;

  /** `size`: bytes that there will be. */
  constructor(size: number, limits: BundleLimits, steps: readonly Migration[]) {
    this.#size = size;
    this.#limits = limits;
    this.#steps = steps;
  }

  write(chunk: Uint8Array): void {
    let at = 0;
    while (at < chunk.length) {
      const count = Math.min(chunk.length - at, this.#record.length - this.#filled);
      this.#record.set(chunk.subarray(at, at + count), this.#filled);
      this.#filled += count;
      this.#taken += count;
      at += count;
      if (this.#filled === this.#record.length) this.#next();
    }
  }

  /** The project, when all has been written. */
  finish(): RememberedProject {
    if (!this.#ended || this.#filled > 0) throw damagedState('it ends too soon');
    return projectFromParts(this.#parts);
  }

  #next(): void {
    if (this.#record === this.#head) {
      const length = new DataView(this.#head.buffer).getUint32(4, true);
      if (length > this.#size - this.#taken) throw damagedState('it ends too soon');
      this.#record = new Uint8Array(recordHeader + length);
      this.#record.set(this.#head);
      if (length > 0) return;
    }
    this.#take(this.#record);
    this.#record = this.#head;
    this.#filled = 0;
  }

  #take(bytes: Uint8Array): void {
    const record = decodeRecord(bytes, 0);
    if (!record) throw damagedState('a checksum is wrong');
    if (this.#ended || record.epoch !== 0 || record.sequence !== this.#records)
      throw damagedState('its records are out of order');
    requireModestText(record.payload, this.#limits);
    const content = contentOf(record, this.#pool, this.#steps);
    this.#records += 1;
    if (this.#records === 1) {
      if (!snapshotStartSchema.safeParse(content).success) throw damagedState('its beginning is missing');
      return;
    }
    const end = snapshotEndSchema.safeParse(content);
    if (end.success) {
      if (end.data.records !== this.#records) throw damagedState('a record is missing');
      this.#ended = true;
      return;
    }
    const part = snapshotPartSchema.safeParse(content);
    if (!part.success) throw damagedState('a record cannot be read');
    this.#parts.push(part.data);
  }
}

/** Work that checking the steps of undo may take, in photos and classes looked at. */
const patience = 1e9;

/**
 * The project with its steps of undo only if they lead from here to the first and on to the last: a step that does not
 * fit would be refused in the middle of somebody's undo.
 */
export function withSoundHistory(project: RememberedProject): {
  readonly project: RememberedProject;
  readonly problems: readonly string[];
} {
  const { history } = project;
  if (history.steps.length === 0 || isSound(history)) return { project, problems: [] };
  const { document } = history;
  return {
    project: {
      ...project,
      history: restoreHistory({ document, steps: [], position: 0, forgotten: true }),
    },
    problems: ['The steps of undo do not fit the project and were left out. Undo begins anew.'],
  };
}

function isSound({ document, steps, position }: History): boolean {
  if (steps.length * (document.images.length + document.categories.length) > patience) return false;
  const undos = steps.slice(0, position).toReversed();
  const batch = (list: readonly HistoryStep[], which: 'undo' | 'redo') =>
    ({ kind: 'batch', commands: list.map((step) => step[which]) }) as const;
  try {
    // In one batch each, so that the lists of objects are copied once and not for each step.
    const first = applyCommand(document, batch(undos, 'undo')).document;
    applyCommand(first, batch(steps, 'redo'));
    return true;
  } catch (error) {
    if (error instanceof StudioError) return false;
    throw error;
  }
}

function damagedState(why: string): StudioError {
  return new StudioError('format-invalid', `the saved project in it is damaged (${why})`);
}
