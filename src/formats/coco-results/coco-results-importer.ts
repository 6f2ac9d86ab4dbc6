import { StudioError } from '../../errors/studio-error.ts';
import { AnnotationReader } from '../coco/annotation-reader.ts';
import { readAnnotations } from '../coco/read-coco-file.ts';
import { type CocoTables, type OnFailure, readCocoTables } from '../coco/read-coco-tables.ts';
import type { Importer } from '../format.ts';
import { ImportBatch } from '../import-batch.ts';
import type { ImportFile } from '../import-file.ts';
import { peekJson } from '../json/peek-json.ts';
import { sectionsOf } from '../json/sections-of.ts';
import type { Pace } from '../pace.ts';

/**
 * Reads lists of predictions. They name photos and classes by number, so one file with these lists (image_info or the
 * instances that were predicted) has to come along.
 */
export const cocoResultsImporter: Importer = {
  async claim(files, pace) {
    const { results, tables } = await sort(files, pace);
    return results.length > 0 ? [...results, ...tables] : [];
  },
  async read(files, { photos, pace }) {
    const batch = new ImportBatch(photos);
    const { results, tables: tableFiles } = await sort(files, pace);
    const tables = await readTables(tableFiles, batch, pace);
    for (const file of results) {
      const fail: OnFailure = (place, reason) => batch.fail(file.path, place, reason);
      await batch.attemptAsync(file.path, { kind: 'file' }, async () => {
        const known = tables.get(folderOf(file)) ?? [...tables.values()][0];
        if (known === undefined) {
          throw new StudioError(
            'format-invalid',
            'It names photos and classes by number. Choose the COCO file with their names together with it.',
          );
        }
        const json = await sectionsOf(file, pace);
        if (json.fault !== null) fail({ kind: 'line', line: json.fault.line }, json.fault.reason);
        await readAnnotations({ json }, '', new AnnotationReader(file.path, known, batch), fail, pace);
      });
    }
    return batch.finish();
  },
};

interface Sorted {
  readonly results: readonly ImportFile[];
  /** Files with photos and classes. */
  readonly tables: readonly ImportFile[];
}

async function sort(files: readonly ImportFile[], pace: Pace): Promise<Sorted> {
  const results: ImportFile[] = [];
  const tables: ImportFile[] = [];
  for (const file of files) {
    if (!file.path.toLowerCase().endsWith('.json')) continue;
    const peek = await peekJson(file, pace);
    const first = peek?.itemKeys.get('');
    if (first?.has('image_id') && first.has('category_id') && first.has('score')) results.push(file);
    else if (peek?.keys.has('images') && peek.keys.has('categories')) tables.push(file);
  }
  return { results, tables };
}

/** Photos and classes by folder: each part of a split numbers its own. */
async function readTables(
  files: readonly ImportFile[],
  batch: ImportBatch,
  pace: Pace,
): Promise<ReadonlyMap<string, CocoTables>> {
  const tables = new Map<string, CocoTables>();
  for (const file of files) {
    const fail: OnFailure = (place, reason) => batch.fail(file.path, place, reason);
    await batch.attemptAsync(file.path, { kind: 'file' }, async () => {
      tables.set(folderOf(file), readCocoTables(await sectionsOf(file, pace), fail));
    });
  }
  return tables;
}

function folderOf({ path }: ImportFile): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}
