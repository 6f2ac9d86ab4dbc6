import { storageError } from '../storage-error.ts';
import { allStores, type OldDatabase, openOldDatabase, recordStores } from './old-database.ts';
import { type LoadedProject, type OldRecords, readOldProject, recordKey } from './read-old-project.ts';

/** Resolved only when the system has been asked to bring it to the disk, not when it is in some buffer. */
const durable = { durability: 'strict' } as const;

/**
 * The one project that earlier versions kept in this browser's IndexedDB: it is read and set aside, never written any
 * more. Opened at the first call, and again when its connection was lost. Methods reject with StudioError
 * `storage-full` or `storage-failed`; a failing call takes nothing away.
 */
export class OldProject {
  readonly #name: string;
  #database: Promise<OldDatabase> | null = null;

  /** @param name of the database */
  constructor(name: string) {
    this.#name = name;
  }

  /** Null when nothing is stored, or it was retired. What can't be read is left out and reported, everything else opens. */
  load(): Promise<LoadedProject | null> {
    return this.#do('The stored project could not be read', async (database) => {
      const records = await readRecords(database);
      return typeof records.project.get('revision') === 'string' ? readOldProject(records) : null;
    });
  }

  getPhoto(sha256: string): Promise<Blob | null> {
    return this.#do('The stored photo could not be read', async (database) => {
      const photo = await database.get('photos', sha256);
      return photo instanceof Blob ? photo : null;
    });
  }

  /** The project is kept elsewhere from now on: cleared when it was moved `whole`, else left as it is and not loaded again. */
  retire(whole: boolean): Promise<void> {
    return this.#do('The stored project could not be set aside', async (database) => {
      const transaction = database.transaction(allStores, 'readwrite', durable);
      const requests = whole
        ? allStores.map((store) => transaction.objectStore(store).clear())
        : [transaction.objectStore('project').delete('revision')];
      await Promise.all([...requests, transaction.done]);
    });
  }

  async #do<T>(what: string, work: (database: OldDatabase) => Promise<T>): Promise<T> {
    try {
      return await work(await this.#open());
    } catch (error) {
      throw storageError(error, what);
    }
  }

  #open(): Promise<OldDatabase> {
    if (this.#database) return this.#database;
    const forget = () => {
      if (this.#database === opening) this.#database = null;
    };
    const opening: Promise<OldDatabase> = openOldDatabase(this.#name, forget);
    this.#database = opening;
    opening.catch(forget);
    return opening;
  }
}

async function readRecords(database: OldDatabase): Promise<OldRecords> {
  try {
    const transaction = database.transaction(recordStores);
    const read = await Promise.all(
      recordStores.map(async (name) => {
        const store = transaction.objectStore(name);
        const [keys, values] = await Promise.all([store.getAllKeys(), store.getAll()]);
        return [name, new Map(keys.map((key, i) => [recordKey(key), values[i]]))] as const;
      }),
    );
    return Object.fromEntries(read) as unknown as OldRecords;
  } catch {
    // One record whose bytes are gone fails the whole read: read them one by one and lose only that one.
    return readOneByOne(database);
  }
}

async function readOneByOne(database: OldDatabase): Promise<OldRecords> {
  const stores: [string, ReadonlyMap<string, unknown>][] = [];
  for (const name of recordStores) {
    const values = new Map<string, unknown>();
    for (const key of await database.getAllKeys(name)) {
      // Missing here becomes a problem that `readOldProject` names.
      const value: unknown = await database.get(name, key as never).catch(() => undefined);
      if (value !== undefined) values.set(recordKey(key), value);
    }
    stores.push([name, values]);
  }
  return Object.fromEntries(stores) as unknown as OldRecords;
}
