import type { IDBPTransaction } from 'idb';
import { emptyDocument } from '../document/document.ts';
import { StudioError } from '../errors/studio-error.ts';
import { changesBetween, type ProjectChanges, type StoredKey } from './project-changes.ts';
import {
  openProjectDatabase,
  type ProjectDatabase,
  type ProjectSchema,
  type StoreName,
  type Upgrade,
  upgrades,
} from './project-database.ts';
import type { LoadedProject, ProjectStorage, SavedProject } from './project-storage.ts';
import { readProject, recordKey, type StoredProject } from './read-project.ts';
import { storageError } from './storage-error.ts';

const documentStores = ['project', 'orders', 'objects', 'conversations', 'turns'] as const;
const allStores = [...documentStores, 'photos'] as const satisfies readonly StoreName[];
/** Resolved only when the system has been asked to bring it to the disk, not when it is in some buffer. */
const durable = { durability: 'strict' } as const;

const nothingSaved: SavedProject = {
  document: emptyDocument,
  conversations: new Map(),
  currentImage: null,
};

export interface ProjectStorageOptions {
  /** Name of the database; one project each. */
  readonly name?: string;
  readonly steps?: readonly Upgrade[];
}

/** The project in this browser's IndexedDB; opened at the first call, and again when its connection was lost. */
export function createProjectStorage(options: ProjectStorageOptions = {}): ProjectStorage {
  return new IndexedProjectStorage(options.name ?? 'text4seg-project', options.steps ?? upgrades);
}

class IndexedProjectStorage implements ProjectStorage {
  readonly #name: string;
  readonly #steps: readonly Upgrade[];
  #database: Promise<ProjectDatabase> | null = null;
  /** What is stored, as far as this tab knows, and the mark that its save left. */
  #stored = nothingSaved;
  #revision: string | undefined;
  /** Calls that read or change the project go one after the other. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(name: string, steps: readonly Upgrade[]) {
    this.#name = name;
    this.#steps = steps;
  }

  load(): Promise<LoadedProject | null> {
    return this.#inTurn('The stored project could not be read', async (database) => {
      const stored = await readStores(database);
      const revision = stored.project.get('revision');
      if (typeof revision !== 'string') return null;
      const project = readProject(stored);
      // What reading had to make up is not stored yet and must count as changed: classes of objects whose own were
      // lost, and the photo to show where none was noted.
      const categories = project.problems.length > 0 ? [] : project.document.categories;
      const shownIsNoted = stored.project.get('current') === project.currentImage;
      this.#stored = {
        ...project,
        document: { ...project.document, categories },
        currentImage: shownIsNoted ? project.currentImage : null,
      };
      this.#revision = revision;
      return project;
    });
  }

  save(project: SavedProject): Promise<void> {
    return this.#inTurn('The project could not be saved', async (database) => {
      const changes = changesBetween(this.#stored, project);
      if (changes.puts.length > 0 || changes.deletes.length > 0) {
        const revision = newRevision();
        await writeChanges(database, changes, { expected: this.#revision, next: revision });
        this.#revision = revision;
      }
      this.#stored = project;
    });
  }

  putPhoto(sha256: string, file: Blob): Promise<void> {
    return this.#do('The photo could not be stored', async (database) => {
      if ((await database.count('photos', sha256)) > 0) return;
      const transaction = database.transaction('photos', 'readwrite', durable);
      await finish(transaction, [transaction.store.put(file, sha256)]);
    });
  }

  getPhoto(sha256: string): Promise<Blob | null> {
    return this.#do('The stored photo could not be read', async (database) => {
      const photo = await database.get('photos', sha256);
      return photo instanceof Blob ? photo : null;
    });
  }

  clear(): Promise<void> {
    return this.#inTurn('The stored project could not be cleared', async (database) => {
      const transaction = database.transaction(allStores, 'readwrite', durable);
      await finish(
        transaction,
        allStores.map((store) => transaction.objectStore(store).clear()),
      );
      this.#stored = nothingSaved;
      this.#revision = undefined;
    });
  }

  async retire(whole: boolean): Promise<void> {
    if (whole) return this.clear();
    await this.#inTurn('The stored project could not be set aside', async (database) => {
      const transaction = database.transaction('project', 'readwrite', durable);
      await finish(transaction, [transaction.store.delete('revision')]);
      this.#stored = nothingSaved;
      this.#revision = undefined;
    });
  }

  #inTurn<T>(what: string, work: (database: ProjectDatabase) => Promise<T>): Promise<T> {
    const result = this.#last.then(() => this.#do(what, work));
    this.#last = result.catch(() => undefined);
    return result;
  }

  async #do<T>(what: string, work: (database: ProjectDatabase) => Promise<T>): Promise<T> {
    try {
      return await work(await this.#open());
    } catch (error) {
      throw storageError(error, what);
    }
  }

  #open(): Promise<ProjectDatabase> {
    if (this.#database) return this.#database;
    const opening: Promise<ProjectDatabase> = openProjectDatabase(this.#name, this.#steps, () => {
      if (this.#database === opening) this.#database = null;
    });
    this.#database = opening;
    opening.catch(() => {
      if (this.#database === opening) this.#database = null;
    });
    return opening;
  }
}

/** Marks a save, different in every tab and at every time. */
function newRevision(): string {
  return Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(36)).join('-');
}

