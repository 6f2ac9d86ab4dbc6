import { applyCommand } from '../../document/apply-command.ts';
import type { ImageRecord, StudioDocument } from '../../document/document.ts';
import { objectsOf } from '../../document/lookup.ts';
import { serializeMask } from '../../mask/serialize-mask.ts';
import type { Format } from '../format.ts';
import { importCommand } from '../import-command.ts';
import type { ImportFile, PhotoFile } from '../import-file.ts';
import type { ImportResult } from '../import-result.ts';
import { noPace } from '../pace.ts';
import { PhotoIndex } from '../photo-index.ts';
import { startExport } from '../start-export.ts';
import { readImport } from '../start-import.ts';
import { bareHost, exportJob } from './export-job.ts';

/** What files say about the photos of a document, the document itself untouched. */
export function readFiles(
  format: Format,
  files: readonly ImportFile[],
  images: readonly ImageRecord[],
  photos: readonly PhotoFile[] = [],
): Promise<ImportResult> {
  return readImport(format, files, { photos: new PhotoIndex(images, photos), pace: noPace });
}

/** The document of the same photos that files make, by one command on a document without objects. */
export function documentFrom(result: ImportResult, images: readonly ImageRecord[]): StudioDocument {
  const empty: StudioDocument = { images, categories: [], objects: new Map() };
  let next = 0;
  const newId = () => `id${next++}`;
  const { command } = importCommand(empty, result, { mode: 'merge', source: 'test', newId, now: 0 });
  return command === null ? empty : applyCommand(empty, command).document;
}

/** What must survive a round trip, in a form that compares: for each photo its objects' classes and pixels, in order. */
export function contentOf(document: StudioDocument): Record<string, readonly string[]> {
  const names = new Map(document.categories.map(({ id, name }) => [id, name.trim()]));
  return Object.fromEntries(
    document.images.map((image) => [
      image.name,
      objectsOf(document, image.id)
        .filter(({ mask }) => mask.runs.length > 0)
        .map(
          ({ category, mask }) =>
            `${names.get(category)} ${Buffer.from(serializeMask(mask)).toString('base64')}`,
        ),
    ]),
  );
}

/** The copies of photos as an export would lay them, so that renamed ones are found again by their hash. */
export async function photosAlong(document: StudioDocument, format: Format): Promise<readonly PhotoFile[]> {
  const run = await startExport(format, exportJob(document, { copyImages: true }), bareHost);
  const photos: PhotoFile[] = [];
  for await (const file of run.files) {
    if (file.kind !== 'photo') {
      for await (const _ of file.pieces);
      continue;
    }
    const { sha256 } = document.images.find(({ id }) => id === file.image)!;
    photos.push({ path: file.path, size: 0, sha256 });
  }
  return photos;
}
