import type { ImportedImage, ImportedObject, ImportFailure, ImportResult } from '../formats/import-result.ts';
import type { Mask } from '../mask/mask.ts';
import type { ImportPart } from './import-part.ts';

/** A part holds no more than this once it has something: a few milliseconds' work for the page. */
const most = { objects: 500, numbers: 1 << 16, images: 500, failed: 500 } as const;

/** The result of an import in parts, made as they are asked for; `ImportAssembly` puts them together again. */
export function* packImport({ images, failed }: ImportResult): Generator<ImportPart, void> {
  let part = new PartBuilder();
  for (const [at, { objects, ...image }] of images.entries()) {
    if (part.full) {
      yield part.finish();
      part = new PartBuilder();
    }
    part.begin(image);
    for (const object of objects) {
      if (part.full) {
        yield part.finish();
        part = new PartBuilder();
      }
      part.add(at, object);
    }
  }
  for (const failure of failed) {
    if (part.full) {
      yield part.finish();
      part = new PartBuilder();
    }
    part.fail(failure);
  }
  yield part.finish();
}

class PartBuilder {
  readonly #images: Omit<ImportedImage, 'objects'>[] = [];
  readonly #objects: number[] = [];
  readonly #masks: Mask[] = [];
  readonly #attributes: Readonly<Record<string, string>>[] = [];
  readonly #attributeIndex = new Map<string, number>();
  readonly #failed: ImportFailure[] = [];
  #numbers = 0;

  get full(): boolean {
    return (
      this.#masks.length >= most.objects ||
      this.#numbers >= most.numbers ||
      this.#images.length >= most.images ||
      this.#failed.length >= most.failed
    );
  }

  begin(image: Omit<ImportedImage, 'objects'>): void {
    this.#images.push(image);
  }

  add(image: number, { category, mask, attributes }: ImportedObject): void {
    const { width, height, top, rows, runs } = mask;
    this.#objects.push(image, category, width, height, top, rows.length, runs.length);
    this.#objects.push(this.#placeOf(attributes));
    this.#masks.push(mask);
    this.#numbers += rows.length + runs.length;
  }

  fail(failure: ImportFailure): void {
    this.#failed.push(failure);
  }

  finish(): ImportPart {
    const lists = new Uint32Array(this.#numbers);
    let at = 0;
    for (const { rows, runs } of this.#masks) {
      lists.set(rows, at);
      lists.set(runs, at + rows.length);
      at += rows.length + runs.length;
    }
    return {
      images: this.#images,
      objects: Uint32Array.from(this.#objects),
      lists,
      attributes: this.#attributes,
      failed: this.#failed,
    };
  }

  #placeOf(attributes: Readonly<Record<string, string>>): number {
    const key = JSON.stringify(attributes);
    const known = this.#attributeIndex.get(key);
    if (known !== undefined) return known;
    this.#attributeIndex.set(key, this.#attributes.length);
    return this.#attributes.push(attributes) - 1;
  }
}
