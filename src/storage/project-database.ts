import { type DBSchema, type IDBPDatabase, type IDBPTransaction, openDB } from 'idb';
import { StudioError } from '../errors/studio-error.ts';
import { storageError } from './storage-error.ts';

/**
 * The stores of a project. Values are read as `unknown`: what lies on a disk is checked before it is believed.
 * - `project`: `images`, `categories` and `current` (the image shown) of the document, `revision` of the last save.
 * - `orders`, `conversations`: per image, the ids of its objects back to front, and of its turns oldest first.
 * - `objects`, `turns`: one record each, by image and own id.
 * - `photos`: files by lower-case hex SHA-256.
 */
export interface ProjectSchema extends DBSchema {
  project: { key: 'images' | 'categories' | 'current' | 'revision'; value: unknown };
  orders: { key: string; value: unknown };
  objects: { key: [image: string, object: string]; value: unknown };
  conversations: { key: string; value: unknown };
  turns: { key: [image: string, turn: string]; value: unknown };
  photos: { key: string; value: unknown };
}

export type ProjectDatabase = IDBPDatabase<ProjectSchema>;
export type StoreName = 'project' | 'orders' | 'objects' | 'conversations' | 'turns' | 'photos';

/** Brings a database from one version to the next; runs in the transaction that changes the version. */
export type Upgrade = (
  database: ProjectDatabase,
  transaction: IDBPTransaction<ProjectSchema, StoreName[], 'versionchange'>,
) => void;

/** Every version there was, oldest first; the number of steps is the version. Steps are added, never changed. */
export const upgrades: readonly Upgrade[] = [
  (database) => {
    for (const store of ['project', 'orders', 'objects', 'conversations', 'turns', 'photos'] as const)
      database.createObjectStore(store);
  },
];

/**
 * Opens the database and brings it to the newest version. `onClose` is told when the connection ends from outside: a
 * newer studio upgrades in another tab, or the browser closed it. Rejects with StudioError `storage-failed` when the
 * database is newer than this code, or held open by a tab that doesn't let go.
 */
export function openProjectDatabase(
  name: string,
  steps: readonly Upgrade[],
  onClose: () => void,
): Promise<ProjectDatabase> {
  return new Promise((resolve, reject) => {
    let refused = false;
    const opening = openDB<ProjectSchema>(name, steps.length, {
      upgrade: (database, from, _to, transaction) => {
        for (const step of steps.slice(from)) step(database, transaction);
      },
      blocked: () => {
        refused = true;
        reject(
          new StudioError(
            'storage-failed',
            'The stored project must be brought up to date, but another tab holds it open. Close other tabs of the studio and reload. Nothing was changed.',
          ),
        );
      },
      blocking: (_from, _to, event) => {
        (event.target as IDBDatabase).close();
        onClose();
      },
      terminated: onClose,
    });
    opening.then(
      (database) => {
        // Once refused, nobody waits for the connection that comes when the other tab closes.
        if (refused) database.close();
        else resolve(database);
      },
      (error: unknown) => reject(storageError(error, 'The stored project could not be opened')),
    );
  });
}
