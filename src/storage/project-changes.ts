import type { ImageId } from '../document/document.ts';
import { writeObject } from './object-record.ts';
import type { StoreName } from './project-database.ts';
import type { SavedProject } from './project-storage.ts';
import { writeTurn } from './turn-record.ts';

export type StoredKey = string | [image: string, id: string];

/** What brings the stores from one state of the project to another. */
export interface ProjectChanges {
  readonly puts: readonly { readonly store: StoreName; readonly key: StoredKey; readonly value: unknown }[];
  readonly deletes: readonly { readonly store: StoreName; readonly key: StoredKey }[];
}

type Lists<T> = ReadonlyMap<ImageId, readonly T[]>;

/** Compares by reference: the document and the turns are immutable, so what is the same value is stored already. */
export function changesBetween(before: SavedProject, after: SavedProject): ProjectChanges {
  const puts: ProjectChanges['puts'][number][] = [];
  const deletes: ProjectChanges['deletes'][number][] = [];

  const compareLists = <T extends { readonly id: string }>(
    order: 'orders' | 'conversations',
    store: 'objects' | 'turns',
    [old, next]: readonly [Lists<T>, Lists<T>],
    write: (item: T) => unknown,
  ) => {
    for (const image of new Set([...old.keys(), ...next.keys()])) {
      const was = old.get(image) ?? [];
      const is = next.get(image) ?? [];
      if (was === is) continue;
      const known = new Map<string, T>(was.map((item) => [item.id, item]));
      for (const item of is) {
        if (known.get(item.id) !== item) puts.push({ store, key: [image, item.id], value: write(item) });
        known.delete(item.id);
      }
      for (const id of known.keys()) deletes.push({ store, key: [image, id] });
      const ids = is.map(({ id }) => id);
      if (ids.length === 0) deletes.push({ store: order, key: image });
      else if (ids.length !== was.length || ids.some((id, i) => id !== was[i]?.id))
        puts.push({ store: order, key: image, value: ids });
    }
  };

  const [old, next] = [before.document, after.document];
  if (old.images !== next.images) puts.push({ store: 'project', key: 'images', value: next.images });
  if (old.categories !== next.categories)
    puts.push({ store: 'project', key: 'categories', value: next.categories });
  if (before.currentImage !== after.currentImage)
    puts.push({ store: 'project', key: 'current', value: after.currentImage });
  if (old.objects !== next.objects)
    compareLists('orders', 'objects', [old.objects, next.objects], writeObject);
  if (before.conversations !== after.conversations)
    compareLists('conversations', 'turns', [before.conversations, after.conversations], writeTurn);
  return { puts, deletes };
}
