import type { SyncFile } from './journal/sync-file.ts';

/**
 * A folder that only this origin sees, as the browser's private file system has. Names are single names, never paths.
 * All methods reject with what the disk throws.
 */
export interface Folder {
  /** The folder of that name; null when there is none and it is not to be made. */
  folder(name: string, options?: { readonly create: boolean }): Promise<Folder | null>;
  /**
   * Opens a file to be read and written in place, made if there is none. Nobody else can open it until it is closed:
   * rejects with StudioError `storage-taken` while another holds it.
   */
  openFile(name: string): Promise<SyncFile>;
  /** The file as it is now, also while another holds it; null when there is none. */
  readFile(name: string): Promise<Blob | null>;
  /** Writes a whole file, durable when it resolves. A file that could not be written whole is not there afterwards. */
  writeFile(name: string, content: Blob | Uint8Array<ArrayBuffer>): Promise<void>;
  names(): Promise<readonly string[]>;
  /** Removes a file, or a folder with everything in it; does nothing when there is none. */
  remove(name: string): Promise<void>;
}
