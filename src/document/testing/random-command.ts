import { unionMasks } from '../../mask/boolean.ts';
import { boxMask } from '../../mask/create-mask.ts';
import type { Command } from '../command.ts';
import type { StudioDocument } from '../document.ts';
import { objectsOf } from '../lookup.ts';
import { sampleCategory, sampleImage, sampleObject } from './sample-document.ts';

/** Numbers from fast-check, taken one by one, so that a command can depend on the document as it is by then. */
export type Pick = (count: number) => number;

export function picker(numbers: readonly number[]): Pick {
  let at = 0;
  return (count) => numbers[at++ % numbers.length]! % Math.max(1, count);
}

let fresh = 0;

/** Some command that fits the document, or one that may not. */
export function someCommand(document: StudioDocument, pick: Pick): Command {
  const image = document.images[pick(document.images.length)];
  const category = document.categories[pick(document.categories.length)];
  const objects = image === undefined ? [] : objectsOf(document, image.id);
  const object = objects[pick(objects.length)];
  fresh++;
  const size = { width: image?.width ?? 8, height: image?.height ?? 8 };
  const mask = boxMask(size.width, size.height, {
    x1: pick(6),
    y1: pick(6),
    x2: 1 + pick(8),
    y2: 1 + pick(8),
  });
  const subset = <T extends { readonly id: string }>(list: readonly T[]) =>
    list.filter(() => pick(3) === 0).map((item) => item.id as T['id']);
  const gaps = (length: number) => pick(length + 1);
  const made: Command[] = [
    {
      kind: 'add-images',
      at: gaps(document.images.length),
      images: Array.from({ length: pick(3) }, (_, i) =>
        sampleImage(`image${fresh}-${i}`, 8, 9, pick(2) === 0 ? { credit: 'someone' } : {}),
      ),
    },
    { kind: 'remove-images', images: subset(document.images) },
    {
      kind: 'add-categories',
      at: gaps(document.categories.length),
      categories: Array.from({ length: 1 + pick(2) }, (_, i) => sampleCategory(`class${fresh}-${i}`)),
    },
    { kind: 'remove-categories', categories: subset(document.categories) },
  ];
  if (category !== undefined) {
    made.push({
      kind: 'update-category',
      category: category.id,
      patch: pick(2) === 0 ? { supercategory: `kind${fresh}` } : { colour: pick(20) },
    });
    made.push({ kind: 'update-category', category: category.id, patch: {}, clear: ['supercategory'] });
    made.push({ kind: 'move-category', category: category.id, to: pick(document.categories.length + 1) });
    const words = { shortcut: String(pick(3)), synonyms: [`word${fresh}`] };
    made.push({ kind: 'update-category', category: category.id, patch: words, clear: ['supercategory'] });
    made.push({
      kind: 'update-category',
      category: category.id,
      patch: {},
      clear: ['shortcut', 'synonyms'],
    });
  }
  if (image !== undefined) {
    made.push({ kind: 'update-image', image: image.id, patch: { addedAt: fresh, credit: `by ${fresh}` } });
    made.push({ kind: 'update-image', image: image.id, patch: { bytes: fresh }, clear: ['credit'] });
    const link = { folder: 'f', path: `${fresh}.jpg`, modifiedAt: fresh };
    made.push({ kind: 'update-image', image: image.id, patch: { review: 'needs-look', link } });
    made.push({ kind: 'update-image', image: image.id, patch: {}, clear: ['review', 'link'] });
    made.push({ kind: 'remove-objects', image: image.id, objects: subset(objects) });
  }
  if (image !== undefined && category !== undefined) {
    const entries = Array.from({ length: 1 + pick(3) }, (_, i) => ({
      at: gaps(objects.length),
      object: sampleObject(`object${fresh}-${i}`, category.id, mask),
    }));
    made.push({ kind: 'add-objects', image: image.id, entries });
  }
  if (image !== undefined && object !== undefined && category !== undefined) {
    const patch = { mask: unionMasks(mask, object.mask), edited: true, category: category.id };
    made.push({ kind: 'update-object', image: image.id, object: object.id, patch });
    made.push({ kind: 'move-object', image: image.id, object: object.id, to: pick(objects.length + 1) });
  }
  return made[pick(made.length)]!;
}
