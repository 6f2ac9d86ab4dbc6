import { StudioError } from '../../errors/studio-error.ts';
import type { BatchImage, ImportBatch } from '../import-batch.ts';
import { importedAttributes } from '../object-origin.ts';
import type { CocoAnnotation, CocoId } from './coco-schema.ts';
import type { CocoTables, PlacedRecord } from './read-coco-tables.ts';
import { annotationMask, hasSegmentation } from './segmentation-mask.ts';

/** What a file's annotations became, for the lists that point to them. */
export interface ReadAnnotation {
  readonly image: BatchImage;
  /** Index into `image.objects`. */
  readonly object: number;
}

/** Puts the annotations of a file into the batch, one by one. */
export class AnnotationReader {
  readonly annotations = new Map<CocoId, ReadAnnotation>();
  readonly imageOf = (id: CocoId): BatchImage | null => this.#images.get(id) ?? null;
  readonly #file: string;
  readonly #tables: CocoTables;
  readonly #batch: ImportBatch;
  readonly #images = new Map<CocoId, BatchImage | null>();
  readonly #categories = new Map<CocoId, number>();
  /** Photos that have no place in the project, why, and how many annotations they have: told once a photo. */
  readonly #lost = new Map<CocoId, { readonly reason: string; count: number }>();

  constructor(file: string, tables: CocoTables, batch: ImportBatch) {
    this.#file = file;
    this.#tables = tables;
    this.#batch = batch;
    for (const { id, fileName, width, height } of tables.images.values()) {
      const found = batch.findImage(fileName, { size: { width, height } });
      this.#images.set(id, found.image);
      if (found.image === null) this.#lost.set(id, { reason: found.reason, count: 0 });
      else batch.keep(found.image);
    }
    for (const { id, name, supercategory } of tables.categories.values()) {
      const index = batch.attempt(file, { kind: 'file' }, () => batch.category(name, supercategory));
      if (index !== null) this.#categories.set(id, index);
    }
  }

  add({ value, pointer }: PlacedRecord<CocoAnnotation>): void {
    const place = { kind: 'pointer', pointer } as const;
    const image = this.#images.get(value.image_id);
    if (image === undefined) {
      this.#batch.fail(this.#file, place, `It is on photo ${value.image_id}, which is not in the file.`);
      return;
    }
    if (image === null) {
      this.#lost.get(value.image_id)!.count++;
      return;
    }
    this.#batch.attempt(this.#file, place, () => {
      const { width, height } = image.image;
      const category = this.#category(value.category_id);
      const mask = annotationMask(value, width, height);
      image.objects.push({ category, mask, attributes: attributesOf(value) });
      if (!hasSegmentation(value)) this.#batch.note('An object has only a box, which was taken as its mask.');
      if (value.iscrowd) this.#batch.note('A crowd was taken as one object.');
      this.#remember(value.id, { image, object: image.objects.length - 1 });
    });
  }

  #category(id: CocoId): number {
    const known = this.#categories.get(id);
    if (known !== undefined) return known;
    if (this.#tables.categories.size > 0) {
      throw new StudioError('format-invalid', `It is of class ${id}, which is not in the file.`);
    }
    const index = this.#batch.category(`class ${id}`);
    this.#categories.set(id, index);
    return index;
  }

  #remember(id: CocoId | undefined, annotation: ReadAnnotation): void {
    if (id === undefined) return;
    if (this.annotations.has(id))
      this.#batch.note('An annotation has an id that another has too; both were read.');
    else this.annotations.set(id, annotation);
  }

  finish(): void {
    for (const [id, { reason, count }] of this.#lost) {
      const { pointer } = this.#tables.images.get(id)!;
      const objects = count === 1 ? ' Its object is left out.' : ` Its ${count} objects are left out.`;
      this.#batch.fail(this.#file, { kind: 'pointer', pointer }, count === 0 ? reason : reason + objects);
    }
  }
}

function attributesOf({ attributes, iscrowd, score }: CocoAnnotation): Readonly<Record<string, string>> {
  return importedAttributes({
    ...attributes,
    ...(iscrowd ? { iscrowd: '1' } : {}),
    ...(score == null ? {} : { score }),
  });
}
