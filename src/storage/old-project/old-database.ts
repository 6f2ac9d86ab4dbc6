import { type DBSchema, type IDBPDatabase, openDB } from 'idb';

/**
 * The stores in which earlier versions kept their one project. Values are read as `unknown`: what lies on a disk is
 * checked before it is believed.
 * - `project`: `images`, `categories` and `current` (the image shown) of the document, `revision` of the last save.
 * - `orders`, `conversations`: per image, the ids of its objects back to front, and of its turns oldest first.
 * - `objects`, `turns`: one record each, by image and own id; the mask of an object as `serializeMask` gives it.
 * - `photos`: files by lower-case hex SHA-256.
 */
export interface OldSchema extends DBSchema {
  project: { key: 'images' | 'categories' | 'current' | 'revision'; value: unknown };
  orders: { key: string; value: unknown };
  objects: { key: [image: string, object: string]; value: unknown };
  conversations: { key: string; value: unknown };
  turns: { key: [image: string, turn: string]; value: unknown };
  photos: { key: string; value: unknown };
}

export type OldDatabase = IDBPDatabase<OldSchema>;

/** Those that hold the project; its photos lie apart. */
export const recordStores = ['project', 'orders', 'objects', 'conversations', 'turns'] as const;
export const allStores = [...recordStores, 'photos'] as const;

/** There never was another version of it than the first. `onClosed` is told when the browser ends the connection. */
export function openOldDatabase(name: string, onClosed: () => void = () => undefined): Promise<OldDatabase> {
  return openDB<OldSchema>(name, 1, {
    upgrade: (database) => {
      for (const store of allStores) database.createObjectStore(store);
    },
    terminated: onClosed,
  });
}
