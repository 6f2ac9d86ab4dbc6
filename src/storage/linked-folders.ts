import type { DBSchema, IDBPDatabase } from 'idb';
import { storageError } from './storage-error.ts';

/**
 * The folders that people let the studio read, by the key that photos name them with (`ImageLink`). A folder's handle
 * is the browser's word that they chose it; it is good in this browser only. Methods reject with StudioError.
 */
export interface LinkedFolders {
  keep(key: string, folder: FileSystemDirectoryHandle): Promise<void>;
  /** Null when this browser does not know it: the project came from elsewhere. */
  find(key: string): Promise<FileSystemDirectoryHandle | null>;
}

interface FolderSchema extends DBSchema {
  folders: { key: string; value: FileSystemDirectoryHandle };
}

/** Kept in IndexedDB, the only place of a browser that handles can be stored in. */
export function createLinkedFolders(name = 'text4seg-folders'): LinkedFolders {
  let database: Promise<IDBPDatabase<FolderSchema>> | null = null;
  const open = () => {
    database ??= import('idb')
      .then(({ openDB }) =>
        openDB<FolderSchema>(name, 1, { upgrade: (made) => void made.createObjectStore('folders') }),
      )
      .catch((error: unknown) => {
        database = null;
        throw error;
      });
    return database;
  };
  return {
    keep: async (key, folder) => {
      try {
        await (await open()).put('folders', folder, key);
      } catch (error) {
        throw storageError(error, 'The folder could not be linked');
      }
    },
    find: async (key) => {
      try {
        return (await (await open()).get('folders', key)) ?? null;
      } catch (error) {
        throw storageError(error, 'The linked folder could not be found');
      }
    },
  };
}
