import type { ImportedImage, ImportFailure, ImportResult } from '../formats/import-result.ts';

/** What of an import's result is small, whatever the files hold; the rest follows in parts. */
export type ImportHead = Pick<ImportResult, 'categories' | 'notes'>;

/**
 * A piece of an import's result on its way between threads, small enough to be taken in within a few milliseconds. The
 * numbers of all its masks are in one array that moves, since a hundred thousand pairs of arrays would be cloned one by
 * one.
 */
export interface ImportPart {
  /** Photos that begin in this part; their objects may go on in the next ones. */
  readonly images: readonly Omit<ImportedImage, 'objects'>[];
  /**
   * For each object `objectFields` numbers: the photo's place among all of the result, the category, the mask's width,
   * height and top, the lengths of its rows and runs, the place of its attributes in `attributes`.
   */
  readonly objects: Uint32Array<ArrayBuffer>;
  /** For each object its mask's rows, then its runs. */
  readonly lists: Uint32Array<ArrayBuffer>;
  /** Every set of attributes that some object has, once. */
  readonly attributes: readonly Readonly<Record<string, string>>[];
  readonly failed: readonly ImportFailure[];
}

export const objectFields = 8;
