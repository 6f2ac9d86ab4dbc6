import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { openDB } from 'idb';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { SegmentedObject } from '../document/document.ts';
import { createProjectStorage } from './create-project-storage.ts';
import { upgrades } from './project-database.ts';
import {
  emptyProject,
  normalForm,
  type ProjectStep,
  projectStep,
  takeSteps,
} from './testing/random-project.ts';

let databases = 0;
const freshName = () => `test-${databases++}`;
const load = (name: string) => createProjectStorage({ name }).load();

/** A project with two photos, two classes, objects and questions. */
const steps: readonly ProjectStep[] = [
  { kind: 'add-image', pick: 0, value: 2 },
  { kind: 'add-image', pick: 1, value: 3 },
  { kind: 'add-category', pick: 0, value: 1 },
  { kind: 'add-category', pick: 1, value: 2 },
  { kind: 'add-object', pick: 0, value: 4 },
  { kind: 'add-object', pick: 0, value: 7 },
  { kind: 'add-object', pick: 1, value: 9 },
  { kind: 'add-turn', pick: 0, value: 6 },
  { kind: 'add-turn', pick: 0, value: 5 },
  { kind: 'show', pick: 1, value: 0 },
];
const states = takeSteps(steps);
const project = states.at(-1)!;
const [firstImage] = project.document.images;
const firstObjects = project.document.objects.get(firstImage!.id)!;
const photo = new Blob([Uint8Array.from({ length: 5000 }, (_, i) => i % 251)], { type: 'image/png' });

/** Changes one stored value behind the storage's back. */
async function tamper(name: string, store: string, key: IDBValidKey, change: (value: never) => unknown) {
  const database = await openDB(name);
  await database.put(store, change((await database.get(store, key)) as never), key);
  database.close();
}

/** Makes the next write of a record of `store` end its transaction as a full disk does. */
function failWrites(errorName: string, store = 'objects') {
  const put = IDBObjectStore.prototype.put;
  return vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (
    this: IDBObjectStore,
    value: unknown,
    key?: IDBValidKey,
  ) {
    const request = put.call(this, value, key);
    // What a browser does by itself when the disk is full: the whole transaction ends with that error.
    const transaction = this.transaction as unknown as { _abort(name: string): void };
    if (this.name === store) request.addEventListener('success', () => transaction._abort(errorName));
    return request;
  });
}

afterEach(() => vi.restoreAllMocks());

