import type { FormatHolds, FormatOption } from '../../formats/format.ts';
import { formats } from '../../formats/formats.ts';

/** A format as the screen lists it. */
export interface FormatInfo {
  readonly id: string;
  readonly title: string;
  /** Who reads it, in a few words. */
  readonly readers: string;
  readonly holds: FormatHolds;
  readonly options: readonly FormatOption[];
  readonly exports: boolean;
  readonly imports: boolean;
}

export const formatInfos: readonly FormatInfo[] = formats.map(
  ({ id, title, readers, holds, options, exporter, importer }) => ({
    id,
    title,
    readers,
    holds,
    options,
    exports: exporter !== null,
    imports: importer !== null,
  }),
);
