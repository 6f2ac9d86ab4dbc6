import type { DBSchema, IDBPDatabase } from 'idb';
import type { ProjectId } from '../document/project-summary.ts';
import { storageError } from './storage-error.ts';

/**
 * The folders that people let the studio read, by the key that photos name them with (`ImageLink`). A folder's handle
 * is the browser's word that they chose it; it is good in this browser only, and kept as long as a project that has the
 * folder. Methods reject with StudioError.
 */
export interface LinkedFolders {
  /** Remembers a folder for a project. */
  keep(key: string, folder: FileSystemDirectoryHandle, project: ProjectId): Promise<void>;
  /** The folder, for a project that has it. Null when this browser does not know it: the project came from elsewhere. */
  find(key: string, project: ProjectId): Promise<FileSystemDirectoryHandle | null>;
  /** Keeps the folders of a project for its copy too. */
  share(from: ProjectId, copy: ProjectId): Promise<void>;
  /** Forgets the folders that only this project had: it is removed. */
  release(project: ProjectId): Promise<void>;
}

interface KeptFolder {
  readonly folder: FileSystemDirectoryHandle;
  /** Those that have photos in it, removed ones that undo can bring back included. */
  readonly projects: readonly ProjectId[];
}

interface FolderSchema extends DBSchema {
  /** Bare handles were kept before it was noted for whom. */
  folders: { key: string; value: KeptFolder | FileSystemDirectoryHandle };
}

/** Stands for the projects of a folder for which none were noted: as they are not known, it is never forgotten. */
const unknownProject = '' as ProjectId;

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

  /** Writes the projects of each folder anew; of those that no project has any more nothing stays. */
  const changeProjects = async (change: (projects: readonly ProjectId[]) => readonly ProjectId[]) => {
    const transaction = (await open()).transaction('folders', 'readwrite');
    const { store } = transaction;
    const [keys, values] = await Promise.all([store.getAllKeys(), store.getAll()]);
    for (const [at, key] of keys.entries()) {
      const { folder, projects } = keptFolder(values[at]!);
      const changed = change(projects);
      if (changed.length === 0) void store.delete(key);
      else if (changed !== projects) void store.put({ folder, projects: changed }, key);
    }
    await transaction.done;
  };

  const inWords = async <T>(what: string, work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw storageError(error, what);
    }
  };

  return {
    keep: (key, folder, project) =>
      inWords('The folder could not be linked', async () => {
        await (await open()).put('folders', { folder, projects: [project] }, key);
      }),
    find: (key, project) =>
      inWords('The linked folder could not be found', async () => {
        const transaction = (await open()).transaction('folders', 'readwrite');
        const stored = await transaction.store.get(key);
        if (!stored) return null;
        const { folder, projects } = keptFolder(stored);
        // A copy that was made in another way, such as by a bundle, has it from now on.
        if (!projects.includes(project))
          await transaction.store.put({ folder, projects: [...projects, project] }, key);
        await transaction.done;
        return folder;
      }),
    share: (from, copy) =>
      inWords('The linked folders could not be kept for the copy', () =>
        changeProjects((projects) => (projects.includes(from) ? [...projects, copy] : projects)),
      ),
    release: (project) =>
      inWords('The project is removed, but its linked folders could not be forgotten', () =>
        changeProjects((projects) =>
          projects.includes(project) ? projects.filter((other) => other !== project) : projects,
        ),
      ),
  };
}

function keptFolder(stored: KeptFolder | FileSystemDirectoryHandle): KeptFolder {
  return 'projects' in stored ? stored : { folder: stored, projects: [unknownProject] };
}