describe('saving and loading', () => {
  it('finds nothing in a fresh browser', async () => {
    expect(await load(freshName())).toBeNull();
  });

  it('gives everything back', async () => {
    const name = freshName();
    await createProjectStorage({ name }).save(project);
    const { problems, ...loaded } = (await load(name))!;
    expect(problems).toEqual([]);
    expect(loaded).toEqual(project);
    expect(project.document.objects.size).toBe(2);
    expect(project.conversations.size).toBe(1);
  });

  it('saves any sequence of changes so that a fresh load gives the last state saved', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(projectStep, fc.constantFrom('save', 'skip', 'fail', 'reopen')), {
          minLength: 1,
          maxLength: 40,
        }),
        async (plan) => {
          const name = freshName();
          let storage = createProjectStorage({ name });
          let saved = emptyProject;
          const after = takeSteps(plan.map(([step]) => step));
          for (const [i, [, what]] of plan.entries()) {
            if (what === 'skip') continue;
            if (what === 'reopen') {
              // A reload in mid-work: unsaved changes are gone, the rest goes on from what was loaded.
              storage = createProjectStorage({ name });
              await storage.load();
              await storage.save(after[i]!);
              saved = after[i]!;
            } else if (what === 'fail') {
              failWrites('QuotaExceededError', 'project');
              await storage.save(after[i]!).then(
                () => {
                  saved = after[i]!;
                },
                (error: unknown) => expect(error).toMatchObject({ code: 'storage-full' }),
              );
              vi.restoreAllMocks();
            } else {
              await storage.save(after[i]!);
              saved = after[i]!;
            }
            const { problems, ...loaded } = (await load(name)) ?? { ...emptyProject, problems: [] };
            expect(problems).toEqual([]);
            expect(normalForm(loaded)).toEqual(normalForm(saved));
          }
        },
      ),
      {
        numRuns: 60,
        examples: [
          // No photo was noted as shown: the one that reading falls back to must be written when it stays.
          [
            [
              [{ kind: 'add-image', pick: 0, value: 0 }, 'save'],
              [{ kind: 'show', pick: 0, value: 0 }, 'skip'],
              [{ kind: 'add-image', pick: 0, value: 0 }, 'reopen'],
              [{ kind: 'add-image', pick: 0, value: 0 }, 'save'],
            ],
          ],
        ],
      },
    );
  }, 60_000);

  it('writes only what changed, durably, in one transaction', async () => {
    const storage = createProjectStorage({ name: freshName() });
    await storage.save(project);
    const put = vi.spyOn(IDBObjectStore.prototype, 'put');
    const transaction = vi.spyOn(IDBDatabase.prototype, 'transaction');
    const [object, ...rest] = firstObjects;
    const objects = new Map(project.document.objects);
    objects.set(firstImage!.id, [{ ...object!, visible: false } as SegmentedObject, ...rest]);
    await storage.save({ ...project, document: { ...project.document, objects } });
    const written = put.mock.contexts.map((store, i) => [
      (store as IDBObjectStore).name,
      put.mock.calls[i]![1],
    ]);
    expect(written).toEqual([
      ['objects', [firstImage!.id, object!.id]],
      ['project', 'revision'],
    ]);
    expect(transaction.mock.calls.map(([, mode, options]) => [mode, options?.durability])).toEqual([
      ['readwrite', 'strict'],
    ]);
    put.mockClear();
    await storage.save({ ...project, document: { ...project.document, objects } });
    expect(put).not.toHaveBeenCalled();
  });

  it('removes the records of deleted objects and questions', async () => {
    const name = freshName();
    const storage = createProjectStorage({ name });
    await storage.save(project);
    await storage.save({ ...emptyProject, document: { ...project.document, objects: new Map() } });
    const database = await openDB(name);
    for (const store of ['objects', 'orders', 'turns', 'conversations'])
      expect(await database.count(store), store).toBe(0);
    database.close();
  });

  it('puts simultaneous saves one after the other', async () => {
    const name = freshName();
    const storage = createProjectStorage({ name });
    await Promise.all(states.map((state) => storage.save(state)));
    expect(normalForm((await load(name))!)).toEqual(normalForm(project));
  });

  it('stores bytes of a view without the buffer around it', async () => {
    const name = freshName();
    const ghost = new Uint8Array(new ArrayBuffer(100_000), 64, 4096).fill(3);
    const turn = { ...project.conversations.get(firstImage!.id)![0]!, ghost };
    const conversations = new Map([[firstImage!.id, [turn]]]);
    await createProjectStorage({ name }).save({ ...project, conversations });
    const loaded = (await load(name))!.conversations.get(firstImage!.id)![0]!.ghost!;
    expect(loaded).toEqual(ghost);
    expect(loaded.buffer.byteLength).toBe(4096);
  });
});

describe('photos', () => {
  it('come back byte for byte, with their type, and stay when their image is removed', async () => {
    const name = freshName();
    const storage = createProjectStorage({ name });
    await storage.putPhoto('aa', photo);
    await storage.save(project);
    await storage.save(emptyProject);
    const back = await createProjectStorage({ name }).getPhoto('aa');
    expect(back?.type).toBe('image/png');
    expect(new Uint8Array(await back!.arrayBuffer())).toEqual(new Uint8Array(await photo.arrayBuffer()));
    expect(await storage.getPhoto('bb')).toBeNull();
  });

  it('are written once', async () => {
    const storage = createProjectStorage({ name: freshName() });
    await storage.putPhoto('aa', photo);
    const put = vi.spyOn(IDBObjectStore.prototype, 'put');
    await storage.putPhoto('aa', photo);
    expect(put).not.toHaveBeenCalled();
  });

  it('go with the project', async () => {
    const name = freshName();
    const storage = createProjectStorage({ name });
    await storage.putPhoto('aa', photo);
    await storage.save(project);
    await storage.clear();
    expect(await load(name)).toBeNull();
    expect(await storage.getPhoto('aa')).toBeNull();
    await storage.save(project);
    expect(await load(name)).toMatchObject(project);
  });
});

