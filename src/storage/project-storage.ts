import type { Turn } from '../document/conversation.ts';
import type { ImageId, StudioDocument } from '../document/document.ts';

export interface SavedProject {
  readonly document: StudioDocument;
  readonly conversations: ReadonlyMap<ImageId, readonly Turn[]>;
  readonly currentImage: ImageId | null;
}

/**
 * Where a project is kept. All methods reject with StudioError `storage-full` or `storage-failed`; nothing that
 * was saved before is lost by a failing call.
 */
export interface ProjectStorage {
  load(): Promise<SavedProject | null>;
  /** Durable when it resolves. Only what changed since the last save is written. */
  save(project: SavedProject): Promise<void>;
  putPhoto(sha256: string, file: Blob): Promise<void>;
  getPhoto(sha256: string): Promise<Blob | null>;
  clear(): Promise<void>;
}
