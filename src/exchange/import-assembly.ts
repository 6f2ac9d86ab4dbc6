import type { ImportedImage, ImportedObject, ImportFailure, ImportResult } from '../formats/import-result.ts';
import { type ImportHead, type ImportPart, objectFields } from './import-part.ts';

/** Puts an import's result together from the parts of `packImport`, in their order. */
export class ImportAssembly {
  readonly #head: ImportHead;
  readonly #images: (Omit<ImportedImage, 'objects'> & { readonly objects: ImportedObject[] })[] = [];
  readonly #failed: ImportFailure[] = [];

  constructor(head: ImportHead) {
    this.#head = head;
  }

  add({ images, objects, lists, attributes, failed }: ImportPart): void {
    for (const image of images) this.#images.push({ ...image, objects: [] });
    for (const failure of failed) this.#failed.push(failure);
    let at = 0;
    for (let i = 0; i < objects.length; i += objectFields) {
      const runs = at + objects[i + 5]!;
      const end = runs + objects[i + 6]!;
      this.#images[objects[i]!]!.objects.push({
        category: objects[i + 1]!,
        // Copies: a view would keep the masks of the whole part alive, and be cloned with them.
        mask: {
          width: objects[i + 2]!,
          height: objects[i + 3]!,
          top: objects[i + 4]!,
          rows: lists.slice(at, runs),
          runs: lists.slice(runs, end),
        },
        attributes: attributes[objects[i + 7]!]!,
      });
      at = end;
    }
  }

  finish(): ImportResult {
    const { categories, notes } = this.#head;
    return { categories, notes, images: this.#images, failed: this.#failed };
  }
}
