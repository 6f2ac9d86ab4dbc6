import { z } from 'zod';
import { StudioError } from '../../errors/studio-error.ts';
import type { Mask } from '../../mask/mask.ts';
import { RunBuilder } from '../../mask/run-builder.ts';
import { type CocoId, cocoIdSchema } from '../coco/coco-schema.ts';
import { by, type CocoTables, type OnFailure, readCocoTables, records } from '../coco/read-coco-tables.ts';
import { FileIndex } from '../file-index.ts';
import type { ImportContext, Importer } from '../format.ts';
import { type BatchImage, ImportBatch } from '../import-batch.ts';
import type { ImportFile } from '../import-file.ts';
import { peekJson } from '../json/peek-json.ts';
import { sectionsOf } from '../json/sections-of.ts';
import { type PngImage, readPng } from '../png/read-png.ts';

const segmentSchema = z.object({
  id: z.number().int().positive(),
  category_id: cocoIdSchema,
  iscrowd: z.union([z.literal(0), z.literal(1), z.boolean()]).nullish(),
});

const annotationSchema = z.object({
  image_id: cocoIdSchema,
  file_name: z.string().min(1),
  segments_info: z.array(segmentSchema),
});

type PanopticAnnotation = z.infer<typeof annotationSchema>;

/** Reads the JSON and the PNGs that it names, wherever among the files they lie. */
export const cocoPanopticImporter: Importer = {
  async claim(files, pace) {
    const claimed = new Set<ImportFile>();
    const index = new FileIndex(files);
    for (const file of files) {
      if (!file.path.toLowerCase().endsWith('.json')) continue;
      const peek = await peekJson(file, pace);
      if (!peek?.itemKeys.get('annotations')?.has('segments_info')) continue;
      claimed.add(file);
      const json = await sectionsOf(file, pace);
      for (const { value } of records(json, 'annotations', by(annotationSchema), () => undefined)) {
        const png = index.find(value.file_name);
        if (png !== null) claimed.add(png);
      }
    }
    return [...claimed];
  },
  async read(files, context) {
    const batch = new ImportBatch(context.photos);
    const pixels = new FileIndex(files.filter(({ path }) => !path.toLowerCase().endsWith('.json')));
    for (const file of files) {
      if (!file.path.toLowerCase().endsWith('.json')) continue;
      await batch.attemptAsync(file.path, { kind: 'file' }, () => readSet(file, pixels, batch, context));
    }
    return batch.finish();
  },
};

async function readSet(
  file: ImportFile,
  pixels: FileIndex,
  batch: ImportBatch,
  { pace }: ImportContext,
): Promise<void> {
  const fail: OnFailure = (place, reason) => batch.fail(file.path, place, reason);
  const tables = readCocoTables(await sectionsOf(file, pace), fail);
  const reader = new SegmentReader(file.path, tables, batch);
  const seen = new Set<CocoId>();
  for (const { value, pointer, at } of records(tables.json, 'annotations', by(annotationSchema), fail)) {
    const wait = pace(at, tables.json.text.length);
    if (wait) await wait;
    const place = { kind: 'pointer', pointer } as const;
    if (seen.has(value.image_id)) fail(place, `Photo ${value.image_id} has segments already.`);
    seen.add(value.image_id);
    await batch.attemptAsync(file.path, place, () => reader.add(value, pointer, pixels));
  }
  for (const [id, { pointer, fileName }] of tables.images) {
    if (!seen.has(id)) fail({ kind: 'pointer', pointer }, `"${fileName}" has no segments in the file.`);
  }
}

class SegmentReader {
  readonly #file: string;
  readonly #tables: CocoTables;
  readonly #batch: ImportBatch;

  constructor(file: string, tables: CocoTables, batch: ImportBatch) {
    this.#file = file;
    this.#tables = tables;
    this.#batch = batch;
  }

  async add(annotation: PanopticAnnotation, pointer: string, pixels: FileIndex): Promise<void> {
    const image = this.#imageOf(annotation.image_id);
    const png = pixels.find(annotation.file_name);
    if (png === null) throw invalid(`The picture "${annotation.file_name}" is not among the files.`);
    const { width, height } = image.image;
    const masks = segmentMasks(
      readPng(await png.bytes(), width, height),
      annotation.segments_info.map(({ id }) => id),
    );
    this.#batch.keep(image);
    annotation.segments_info.forEach(({ id, category_id, iscrowd }, i) => {
      const place = { kind: 'pointer', pointer: `${pointer}/segments_info/${i}` } as const;
      this.#batch.attempt(this.#file, place, () => {
        const mask = masks.take(id);
        image.objects.push({
          category: this.#categoryOf(category_id),
          mask,
          attributes: iscrowd ? { iscrowd: '1' } : {},
        });
      });
    });
    if (masks.unlisted > 0) {
      throw invalid(
        `${masks.unlisted} pixels of "${annotation.file_name}" are of segments that are not listed.`,
      );
    }
  }

  #imageOf(id: CocoId): BatchImage {
    const known = this.#tables.images.get(id);
    if (known === undefined) throw invalid(`It is about photo ${id}, which is not in the file.`);
    const { fileName, width, height } = known;
    const found = this.#batch.findImage(fileName, { size: { width, height } });
    if (found.image === null) throw invalid(found.reason);
    return found.image;
  }

  #categoryOf(id: CocoId): number {
    const category = this.#tables.categories.get(id);
    if (category === undefined) throw invalid(`It is of class ${id}, which is not in the file.`);
    return this.#batch.category(category.name, category.supercategory);
  }
}

interface SegmentMasks {
  /** The mask of a segment, once. Throws StudioError `format-invalid` when it has no pixel or was taken. */
  take(id: number): Mask;
  /** Pixels of segments that were not asked for. */
  readonly unlisted: number;
}

/** The masks of the segments in a picture whose pixels are R + 256 G + 65536 B = id. */
function segmentMasks(
  { width, height, channels, depth, color, data }: PngImage,
  ids: readonly number[],
): SegmentMasks {
  if (depth !== 8 || (color !== 'rgb' && color !== 'rgba'))
    throw invalid('Its picture is not in 8-bit colour.');
  const listed = new Set(ids);
  // Made only for segments that are seen: a file may list any number.
  const builders = new Map<number, RunBuilder>();
  let unlisted = 0;
  const idAt = (pixel: number) => {
    const at = pixel * channels;
    return data[at]! | (data[at + 1]! << 8) | (data[at + 2]! << 16);
  };
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; ) {
      const id = idAt(y * width + x);
      let end = x + 1;
      while (end < width && idAt(y * width + end) === id) end++;
      if (listed.has(id)) {
        const builder = builders.get(id) ?? new RunBuilder(width, height, 16);
        builder.add(y, x, end);
        builders.set(id, builder);
      } else if (id !== 0) unlisted += end - x;
      x = end;
    }
  }
  return {
    unlisted,
    take(id) {
      if (!listed.delete(id)) throw invalid(`Segment ${id} is listed twice.`);
      const builder = builders.get(id);
      if (builder === undefined) throw invalid(`Segment ${id} has no pixel in the picture.`);
      return builder.finish();
    },
  };
}

function invalid(reason: string): StudioError {
  return new StudioError('format-invalid', reason);
}
