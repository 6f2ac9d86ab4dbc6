import { applyEvent } from '../../document/apply-event.ts';
import type { BytePool } from '../../document/byte-pool.ts';
import { eventSchema } from '../../document/event-schema.ts';
import type { ProjectEvent, RememberedProject } from '../../document/project-event.ts';
import { StudioError } from '../../errors/studio-error.ts';
import type { Mask } from '../../mask/mask.ts';
import type { Migration } from './format-migration.ts';
import { journalStartSchema } from './project-files.ts';
import { contentOf } from './read-snapshot.ts';
import { decodeRecord, findRecord, recordHeader, recordLength, type StoredRecord } from './record.ts';
import type { Loss } from './recovery-words.ts';

export interface Journal {
  /** Null when its beginning can't be read. */
  readonly generation: number | null;
  /** Sequence of the last event before it. */
  readonly after: number;
  /** Whether the project held nothing before it. */
  readonly fromNothing: boolean;
  readonly bytes: Uint8Array;
  /** Where its first event begins. */
  readonly start: number;
}

/** Bytes that a beginning may take: a file of no more was being begun when the page went away. */
const beginning = 256;

/** Null for one without a single event. Throws StudioError `storage-newer`. */
export function readJournal(bytes: Uint8Array, steps: readonly Migration[]): Journal | null {
  const first = decodeRecord(bytes, 0);
  const begun = first && journalStartSchema.safeParse(contentOf(first, undefined, steps));
  if (first && begun?.success) {
    const { generation, fromNothing } = begun.data;
    return { generation, fromNothing, after: first.sequence, bytes, start: recordLength(first) };
  }
  const unknown = { generation: null, fromNothing: false, bytes };
  const start = findRecord(bytes, 0);
  const record = start < 0 ? null : decodeRecord(bytes, start);
  if (record) return { ...unknown, after: record.sequence - 1, start };
  return bytes.length > beginning ? { ...unknown, after: 0, start: 0 } : null;
}

/** In the order in which they were written. */
export function inOrder(journals: readonly Journal[]): readonly Journal[] {
  const last = Number.MAX_SAFE_INTEGER;
  return journals.toSorted((a, b) => a.after - b.after || (a.generation ?? last) - (b.generation ?? last));
}

export interface Replay {
  readonly project: RememberedProject;
  /** Of the last event in it. */
  readonly sequence: number;
  /** Highest sequence that the journals tell of: more than `sequence` when events were lost. */
  readonly highest: number;
  /** Highest epoch of its events. */
  readonly epoch: number;
  readonly loss: Loss | null;
  /** Where the journal goes on; null when it can't, as what is lost lies in the middle. */
  readonly tail: { readonly generation: number; readonly end: number } | null;
}

/** Carries out the events of journals, in order, upon a project as it was after event `sequence`. */
export function replayJournals(
  from: { readonly project: RememberedProject; readonly sequence: number },
  journals: readonly Journal[],
  pool: BytePool<Mask>,
  steps: readonly Migration[],
): Replay {
  const replay = new Replaying(from.project, from.sequence, (record) => eventOf(record, pool, steps));
  const ends = journals.map((journal) => replay.follow(journal));
  const { project, sequence, epoch } = replay;
  const highest = Math.max(sequence, ...ends.map(highestIn));
  const last = ends.at(-1);
  const generation = last?.position === sequence ? last.journal.generation : null;
  return {
    project,
    sequence,
    highest,
    epoch,
    loss: highest > sequence ? lossOf(highest - sequence, replay) : lossAtEnd(ends, replay),
    tail: last && generation !== null ? { generation, end: last.at } : null,
  };
}

/** Where reading a journal stopped. */
interface End {
  readonly journal: Journal;
  readonly at: number;
  /** Sequence of the record before that place. */
  readonly position: number;
  /** False when something lies there that should have been read. */
  readonly clean: boolean;
}

class Replaying {
  project: RememberedProject;
  sequence: number;
  epoch = 0;
  lastEvent: ProjectEvent | null = null;
  readonly #read: (record: StoredRecord) => ProjectEvent | null;

  constructor(
    project: RememberedProject,
    sequence: number,
    read: (record: StoredRecord) => ProjectEvent | null,
  ) {
    this.project = project;
    this.sequence = sequence;
    this.#read = read;
  }

  follow(journal: Journal): End {
    let at = journal.start;
    let position = journal.after;
    while (at < journal.bytes.length) {
      const record = decodeRecord(journal.bytes, at);
      // Whole, but of earlier days: the file was cut here, and the cut itself did not reach the disk.
      if (record && record.sequence <= position) return { journal, at, position, clean: true };
      if (record?.sequence !== position + 1 || !this.#take(record))
        return { journal, at, position, clean: false };
      position = record.sequence;
      at += recordLength(record);
    }
    return { journal, at, position, clean: true };
  }

  /** False when the record can't be read, does not fit, or comes after a gap. */
  #take(record: StoredRecord): boolean {
    if (record.sequence <= this.sequence) return true;
    const event = record.sequence === this.sequence + 1 ? this.#read(record) : null;
    if (!event) return false;
    try {
      this.project = applyEvent(this.project, event);
    } catch (error) {
      if (error instanceof StudioError) return false;
      throw error;
    }
    this.lastEvent = event;
    this.sequence = record.sequence;
    this.epoch = Math.max(this.epoch, record.epoch);
    return true;
  }
}

function eventOf(
  record: StoredRecord,
  pool: BytePool<Mask>,
  steps: readonly Migration[],
): ProjectEvent | null {
  const read = eventSchema.safeParse(contentOf(record, pool, steps));
  return read.success ? read.data : null;
}

function lossOf(changes: number | null, { lastEvent }: Replaying, torn = false): Loss {
  return { lastEvent, changes, torn };
}

/** What can't be read where no whole event follows; null when that is nothing. */
function lossAtEnd(ends: readonly End[], replay: Replaying): Loss | null {
  // A bad place in a journal that others go on from is of no account: what it held is in the snapshot.
  const bad = ends.find(({ clean, position }) => !clean && position >= replay.sequence);
  if (bad) return lossOf(1, replay, endsWithin(bad.journal.bytes, bad.at));
  const blank = ends.some(({ journal, at }) => journal.generation === null && at === 0);
  return blank ? lossOf(null, replay) : null;
}

/** Highest sequence that a journal tells of, at and after the place where reading it stopped. */
function highestIn({ journal, at, position, clean }: End): number {
  let highest = position;
  for (let next = clean ? -1 : findRecord(journal.bytes, at); next >= 0; ) {
    const record = decodeRecord(journal.bytes, next);
    if (record) highest = Math.max(highest, record.sequence);
    next = findRecord(journal.bytes, next + (record ? recordLength(record) : 1));
  }
  return highest;
}

/** Whether the record that begins at `at` says that it is longer than what is left of the file. */
function endsWithin(bytes: Uint8Array, at: number): boolean {
  if (at + recordHeader > bytes.length) return true;
  const length = new DataView(bytes.buffer, bytes.byteOffset + at).getUint32(4, true);
  return at + recordHeader + length > bytes.length;
}