async function writeChanges(
  database: ProjectDatabase,
  { puts, deletes }: ProjectChanges,
  revision: { readonly expected: string | undefined; readonly next: string },
): Promise<void> {
  const transaction = database.transaction(documentStores, 'readwrite', durable);
  if ((await transaction.objectStore('project').get('revision')) !== revision.expected) {
    transaction.abort();
    // The refusal below says it; the abort that was asked for needs no words.
    await transaction.done.catch(() => undefined);
    throw new StudioError(
      'storage-failed',
      'The stored project was changed by another tab, or could not be read here, so nothing was written over it. Everything is kept in this tab: export it, then reload to see what is stored.',
    );
  }
  const requests: Promise<unknown>[] = [];
  try {
    for (const { store, key, value } of puts)
      requests.push(transaction.objectStore(store as 'objects').put(value, key as [string, string]));
    for (const { store, key } of deletes)
      requests.push(transaction.objectStore(store as 'objects').delete(key as [string, string]));
    requests.push(transaction.objectStore('project').put(revision.next, 'revision'));
  } catch (error) {
    // A value that can't be stored at all throws at once, and without this the records before it would be kept.
    transaction.abort();
    await finish(transaction, requests).catch(() => undefined);
    throw error;
  }
  await finish(transaction, requests);
}

/** Resolves when the transaction is on disk; rejects with what made it fail, not with the abort that follows. */
async function finish(
  transaction: Pick<IDBPTransaction<ProjectSchema, StoreName[], 'readwrite'>, 'done'>,
  requests: readonly Promise<unknown>[],
): Promise<void> {
  const [, ...results] = await Promise.allSettled([transaction.done, ...requests]);
  const causes = results.flatMap((result) =>
    result.status === 'rejected' ? [result.reason as unknown] : [],
  );
  const first = causes.find((cause) => !(cause instanceof DOMException && cause.name === 'AbortError'));
  await transaction.done.catch((error: unknown) => {
    throw error instanceof DOMException && error.name !== 'AbortError' ? error : (first ?? error);
  });
}

async function readStores(database: ProjectDatabase): Promise<StoredProject> {
  try {
    const transaction = database.transaction(documentStores);
    const read = await Promise.all(
      documentStores.map(async (name) => {
        const store = transaction.objectStore(name);
        const [keys, values] = await Promise.all([store.getAllKeys(), store.getAll()]);
        return [name, new Map(keys.map((key, i) => [recordKey(key as StoredKey), values[i]]))] as const;
      }),
    );
    return Object.fromEntries(read) as unknown as StoredProject;
  } catch {
    // One record whose bytes are gone fails the whole read: read them one by one and lose only that one.
    return readOneByOne(database);
  }
}

async function readOneByOne(database: ProjectDatabase): Promise<StoredProject> {
  const stores: [string, ReadonlyMap<string, unknown>][] = [];
  for (const name of documentStores) {
    const values = new Map<string, unknown>();
    for (const key of await database.getAllKeys(name)) {
      // Missing here becomes a problem that `readProject` names.
      const value: unknown = await database.get(name, key as never).catch(() => undefined);
      if (value !== undefined) values.set(recordKey(key as StoredKey), value);
    }
    stores.push([name, values]);
  }
  return Object.fromEntries(stores) as unknown as StoredProject;
}