describe('failing', () => {
  it.each([
    ['QuotaExceededError', 'storage-full', /storage is full.*export/],
    ['UnknownError', 'storage-failed', /could not be saved.*export/],
  ])('with %s keeps what was saved, and saves all of it later', async (errorName, code, words) => {
    const name = freshName();
    const storage = createProjectStorage({ name });
    const before = states[5]!;
    await storage.save(before);
    failWrites(errorName);
    await expect(storage.save(project)).rejects.toMatchObject({
      code,
      message: expect.stringMatching(words),
    });
    expect(normalForm((await load(name))!)).toEqual(normalForm(before));
    vi.restoreAllMocks();
    await storage.save(project);
    expect(await load(name)).toMatchObject(project);
  });

  it('in the middle of a transaction undoes its first half', async () => {
    const name = freshName();
    const storage = createProjectStorage({ name });
    await storage.save(states[3]!);
    // A value that can't be cloned throws at once, after other records have been put.
    const turns = project.conversations.get(firstImage!.id)!;
    const broken = { ...turns[0]!, words: (() => '') as unknown as string };
    const conversations = new Map([[firstImage!.id, [broken]]]);
    await expect(storage.save({ ...project, conversations })).rejects.toMatchObject({
      code: 'storage-failed',
    });
    expect(normalForm((await load(name))!)).toEqual(normalForm(states[3]!));
    await storage.save(project);
    expect(await load(name)).toMatchObject(project);
  });

  it('with a photo that does not fit says so and leaves nothing', async () => {
    const storage = createProjectStorage({ name: freshName() });
    failWrites('QuotaExceededError', 'photos');
    await expect(storage.putPhoto('aa', photo)).rejects.toMatchObject({ code: 'storage-full' });
    vi.restoreAllMocks();
    expect(await storage.getPhoto('aa')).toBeNull();
  });

  it('to open the database is told in words, and tried again', async () => {
    const name = freshName();
    const storage = createProjectStorage({ name });
    vi.spyOn(indexedDB, 'open').mockImplementationOnce(() => {
      throw new DOMException('denied', 'SecurityError');
    });
    await expect(storage.load()).rejects.toMatchObject({
      code: 'storage-failed',
      message: expect.stringMatching(/private window/),
    });
    await storage.save(project);
    expect(await load(name)).toMatchObject(project);
  });
});

describe('what was written by others', () => {
  it('is not overwritten by a tab that has not seen it', async () => {
    const name = freshName();
    const [one, two] = [createProjectStorage({ name }), createProjectStorage({ name })];
    await one.save(states[3]!);
    await two.load();
    await one.save(project);
    await expect(two.save(states[4]!)).rejects.toMatchObject({
      code: 'storage-failed',
      message: expect.stringMatching(/another tab/),
    });
    expect(await load(name)).toMatchObject(project);
    await two.load();
    await two.save(states[5]!);
    expect(normalForm((await load(name))!)).toEqual(normalForm(states[5]!));
  });

  it('is not overwritten after it could not be loaded', async () => {
    const name = freshName();
    await createProjectStorage({ name }).save(project);
    await tamper(name, 'project', 'images', () => 'nonsense');
    const storage = createProjectStorage({ name });
    await expect(storage.load()).rejects.toMatchObject({ code: 'storage-failed' });
    await expect(storage.save(states[0]!)).rejects.toMatchObject({ code: 'storage-failed' });
    const database = await openDB(name);
    expect(await database.count('objects')).toBe(3);
    database.close();
  });
});

