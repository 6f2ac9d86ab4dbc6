import type { ImageId, ObjectId } from '../document/document.ts';
import type { SplitName } from './export-job.ts';
import type { Skipped } from './export-plan.ts';

/** One thing to know before saving. `error`: something will not be in the files, or readers will refuse them. */
export interface ExportCheck {
  /** A stable word, such as `empty-mask`. */
  readonly kind: string;
  readonly tone: 'ok' | 'warning' | 'error';
  readonly text: string;
  /** How many photos, objects or classes it is about. */
  readonly count: number;
  /** The first of them, to show. */
  readonly image?: ImageId;
  readonly object?: ObjectId;
}

/** What an export will hold and all that is wrong with it, errors first. */
export interface ExportSummary {
  readonly images: number;
  readonly objects: number;
  readonly categories: number;
  /** Photos a part; null without a split. */
  readonly splits: Readonly<Partial<Record<SplitName, number>>> | null;
  readonly checks: readonly ExportCheck[];
  /** What is known before writing to be left out; writing may add to it (see `ExportRun.skipped`). */
  readonly skipped: readonly Skipped[];
}
