import { StudioError } from '../../errors/studio-error.ts';
import { type ReadCocoFile, readCocoFile } from '../coco/read-coco-file.ts';
import { by, type OnFailure, records } from '../coco/read-coco-tables.ts';
import type { Importer } from '../format.ts';
import { ImportBatch } from '../import-batch.ts';
import type { ImportFile } from '../import-file.ts';
import type { JsonSections } from '../json/json-sections.ts';
import { peekJson } from '../json/peek-json.ts';
import { sectionsOf } from '../json/sections-of.ts';
import type { Pace } from '../pace.ts';
import { type RefEntry, refFault, refSchema, targetsOf } from './refs-schema.ts';

/**
 * Reads referring sets: one file with `refs` beside COCO's lists, or a list of refs with the COCO file that it points
 * to. Each sentence becomes a question of the photo's conversation.
 */
export const refsImporter: Importer = {
  async claim(files, pace) {
    const { whole, lists, instances } = await sort(files, pace);
    return [...whole, ...lists, ...(lists.length > 0 ? instances : [])];
  },
  async read(files, { photos, pace }) {
    const batch = new ImportBatch(photos);
    const { whole, lists, instances } = await sort(files, pace);
    for (const file of whole) {
      await batch.attemptAsync(file.path, { kind: 'file' }, async () => {
        const coco = await readCocoFile(file, batch, pace);
        await readList(file, coco.tables.json, 'refs', [coco], batch, pace);
      });
    }
    const read: ReadCocoFile[] = [];
    for (const file of instances) {
      const coco = await batch.attemptAsync(file.path, { kind: 'file' }, () =>
        readCocoFile(file, batch, pace),
      );
      if (coco !== null) read.push(coco);
    }
    for (const file of lists) {
      await batch.attemptAsync(file.path, { kind: 'file' }, async () => {
        if (read.length === 0) {
          throw new StudioError(
            'format-invalid',
            'It names objects by number. Choose the COCO file with them together with it.',
          );
        }
        await readList(file, await sectionsOf(file, pace), '', read, batch, pace);
      });
    }
    return batch.finish();
  },
};

interface Sorted {
  /** COCO's lists and refs. */
  readonly whole: readonly ImportFile[];
  /** Refs alone. */
  readonly lists: readonly ImportFile[];
  readonly instances: readonly ImportFile[];
}

async function sort(files: readonly ImportFile[], pace: Pace): Promise<Sorted> {
  const sorted = { whole: [] as ImportFile[], lists: [] as ImportFile[], instances: [] as ImportFile[] };
  for (const file of files) {
    if (!file.path.toLowerCase().endsWith('.json')) continue;
    const peek = await peekJson(file, pace);
    const isCoco = peek?.keys.has('images') && peek.keys.has('annotations');
    if (peek?.itemKeys.get('')?.has('ref_id')) sorted.lists.push(file);
    else if (isCoco && peek?.keys.has('refs')) sorted.whole.push(file);
    else if (isCoco) sorted.instances.push(file);
  }
  return sorted;
}

async function readList(
  file: ImportFile,
  json: JsonSections,
  key: string,
  sets: readonly ReadCocoFile[],
  batch: ImportBatch,
  pace: Pace,
): Promise<void> {
  const fail: OnFailure = (place, reason) => batch.fail(file.path, place, reason);
  for (const { value, pointer, at } of records(json, key, by(refSchema), fail)) {
    const wait = pace(at, json.text.length);
    if (wait) await wait;
    const set = sets.find(({ tables }) => tables.images.has(value.image_id));
    batch.attempt(file.path, { kind: 'pointer', pointer }, () => addRef(value, set));
  }
}

function addRef(ref: RefEntry, set: ReadCocoFile | undefined): void {
  const invalid = (reason: string) => new StudioError('format-invalid', reason);
  if (set === undefined) throw invalid(`It is about photo ${ref.image_id}, which is not in the file.`);
  const fault = refFault(ref);
  if (fault !== null) throw invalid(fault);
  const image = set.reader.imageOf(ref.image_id);
  if (image === null) throw invalid('Its photo has no place in the project.');
  const objects = targetsOf(ref).map((id) => {
    const annotation = set.reader.annotations.get(id);
    if (annotation === undefined) throw invalid(`It names annotation ${id}, which could not be read.`);
    if (annotation.image !== image) throw invalid(`It names annotation ${id}, which is on another photo.`);
    return annotation.object;
  });
  for (const { sent } of ref.sentences) image.turns.push({ prompt: sent, words: '', objects });
}
