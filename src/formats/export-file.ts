import type { ImageId } from '../document/document.ts';

/** Text is written as UTF-8. */
export type FilePiece = string | Uint8Array;

/**
 * One file of an export. Its pieces are made while they are read, so that nothing of the data set need be held: they
 * must be read in order, once, and to their end before the next file is asked for.
 */
export type ExportFile =
  | {
      readonly kind: 'made';
      /** Relative to the folder or zip, with forward slashes; unique within the export; never leaves it. */
      readonly path: string;
      readonly pieces: Iterable<FilePiece> | AsyncIterable<FilePiece>;
    }
  /** A copy of the photo's own bytes, which the caller streams from where it keeps them. */
  | { readonly kind: 'photo'; readonly path: string; readonly image: ImageId };
