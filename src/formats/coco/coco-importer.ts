import type { Importer } from '../format.ts';
import { ImportBatch } from '../import-batch.ts';
import type { ImportFile } from '../import-file.ts';
import { peekJson } from '../json/peek-json.ts';
import { readCocoFile } from './read-coco-file.ts';

/** Reads COCO instances, also keyed predictions, whatever order their lists come in. */
export const cocoImporter: Importer = {
  async claim(files, pace) {
    const claimed: ImportFile[] = [];
    for (const file of files) {
      if (!file.path.toLowerCase().endsWith('.json')) continue;
      const peek = await peekJson(file, pace);
      if (!peek?.keys.has('images') || !peek.keys.has('annotations') || peek.keys.has('refs')) continue;
      if (!peek.itemKeys.get('annotations')?.has('segments_info')) claimed.push(file);
    }
    return claimed;
  },
  async read(files, { photos, pace }) {
    const batch = new ImportBatch(photos);
    for (const file of files) {
      await batch.attemptAsync(file.path, { kind: 'file' }, () => readCocoFile(file, batch, pace));
    }
    return batch.finish();
  },
};
