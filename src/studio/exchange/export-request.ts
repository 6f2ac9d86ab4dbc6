import type { CategoryId, ImageId, ObjectId } from '../../document/document.ts';
import type { SplitRequest } from '../../formats/export-job.ts';

/** What people chose in the export dialog. */
export interface ExportRequest {
  /** `Format.id`. */
  readonly format: string;
  /** Choices of the format by `FormatOption.key`. */
  readonly options: Readonly<Record<string, string>>;
  /** `selected`: those selected in the strip. */
  readonly images: 'current' | 'selected' | 'reviewed' | 'all';
  /** Null for all. */
  readonly categories: ReadonlySet<CategoryId> | null;
  readonly split: SplitRequest | null;
  readonly copyImages: boolean;
}

/** Where the dialog begins: everything, exact, in the format that most readers take. */
export const startRequest: ExportRequest = {
  format: 'coco',
  options: {},
  images: 'all',
  categories: null,
  split: null,
  copyImages: false,
};

/** What an export will write and what is wrong with it, before anything is saved. */
export interface ExportPlan {
  /** Of what is saved: the one file itself, or a zip of all. */
  readonly fileName: string;
  readonly images: number;
  readonly objects: number;
  readonly categories: number;
  /** Photos a part; null without a split. */
  readonly splits: Readonly<Partial<Record<string, number>>> | null;
  readonly checks: readonly {
    readonly tone: 'ok' | 'warning' | 'error';
    readonly text: string;
    readonly show?: { readonly image: ImageId; readonly object?: ObjectId };
  }[];
  /** The first annotation file: its path, its first lines as they will be written, and its size when it is small. */
  readonly preview: { readonly path: string; readonly text: string; readonly bytes: number | null } | null;
}

/** An export under way, and what became of the last. */
export type ExportState =
  | { readonly kind: 'idle' }
  | {
      readonly kind: 'writing';
      /** Photos whose annotations are written, and copies of photos. */
      readonly done: number;
      readonly total: number;
      readonly bytes: number;
    }
  | {
      readonly kind: 'saved';
      readonly fileName: string;
      readonly bytes: number;
      readonly files: number;
      /** What was asked for and is not in the files, each with its reason. */
      readonly skipped: readonly {
        readonly text: string;
        readonly image?: ImageId;
        readonly object?: ObjectId;
      }[];
    }
  | { readonly kind: 'failed'; readonly message: string };
