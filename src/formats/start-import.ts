import { StudioError } from '../errors/studio-error.ts';
import type { Format, ImportContext } from './format.ts';
import type { ImportFile } from './import-file.ts';
import type { ImportResult } from './import-result.ts';
import type { Pace } from './pace.ts';

/** A format that can read some of the files that were chosen. */
export interface ImportCandidate {
  readonly format: Format;
  readonly files: readonly ImportFile[];
}

/** Which formats the files are of, the one that reads most of them first. Files that none reads are in no candidate. */
export async function findFormats(
  formats: readonly Format[],
  files: readonly ImportFile[],
  pace: Pace,
): Promise<readonly ImportCandidate[]> {
  const candidates: ImportCandidate[] = [];
  for (const format of formats) {
    const importer = await format.importer?.();
    const claimed = (await importer?.claim(files, pace)) ?? [];
    if (claimed.length > 0) candidates.push({ format, files: claimed });
  }
  // The order of the registry decides between formats that read equally many.
  return candidates.toSorted((a, b) => b.files.length - a.files.length);
}

/**
 * Reads annotation files; the document is not touched (see `importCommand`). Content that cannot be read never rejects:
 * it is in `failed`. Rejects only when `pace` stops it (StudioError `aborted`) or a file cannot be read from its disk.
 */
export async function readImport(
  format: Format,
  files: readonly ImportFile[],
  context: ImportContext,
): Promise<ImportResult> {
  const importer = await format.importer?.();
  if (importer === undefined) {
    throw new StudioError('format-invalid', `${format.title} can only be exported.`);
  }
  try {
    return await importer.read(files, context);
  } catch (error) {
    if (!(error instanceof StudioError) || error.code !== 'format-invalid') throw error;
    const file = files.length === 1 ? files[0]!.path : '';
    return {
      categories: [],
      images: [],
      failed: [{ file, place: { kind: 'file' }, reason: error.message }],
      notes: [],
    };
  }
}
