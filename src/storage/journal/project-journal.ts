import { packValues } from '../../document/pack-values.ts';
import type { ProjectEvent, RememberedProject } from '../../document/project-event.ts';
import { StudioError } from '../../errors/studio-error.ts';
import { formatVersion, type Migration, migrations } from './format-migration.ts';
import { HeadFile } from './head-file.ts';
import { type Head, headSchema, journalFile, type ProjectFiles, snapshotFile } from './project-files.ts';
import { readProjectFiles } from './read-project-files.ts';
import { encodeRecords, type StoredRecord } from './record.ts';
import { type SnapshotPart, snapshotParts } from './snapshot-parts.ts';
import { type SyncFile, writeBytes } from './sync-file.ts';

/** An event and its place among all events of the project, counted from 1. */
export interface NumberedEvent {
  readonly sequence: number;
  readonly event: ProjectEvent;
}

export interface OpenedJournal {
  readonly journal: ProjectJournal;
  readonly project: RememberedProject;
  readonly problems: readonly string[];
}

/** A snapshot that is being written part by part, while events go on into the next journal. */
export interface SnapshotWriter {
  add(part: SnapshotPart): void;
  /** The snapshot counts from here on. Until then, and if this throws, the one before does. */
  finish(): void;
}

/**
 * A project on disk, open for writing: events are appended, and now and then all is written anew as a snapshot. Whatever
 * moment the power goes, opening gives the state after some event at or after the last that was appended for certain.
 * Methods throw StudioError `storage-full`, `storage-failed`, or `storage-taken` when another tab writes; the events of
 * a call that threw are not saved, and can be appended again.
 */
export class ProjectJournal {
  readonly #files: ProjectFiles;
  readonly #version: number;
  readonly #head: HeadFile<Head>;
  readonly #epoch: number;
  /** Generation of the newest whole snapshot. */
  #generation: number;
  /** Journal that is written, and where it ends. */
  #tail: { generation: number; end: number };
  #sequence: number;
  #snapshotBytes: number;

  private constructor(
    files: ProjectFiles,
    version: number,
    state: {
      readonly epoch: number;
      readonly generation: number;
      readonly tail: { readonly generation: number; readonly end: number };
      readonly sequence: number;
      readonly snapshotBytes: number;
    },
  ) {
    this.#files = files;
    this.#version = version;
    this.#head = new HeadFile(files.head, headSchema, version);
    this.#epoch = state.epoch;
    this.#generation = state.generation;
    this.#tail = { ...state.tail };
    this.#sequence = state.sequence;
    this.#snapshotBytes = state.snapshotBytes;
  }

