import { afterEach, expect, it, vi } from 'vitest';
import type { ProjectId } from '../../document/project-summary.ts';
import { bundleOf, sampleProject } from '../bundle/testing/sample-bundle.ts';
import { MemoryFolder } from '../memory-folder.ts';
import { randomEvents } from '../testing/random-events.ts';
import { ProjectLibrary } from './project-library.ts';

let ids = 0;
/** The projects of one browser as another tab sees them. */
const tab = (root: MemoryFolder, now = () => 5) =>
  new ProjectLibrary({ root, kept: true, now, newId: () => `p-${ids++}` });
const holdings = { photos: 0, objects: 0, photoBytes: 0, cover: null };
const { events } = randomEvents(5, 4);
const numbered = (from: number, to: number) =>
  events.slice(from, to).map((event, i) => ({ sequence: from + i + 1, event }));

/** Files are written as on a disk: what was there is gone first, and what fails is not there. */
async function slowWrites(root: MemoryFolder, id: ProjectId, write: (count: number) => Promise<void>) {
  const photos = await (await root.folder(id))!.folder('photos', { create: true });
  const { writeFile } = photos!;
  let count = 0;
  vi.spyOn(photos!, 'writeFile').mockImplementation(async (name, content) => {
    await photos!.remove(name);
    await write(++count);
    await writeFile.call(photos, name, content);
  });
  return () => count;
}

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

it('a photo that comes twice at once is written once, and never goes again', async () => {
  const root = new MemoryFolder();
  const library = tab(root);
  const id = await library.create('A');
  const photo = new Blob(['photo']);
  const written = await slowWrites(root, id, async (count) => {
    await new Promise((resolve) => setTimeout(resolve, 10));
    if (count > 1) throw new DOMException('full', 'QuotaExceededError');
  });
  await Promise.all([library.putPhoto(id, 'abc', photo), library.putPhoto(id, 'abc', photo)]);
  expect(written()).toBe(1);
  expect(await library.getPhoto(id, 'abc', 5)).not.toBeNull();
});

it('a photo that could not be written by the first is written by the second', async () => {
  const root = new MemoryFolder();
  const library = tab(root);
  const id = await library.create('A');
  await slowWrites(root, id, async (count) => {
    if (count === 1) throw new DOMException('full', 'QuotaExceededError');
  });
  const puts = [1, 2].map(() => library.putPhoto(id, 'abc', new Blob(['photo'])));
  const results = await Promise.allSettled(puts);
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
  expect(await library.getPhoto(id, 'abc', 5)).not.toBeNull();
});

it('a photo that another tab is writing is no sign that the project was taken', async () => {
  const root = new MemoryFolder();
  const library = tab(root);
  const id = await library.create('A');
  const photos = await (await root.folder(id))!.folder('photos', { create: true });
  vi.spyOn(photos!, 'writeFile').mockImplementation(async () => {
    throw await photos!
      .openFile('abc')
      .then(() => photos!.openFile('abc'))
      .catch((error: unknown) => error);
  });
  await expect(library.putPhoto(id, 'abc', new Blob(['photo']))).rejects.toMatchObject({
    code: 'storage-failed',
  });
});

it('a name given in another tab stays, also while this one saves', async () => {
  vi.useFakeTimers();
  const root = new MemoryFolder();
  const library = tab(root);
  const id = await library.create('Before');
  await library.open(id, 'write');
  await library.append(id, numbered(0, 2), { ...holdings, photos: 1 });
  await tab(root).rename(id, 'After');
  await vi.advanceTimersByTimeAsync(5000);
  expect((await tab(root).list()).projects).toMatchObject([{ id, name: 'After', photos: 1 }]);
  await library.append(id, numbered(2, 4), { ...holdings, photos: 2 });
  await library.close(id);
  expect((await tab(root).list()).projects).toMatchObject([{ id, name: 'After', photos: 2 }]);
});

it('a project that another tab removes while this one lists, or that cannot be looked at, hides no other', async () => {
  const root = new MemoryFolder();
  const library = tab(root);
  const [a, b, c] = [await library.create('A'), await library.create('B'), await library.create('C')];
  const names = await root.names();
  await root.remove(a);
  vi.spyOn(root, 'names').mockResolvedValue(names);
  vi.spyOn((await root.folder(b))!, 'readFile').mockRejectedValue(
    new DOMException('bad', 'NotReadableError'),
  );
  const { projects } = await tab(root).list();
  expect(projects.map(({ id, name }) => [id, name]).toSorted()).toEqual([
    [b, 'Recovered project'],
    [c, 'C'],
  ]);
});

it('a copy whose page goes away before its photos are there is no project', async () => {
  const root = new MemoryFolder();
  const library = tab(root);
  const id = await library.create('First');
  await library.putPhoto(id, 'abc', new Blob(['photo']));
  const photos = await (await root.folder(id))!.folder('photos');
  let goOn: () => void = () => undefined;
  vi.spyOn(photos!, 'readFile').mockImplementation(async () => {
    await new Promise<void>((resolve) => {
      goOn = resolve;
    });
    return new Blob(['photo']);
  });
  const copying = library.duplicate(id, 'Copy');
  await vi.waitFor(async () => expect(await root.names()).toHaveLength(2));
  await vi.waitFor(() => expect(photos!.readFile).toHaveBeenCalled());
  expect((await tab(root).list()).projects.map(({ name }) => name)).toEqual(['First']);
  const late = tab(root, () => 5 + 48 * 3600 * 1000);
  goOn();
  await copying;
  expect((await late.list()).projects.map(({ name }) => name)).toEqual(['First', 'Copy']);
});

it('a name of any length is kept as far as it can be', async () => {
  const root = new MemoryFolder();
  const id = await tab(root).create('é'.repeat(5000));
  expect((await tab(root).list()).projects).toMatchObject([{ id, name: 'é'.repeat(200) }]);
});

it('a bundle that is being opened is not given up when the clock is set', async () => {
  const root = new MemoryFolder();
  let now = 5;
  const library = tab(root, () => now);
  const { file } = await bundleOf((await sampleProject(3)).source);
  const { id } = await library.beginRestore(file);
  now += 10 * 365 * 24 * 3600 * 1000;
  expect((await library.list()).projects).toEqual([]);
  let finished = false;
  while (!finished) ({ finished } = await library.continueRestore(id));
  expect((await library.list()).projects).toMatchObject([{ id, photos: 2 }]);
});
