import type { Turn } from '../document/conversation.ts';
import type { ImageId, StudioDocument } from '../document/document.ts';

export interface SavedProject {
  readonly document: StudioDocument;
  readonly conversations: ReadonlyMap<ImageId, readonly Turn[]>;
  readonly currentImage: ImageId | null;
}

/** What was read back. Nothing is left out silently: what could not be read is still stored and named in `problems`. */
export interface LoadedProject extends SavedProject {
  /** In words for people; empty when everything was read. */
  readonly problems: readonly string[];
}

/**
 * Where a project is kept. All methods reject with StudioError `storage-full` or `storage-failed`; nothing that
 * was saved before is lost by a failing call.
 */
export interface ProjectStorage {
  /** Null when nothing is stored. What can't be read is left out and reported, everything else opens. */
  load(): Promise<LoadedProject | null>;
  /**
   * Durable when it resolves. Only what changed since the last save or load is written, all of it or nothing. Refused
   * with `storage-failed` when the stored project is not the one last loaded or saved here (another tab wrote it).
   */
  save(project: SavedProject): Promise<void>;
  /** Photos stay until `clear`, also when their image is removed: undo brings it back. */
  putPhoto(sha256: string, file: Blob): Promise<void>;
  getPhoto(sha256: string): Promise<Blob | null>;
  clear(): Promise<void>;
  /** The project is kept elsewhere from now on: cleared when it was moved `whole`, else left as it is and not loaded again. */
  retire(whole: boolean): Promise<void>;
}
