import type { ImageRecord } from '../../document/document.ts';
import type { PhotoFile } from '../../formats/import-file.ts';
import type { ImportResult } from '../../formats/import-result.ts';

/** A file as somebody chose it; folders that came with it are part of the path. */
export interface ChosenFile {
  readonly path: string;
  readonly file: Blob;
}

export type ImportStage = 'files' | 'photos' | 'annotations';

/** Called a few times a second: how much of a stage is done, in whatever it is counted by. */
export type ImportProgress = (stage: ImportStage, done: number, total: number) => void;

/** What files hold, before any annotation is read. */
export interface FoundFiles {
  /** Formats that read some of the files, by their id, the one that reads most of them first. */
  readonly candidates: readonly { readonly format: string; readonly files: number }[];
  /** Photos among the files; without hashes where no format was found. */
  readonly photos: readonly PhotoFile[];
  /** Files that no format reads. */
  readonly unread: readonly string[];
}

/** Files under import; they and all that is known of them live in a worker of their own until `close`. */
export interface OpenImport {
  readonly found: FoundFiles;
  /** A photo among the files, by its place in `found.photos`. */
  photo(index: number): Promise<Blob>;
  /** Reads the files of one candidate against these photos, those about to be added included. */
  read(format: string, images: readonly ImageRecord[]): Promise<ImportResult>;
  /** Ends the worker at once, whatever it does; calls under way reject with `aborted`. */
  close(): void;
}

/**
 * Reading of annotation files off the main thread. Everything rejects with StudioError: what the files cause
 * (`format-invalid`), `aborted` once the signal is given, `worker-died` when the worker ran out of memory or failed.
 */
export interface ExchangeClient {
  /**
   * Unpacks zips, finds the formats and hashes photos. The signal holds for as long as the import is open: given, it
   * closes it.
   */
  openImport(
    files: readonly ChosenFile[],
    signal: AbortSignal,
    progress: ImportProgress,
  ): Promise<OpenImport>;
}
