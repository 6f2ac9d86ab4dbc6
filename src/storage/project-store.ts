import type { ProjectEvent, RememberedProject } from '../document/project-event.ts';
import type { ProjectHoldings, ProjectId, ProjectSummary } from '../document/project-summary.ts';
import type { NumberedEvent } from './journal/project-journal.ts';
import type { SnapshotPart } from './journal/snapshot-parts.ts';

export interface ProjectList {
  /** Last opened first. */
  readonly projects: readonly ProjectSummary[];
  /** False where the browser keeps nothing (some private windows): projects are gone with the page. */
  readonly kept: boolean;
}

export interface OpenedProject {
  readonly summary: ProjectSummary;
  readonly project: RememberedProject;
  /** What could not be read, in words for people; empty when all was. */
  readonly problems: readonly string[];
  /** Sequence of the last event saved: the next is one more. */
  readonly sequence: number;
}

/** Whether a project is opened to be changed; only one tab may do so (`ProjectLock`). */
export type ProjectAccess = 'write' | 'read';

/**
 * The projects of this browser. Methods reject with StudioError: `storage-full`, `storage-failed`, `storage-newer` (a
 * later version wrote it), `storage-taken` (another tab holds or took it). What was saved before is never lost by a
 * failing call. One project at a time is open for writing.
 */
export interface ProjectStore {
  list(): Promise<ProjectList>;
  create(name: string): Promise<ProjectId>;
  rename(id: ProjectId, name: string): Promise<void>;
  /** A copy of its own, photos and history included. */
  duplicate(id: ProjectId, name: string): Promise<ProjectId>;
  remove(id: ProjectId): Promise<void>;
  /**
   * Begins a project out of a bundle (`readBundle` says what else it rejects with). It is in no list before
   * `continueRestore` says that it is finished; until then `remove` gives it up.
   */
  beginRestore(bundle: Blob): Promise<RestoreBegun>;
  /** Stores some more of its photos: call it again until it is finished. */
  continueRestore(id: ProjectId): Promise<RestoreProgress>;

  /** Opening one for writing closes the one that was. */
  open(id: ProjectId, access: ProjectAccess): Promise<OpenedProject>;
  /** Durable when it resolves, all of them. Events that are saved already are passed over. */
  append(id: ProjectId, events: readonly NumberedEvent[], holdings: ProjectHoldings): Promise<Appended>;
  /**
   * Writes the project anew as it is after the last event saved, so that opening it stays quick; its parts are added in
   * their order while events go on. It counts from `finishSnapshot` on; `beginSnapshot` gives up one that was begun.
   */
  beginSnapshot(id: ProjectId): Promise<void>;
  addToSnapshot(id: ProjectId, parts: readonly SnapshotPart[]): Promise<void>;
  finishSnapshot(id: ProjectId): Promise<void>;
  /** Lets go of the project's files, for other tabs. */
  close(id: ProjectId): Promise<void>;

  /** Photos stay as long as the project, also when their image is removed: undo brings it back. */
  putPhoto(id: ProjectId, sha256: string, file: Blob): Promise<void>;
  /** Null when it is not there, or not whole: `bytes` is the size that it must have. */
  getPhoto(id: ProjectId, sha256: string, bytes: number): Promise<Blob | null>;
  /** Of these photos those that `getPhoto` would not give, by their SHA-256. */
  lostPhotos(
    id: ProjectId,
    photos: readonly { readonly sha256: string; readonly bytes: number }[],
  ): Promise<readonly string[]>;
  /** A small picture of the photo of that key. */
  putThumbnail(id: ProjectId, key: string, picture: Blob): Promise<void>;
  getThumbnail(id: ProjectId, key: string): Promise<Blob | null>;
}

export interface RestoreBegun {
  readonly id: ProjectId;
  readonly name: string;
}

export interface RestoreProgress {
  /** Photos dealt with, of how many. */
  readonly photos: number;
  readonly of: number;
  readonly finished: boolean;
  /** What the bundle lacked, in words for people; all of it when finished. */
  readonly problems: readonly string[];
}

export interface Appended {
  /** So much was appended that a snapshot is due. */
  readonly wantsSnapshot: boolean;
}

export type { NumberedEvent, ProjectEvent, SnapshotPart };
