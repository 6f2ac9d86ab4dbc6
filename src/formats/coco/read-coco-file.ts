import type { ImportBatch } from '../import-batch.ts';
import type { ImportFile } from '../import-file.ts';
import { sectionsOf } from '../json/sections-of.ts';
import type { Pace } from '../pace.ts';
import { AnnotationReader } from './annotation-reader.ts';
import { readAnnotation } from './read-annotation.ts';
import { type CocoTables, type OnFailure, readCocoTables, records } from './read-coco-tables.ts';

export interface ReadCocoFile {
  readonly tables: CocoTables;
  readonly reader: AnnotationReader;
}

/** Reads one COCO file into the batch, a record at a time. Rejects with StudioError `format-invalid` for no text. */
export async function readCocoFile(file: ImportFile, batch: ImportBatch, pace: Pace): Promise<ReadCocoFile> {
  const fail: OnFailure = (place, reason) => batch.fail(file.path, place, reason);
  const tables = readCocoTables(await sectionsOf(file, pace), fail);
  const reader = new AnnotationReader(file.path, tables, batch);
  await readAnnotations(tables, 'annotations', reader, fail, pace);
  return { tables, reader };
}

/** Reads a list of annotations, '' for a file that is one. */
export async function readAnnotations(
  { json }: Pick<CocoTables, 'json'>,
  key: string,
  reader: AnnotationReader,
  fail: OnFailure,
  pace: Pace,
): Promise<void> {
  for (const record of records(json, key, readAnnotation, fail)) {
    const wait = pace(record.at, json.text.length);
    if (wait) await wait;
    reader.add(record);
  }
  reader.finish();
}