describe('damaged records', () => {
  it.each<[string, string, IDBValidKey, (value: never) => unknown, RegExp]>([
    [
      'a mask that ends too soon',
      'objects',
      [firstImage!.id, firstObjects[0]!.id],
      (value: { mask: Uint8Array }) => ({ ...value, mask: value.mask.slice(0, -1) }),
      /object of id-0.jpg .*damaged/,
    ],
    [
      'a mask of another photo',
      'objects',
      [firstImage!.id, firstObjects[0]!.id],
      (value: { mask: Uint8Array }) => ({ ...value, mask: Uint8Array.of(1, 1, 1, 0, 0) }),
      /another size/,
    ],
    [
      'an object without its class',
      'objects',
      [firstImage!.id, firstObjects[0]!.id],
      (value: object) => ({ ...value, category: 3 }),
      /"category"/,
    ],
  ])('%s is left out and named, the rest opens', async (_what, store, key, change, words) => {
    const name = freshName();
    await createProjectStorage({ name }).save(project);
    await tamper(name, store, key, change as (value: never) => unknown);
    const storage = createProjectStorage({ name });
    const loaded = (await storage.load())!;
    expect(loaded.problems).toEqual([expect.stringMatching(words)]);
    expect(loaded.document.objects.get(firstImage!.id)).toEqual(firstObjects.slice(1));
    expect(loaded.conversations).toEqual(project.conversations);
    // What can't be read today is not thrown away by working on.
    await storage.save({ ...loaded, currentImage: firstImage!.id });
    const database = await openDB(name);
    expect(await database.get(store, key)).toBeDefined();
    database.close();
  });

  it('a question is left out and named', async () => {
    const name = freshName();
    await createProjectStorage({ name }).save(project);
    const [turn, other] = project.conversations.get(firstImage!.id)!;
    await tamper(name, 'turns', [firstImage!.id, turn!.id], () => ({ id: turn!.id }));
    const loaded = (await load(name))!;
    expect(loaded.problems).toEqual([expect.stringMatching(/question of id-0.jpg/)]);
    expect(loaded.conversations.get(firstImage!.id)).toEqual([other]);
    expect(loaded.document).toEqual(project.document);
  });

  it('a class is made up again for the objects that belong to it, and stored', async () => {
    const name = freshName();
    await createProjectStorage({ name }).save(project);
    await tamper(name, 'project', 'categories', () => [{ id: 'x' }]);
    const storage = createProjectStorage({ name });
    const loaded = (await storage.load())!;
    expect(loaded.problems.join('\n')).toMatch(/class/);
    expect(loaded.document.objects).toEqual(project.document.objects);
    const used = new Set([...loaded.document.objects.values()].flat().map(({ category }) => category));
    expect(loaded.document.categories.map(({ id }) => id).sort()).toEqual([...used].sort());
    await storage.save(loaded);
    expect(await load(name)).toEqual({ ...loaded, problems: [] });
  });

  it('that make reading fail as a whole are passed over one by one', async () => {
    const name = freshName();
    await createProjectStorage({ name }).save(project);
    const { getAll, get } = IDBObjectStore.prototype;
    vi.spyOn(IDBObjectStore.prototype, 'getAll').mockImplementation(function (this: IDBObjectStore) {
      if (this.name === 'objects')
        throw new DOMException('Failed to read large IndexedDB value', 'DataError');
      return getAll.call(this);
    });
    vi.spyOn(IDBObjectStore.prototype, 'get').mockImplementation(function (
      this: IDBObjectStore,
      key: IDBValidKey | IDBKeyRange,
    ) {
      if (this.name === 'objects' && (key as string[])[1] === firstObjects[1]!.id)
        throw new DOMException('Failed to read large IndexedDB value', 'DataError');
      return get.call(this, key);
    });
    const loaded = (await load(name))!;
    expect(loaded.problems).toEqual([expect.stringMatching(/no longer has it/)]);
    expect(loaded.document.objects.get(firstImage!.id)).toEqual([firstObjects[0]]);
  });
});

describe('versions of the database', () => {
  it('an older one is brought up to date with what it holds', async () => {
    const name = freshName();
    await createProjectStorage({ name }).save(project);
    const ran: number[] = [];
    const steps = [...upgrades, () => ran.push(1)];
    const storage = createProjectStorage({ name, steps });
    expect(await storage.load()).toMatchObject(project);
    expect(ran).toEqual([1]);
    expect(await createProjectStorage({ name, steps }).load()).toMatchObject(project);
    expect(ran).toEqual([1]);
  });

  it('a newer one is refused and left alone', async () => {
    const name = freshName();
    const newer = createProjectStorage({ name, steps: [...upgrades, () => undefined] });
    await newer.save(project);
    const storage = createProjectStorage({ name });
    const calls = [storage.load(), storage.save(states[2]!), storage.clear(), storage.getPhoto('aa')];
    for (const result of await Promise.allSettled(calls))
      expect(result).toMatchObject({
        status: 'rejected',
        reason: { code: 'storage-failed', message: expect.stringMatching(/newer version/) },
      });
    expect(await newer.load()).toMatchObject(project);
  });

  it('an open tab gives way to an upgrade in another, and then says why it stops', async () => {
    const name = freshName();
    const old = createProjectStorage({ name });
    await old.save(project);
    const newer = createProjectStorage({ name, steps: [...upgrades, () => undefined] });
    expect(await newer.load()).toMatchObject(project);
    await expect(old.save(states[3]!)).rejects.toMatchObject({
      message: expect.stringMatching(/newer version/),
    });
  });

  it('a tab that does not give way is named', async () => {
    const name = freshName();
    const holder = await openDB(name, upgrades.length, { upgrade: (db) => db.createObjectStore('other') });
    const newer = createProjectStorage({ name, steps: [...upgrades, () => undefined] });
    await expect(newer.load()).rejects.toMatchObject({
      code: 'storage-failed',
      message: expect.stringMatching(/another tab holds it open/),
    });
    holder.close();
  });
});
