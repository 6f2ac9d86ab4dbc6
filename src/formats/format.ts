import type { ExportCheck } from './export-check.ts';
import type { ExportFile } from './export-file.ts';
import type { ExportHost } from './export-job.ts';
import type { NamingRules } from './export-names.ts';
import type { ExportPlan, PlannedImage, Skipped } from './export-plan.ts';
import type { ImportFile } from './import-file.ts';
import type { ImportResult } from './import-result.ts';
import type { Pace } from './pace.ts';
import type { PhotoIndex } from './photo-index.ts';

/** A choice that a format offers, as data: dialogs and the command line are made from it. */
export interface FormatOption {
  readonly key: string;
  readonly title: string;
  /** The first is the default. */
  readonly choices: readonly {
    readonly value: string;
    readonly title: string;
    /** Who reads it or what it costs, in a few words. */
    readonly hint?: string;
  }[];
}

/** What a format can say about objects. */
export interface FormatHolds {
  /** `exact`: every pixel comes back; `coarse`: cells of a grid; `boxes`: no masks at all. */
  readonly masks: 'exact' | 'coarse' | 'boxes';
  readonly overlaps: boolean;
  readonly attributes: boolean;
  readonly conversations: boolean;
}

/** What a format's own code is handed beside the plan. */
export interface ExportDesk extends Omit<ExportHost, 'pace'> {
  /** Notes what is left out and why; it ends up in `ExportRun.skipped`. */
  skip(item: Skipped): void;
  /** Says that a photo's annotations are written: what progress is counted by. */
  done(image: PlannedImage): void;
}

export interface Exporter {
  readonly naming: NamingRules;
  /** True where a photo without objects leaves no trace in the files, which the format then tells itself. */
  readonly leavesOutBare?: boolean;
  /** What to know beyond the checks that all formats share; called before writing. */
  check(plan: ExportPlan, pace: Pace): Promise<readonly ExportCheck[]>;
  /**
   * The annotation files, each made while it is read. Copies of photos are not among them: `startExport` adds one of
   * each photo at its `photoPath`.
   */
  write(plan: ExportPlan, desk: ExportDesk): Iterable<ExportFile> | AsyncIterable<ExportFile>;
  /** Where the copy of a photo lies in the export; null when this format takes none. */
  photoPath(plan: ExportPlan, image: PlannedImage): string | null;
}

export interface ImportContext {
  /** The photos that annotations may be about. */
  readonly photos: PhotoIndex;
  readonly pace: Pace;
}

export interface Importer {
  /** Those of the files that are of this format, by name and, where names don't tell, by a look inside. */
  claim(files: readonly ImportFile[], pace: Pace): Promise<readonly ImportFile[]>;
  /**
   * Reads claimed files. What cannot be read is in `failed`, with its place, and the rest is read all the same. Rejects
   * only when `pace` stops it, or with StudioError `format-invalid` when nothing at all can be read.
   */
  read(files: readonly ImportFile[], context: ImportContext): Promise<ImportResult>;
}

/** One annotation format. Its code is fetched when it is needed, so that listing formats costs nothing. */
export interface Format {
  readonly id: string;
  readonly title: string;
  /** Who reads it, in a few words. */
  readonly readers: string;
  /** Of the annotation files, lower-case, without the dot. */
  readonly extensions: readonly string[];
  readonly holds: FormatHolds;
  readonly options: readonly FormatOption[];
  readonly exporter: (() => Promise<Exporter>) | null;
  readonly importer: (() => Promise<Importer>) | null;
}
