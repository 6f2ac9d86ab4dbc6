import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { openDB } from 'idb';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { normalForm, type ProjectStep, projectStep, takeSteps } from '../testing/random-project.ts';
import { writeOldProject } from '../testing/write-old-project.ts';
import { OldProject } from './old-project.ts';

let databases = 0;
const freshName = () => `test-${databases++}`;
const load = (name: string) => new OldProject(name).load();

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
const project = takeSteps(steps).at(-1)!;
const [firstImage] = project.document.images;
const firstObjects = project.document.objects.get(firstImage!.id)!;
const photo = new Blob([Uint8Array.from({ length: 5000 }, (_, i) => i % 251)], { type: 'image/png' });

/** The name of a database that holds the project and a photo. */
async function written(): Promise<string> {
  const name = freshName();
  await writeOldProject(name, project, new Map([['aa', photo]]));
  return name;
}

/** Changes one stored value behind the storage's back. */
async function tamper(name: string, store: string, key: IDBValidKey, change: (value: never) => unknown) {
  const database = await openDB(name);
  await database.put(store, change((await database.get(store, key)) as never), key);
  database.close();
}

afterEach(() => vi.restoreAllMocks());

describe('reading', () => {
  it('finds nothing in a fresh browser', async () => {
    expect(await load(freshName())).toBeNull();
    expect(await new OldProject(freshName()).getPhoto('aa')).toBeNull();
  });

  it('gives everything back', async () => {
    const { problems, ...loaded } = (await load(await written()))!;
    expect(problems).toEqual([]);
    expect(loaded).toEqual(project);
    expect(project.document.objects.size).toBe(2);
    expect(project.conversations.size).toBe(1);
  });

  it('gives any project back as it was written', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(projectStep, { minLength: 1, maxLength: 40 }), async (any) => {
        const name = freshName();
        const before = takeSteps(any).at(-1)!;
        await writeOldProject(name, before);
        const { problems, ...loaded } = (await load(name))!;
        expect(problems).toEqual([]);
        expect(normalForm(loaded)).toEqual(normalForm(before));
      }),
      { numRuns: 60 },
    );
  }, 60_000);

  it('gives photos back byte for byte, with their type', async () => {
    const back = await new OldProject(await written()).getPhoto('aa');
    expect(back?.type).toBe('image/png');
    expect(new Uint8Array(await back!.arrayBuffer())).toEqual(new Uint8Array(await photo.arrayBuffer()));
  });

  it('that cannot open the database is told in words, and tried again', async () => {
    const old = new OldProject(await written());
    vi.spyOn(indexedDB, 'open').mockImplementationOnce(() => {
      throw new DOMException('denied', 'SecurityError');
    });
    await expect(old.load()).rejects.toMatchObject({
      code: 'storage-failed',
      message: expect.stringMatching(/private window/),
    });
    expect(await old.load()).toMatchObject(project);
  });
});

describe('retiring', () => {
  it('leaves nothing of a project that was moved whole', async () => {
    const old = new OldProject(await written());
    await old.retire(true);
    expect(await old.load()).toBeNull();
    expect(await old.getPhoto('aa')).toBeNull();
  });

  it('leaves one that was not where it is, and finds it no more', async () => {
    const name = await written();
    const old = new OldProject(name);
    await old.retire(false);
    expect(await old.load()).toBeNull();
    expect(await old.getPhoto('aa')).not.toBeNull();
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
      'an object without its mask',
      'objects',
      [firstImage!.id, firstObjects[0]!.id],
      (value: object) => ({ ...value, mask: 'none' }),
      /"mask"/,
    ],
    [
      'an object without its class',
      'objects',
      [firstImage!.id, firstObjects[0]!.id],
      (value: object) => ({ ...value, category: 3 }),
      /"category"/,
    ],
  ])('%s is left out and named, the rest opens', async (_what, store, key, change, words) => {
    const name = await written();
    await tamper(name, store, key, change as (value: never) => unknown);
    const loaded = (await load(name))!;
    expect(loaded.problems).toEqual([expect.stringMatching(words)]);
    expect(loaded.document.objects.get(firstImage!.id)).toEqual(firstObjects.slice(1));
    expect(loaded.conversations).toEqual(project.conversations);
  });

  it('a question is left out and named', async () => {
    const name = await written();
    const [turn, other] = project.conversations.get(firstImage!.id)!;
    await tamper(name, 'turns', [firstImage!.id, turn!.id], () => ({ id: turn!.id }));
    const loaded = (await load(name))!;
    expect(loaded.problems).toEqual([expect.stringMatching(/question of id-0.jpg/)]);
    expect(loaded.conversations.get(firstImage!.id)).toEqual([other]);
    expect(loaded.document).toEqual(project.document);
  });

  it('a class is made up again for the objects that belong to it', async () => {
    const name = await written();
    await tamper(name, 'project', 'categories', () => [{ id: 'x' }]);
    const loaded = (await load(name))!;
    expect(loaded.problems.join('\n')).toMatch(/class/);
    expect(loaded.document.objects).toEqual(project.document.objects);
    const used = new Set([...loaded.document.objects.values()].flat().map(({ category }) => category));
    expect(loaded.document.categories.map(({ id }) => id).sort()).toEqual([...used].sort());
  });

  it('the list of photos is told in words, as nothing can be opened without it', async () => {
    const name = await written();
    await tamper(name, 'project', 'images', () => 'nonsense');
    await expect(load(name)).rejects.toMatchObject({ code: 'storage-failed' });
  });

  it('that make reading fail as a whole are passed over one by one', async () => {
    const name = await written();
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
