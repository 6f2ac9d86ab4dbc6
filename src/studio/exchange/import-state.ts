import type { CategoryTarget, ImportOptions } from '../../formats/import-command.ts';
import type { ImportFailure } from '../../formats/import-result.ts';

/** How the files are to be read and applied. */
export interface ImportChoice {
  /** `Format.id` of one of the candidates. */
  readonly format: string;
  readonly mode: ImportOptions['mode'];
  /** What becomes of classes, by their index in the files; the others go by their name. */
  readonly categories: ReadonlyMap<number, CategoryTarget>;
}

/** An import from choosing files to its end; the document changes only when it is applied. */
export type ImportState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'reading'; readonly what: string; readonly done: number; readonly total: number }
  | {
      readonly kind: 'ready';
      /** What the files are called together. */
      readonly source: string;
      readonly candidates: readonly {
        readonly format: string;
        readonly title: string;
        readonly files: number;
      }[];
      readonly choice: ImportChoice;
      /** Classes in the files, and how many objects each has. */
      readonly categories: readonly { readonly name: string; readonly objects: number }[];
      /** Photos of the project that the files speak of. */
      readonly images: number;
      /** Photos that came along and are not in the project yet. */
      readonly newImages: number;
      readonly objects: number;
      readonly turns: number;
      readonly failed: readonly ImportFailure[];
      readonly notes: readonly string[];
      /** Files that no format reads. */
      readonly unread: readonly string[];
    }
  | {
      readonly kind: 'done';
      readonly added: number;
      readonly removed: number;
      readonly known: number;
      readonly leftOut: number;
      readonly failed: readonly ImportFailure[];
    }
  | { readonly kind: 'failed'; readonly message: string };