  /** Writes a project into empty files. */
  static create(
    files: ProjectFiles,
    project: RememberedProject,
    steps: readonly Migration[] = migrations,
  ): ProjectJournal {
    return ProjectJournal.#renew(
      files,
      project,
      { sequence: 0, epoch: 1, generation: 1 },
      formatVersion(steps),
    );
  }

  /**
   * Opens the project and takes it over from whoever wrote it before; a damaged end is cut off. Null when the files
   * hold no project. Throws StudioError as `readProjectFiles` does.
   */
  static open(files: ProjectFiles, steps: readonly Migration[] = migrations): OpenedJournal | null {
    const read = readProjectFiles(files, steps);
    if (!read) return null;
    const { project, problems, generation, tail } = read;
    const version = formatVersion(steps);
    const epoch = read.epoch + 1;
    if (!tail) {
      // The new snapshot must not take the place of the one that everything was just read from.
      const next = read.newest + ((read.newest + generation) % 2 === 0 ? 1 : 2);
      const state = { sequence: read.highest, epoch, generation: next };
      const journal = ProjectJournal.#renew(files, project, state, version);
      return { journal, project, problems };
    }
    const file = journalFile(files, tail.generation);
    if (file.size() > tail.end) {
      file.truncate(tail.end);
      file.flush();
    }
    const journal = new ProjectJournal(files, version, { ...read, epoch, tail });
    journal.#head.write({ generation, epoch });
    return { journal, project, problems };
  }

  static #renew(
    files: ProjectFiles,
    project: RememberedProject,
    {
      sequence,
      epoch,
      generation,
    }: { readonly sequence: number; readonly epoch: number; readonly generation: number },
    version: number,
  ): ProjectJournal {
    const snapshot = new SnapshotFile(snapshotFile(files, generation), { generation, sequence, version });
    for (const part of snapshotParts(project)) snapshot.add(part);
    const snapshotBytes = snapshot.finish();
    const head = new HeadFile(files.head, headSchema, version);
    head.write({ generation, epoch });
    const { document, steps } = project.history;
    const held =
      document.images.length + document.categories.length + steps.length + project.conversations.size;
    const fromNothing = held === 0;
    const about = { generation, sequence, epoch, version, fromNothing };
    const end = startJournal(journalFile(files, generation), about);
    const state = { epoch, generation, tail: { generation, end }, sequence, snapshotBytes };
    return new ProjectJournal(files, version, state);
  }

  /** Sequence of the last event saved. */
  get sequence(): number {
    return this.#sequence;
  }

  /** Whether so much was appended since the last snapshot that a new one makes opening quick again. */
  get wantsSnapshot(): boolean {
    return this.#tail.end > Math.max(4 << 20, this.#snapshotBytes / 2);
  }

  /** Saves events; when it returns they have been handed to the disk. Those that are saved already are passed over. */
  append(events: readonly NumberedEvent[]): void {
    const fresh = events.filter(({ sequence }) => sequence > this.#sequence);
    if (fresh.length === 0) return;
    const records = fresh.map(({ sequence, event }, index): StoredRecord => {
      if (sequence !== this.#sequence + 1 + index)
        throw new StudioError(
          'storage-failed',
          'A change is missing between what is saved and what is to be.',
        );
      return { version: this.#version, epoch: this.#epoch, sequence, payload: packValues(event) };
    });
    this.#requireOurs();
    const file = journalFile(this.#files, this.#tail.generation);
    const bytes = encodeRecords(records);
    try {
      writeBytes(file, bytes, this.#tail.end);
      file.flush();
    } catch (error) {
      cutTo(file, this.#tail.end);
      throw error;
    }
    this.#tail.end += bytes.length;
    this.#sequence += fresh.length;
  }

  /**
   * Begins a snapshot of the project as it is after the last event saved. Events may be appended before it is
   * finished; a snapshot that is never finished leaves no trace.
   */
  beginSnapshot(): SnapshotWriter {
    this.#requireOurs();
    const generation = this.#generation + 1;
    const about = { generation, sequence: this.#sequence, version: this.#version };
    // Left over from a snapshot that was not finished, its journal already goes on.
    if (this.#tail.generation === this.#generation) {
      const end = startJournal(journalFile(this.#files, generation), { ...about, epoch: this.#epoch });
      this.#tail = { generation, end };
    }
    const snapshot = new SnapshotFile(snapshotFile(this.#files, generation), about);
    return {
      add: (part) => snapshot.add(part),
      finish: () => {
        this.#snapshotBytes = snapshot.finish();
        this.#requireOurs();
        this.#head.write({ generation, epoch: this.#epoch });
        this.#generation = generation;
      },
    };
  }

  close(): void {
    for (const file of [this.#files.head, ...this.#files.snapshots, ...this.#files.journals]) file.close();
  }

  /** A tab that lost its lock may still run; it must never write into what another tab goes on with. */
  #requireOurs(): void {
    const head = this.#head.read();
    if (head?.epoch === this.#epoch) return;
    if (!head)
      throw new StudioError(
        'storage-failed',
        'The saved project was taken off the disk, as by clearing the data of this page. What is in this tab is kept here: save it as a bundle before you close the tab.',
      );
    throw new StudioError(
      'storage-taken',
      'Another tab has taken over this project, so nothing was written here. Everything is kept in this tab.',
    );
  }
}

function startJournal(
  file: SyncFile,
  about: {
    readonly generation: number;
    readonly sequence: number;
    readonly epoch: number;
    readonly version: number;
    readonly fromNothing?: boolean;
  },
): number {
  const { generation, sequence, epoch, version, fromNothing = false } = about;
  const payload = packValues({ kind: 'journal', generation, fromNothing });
  const bytes = encodeRecords([{ version, epoch, sequence, payload }]);
  file.truncate(0);
  writeBytes(file, bytes, 0);
  file.flush();
  return bytes.length;
}

/** The file of a snapshot under way: records from 0, each with the generation as its epoch. */
class SnapshotFile {
  readonly #file: SyncFile;
  readonly #generation: number;
  readonly #version: number;
  #end = 0;
  #records = 0;

  constructor(
    file: SyncFile,
    {
      generation,
      sequence,
      version,
    }: { readonly generation: number; readonly sequence: number; readonly version: number },
  ) {
    this.#file = file;
    this.#generation = generation;
    this.#version = version;
    file.truncate(0);
    this.#write({ kind: 'snapshot', generation, sequence });
  }

  add(part: SnapshotPart): void {
    this.#write(part);
  }

  /** Gives its length in bytes. */
  finish(): number {
    this.#write({ kind: 'end', records: this.#records + 1 });
    this.#file.flush();
    return this.#end;
  }

  #write(content: unknown): void {
    const record = {
      version: this.#version,
      epoch: this.#generation,
      sequence: this.#records,
      payload: packValues(content),
    };
    const bytes = encodeRecords([record]);
    writeBytes(this.#file, bytes, this.#end);
    this.#end += bytes.length;
    this.#records += 1;
  }
}

/** Takes back what was written of a failed append; if even that fails, its records don't count as they are cut. */
function cutTo(file: SyncFile, end: number): void {
  try {
    file.truncate(end);
  } catch {
    // The next append writes over it, and whole records in it are true changes. The error before is the one to tell.
  }
}
