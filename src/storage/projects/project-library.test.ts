import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import { packValues } from '../../document/pack-values.ts';
import type { RememberedProject } from '../../document/project-event.ts';
import { projectHoldings } from '../../document/project-holdings.ts';
import type { ProjectId } from '../../document/project-summary.ts';
import type { Folder } from '../folder.ts';
import { snapshotParts } from '../journal/snapshot-parts.ts';
import { MemoryFolder } from '../memory-folder.ts';
import { randomEvents } from '../testing/random-events.ts';
import { ProjectLibrary } from './project-library.ts';

let ids = 0;
const open = (root: Folder, now = () => 5) =>
  new ProjectLibrary({ root, kept: true, now, newId: () => `p-${ids++}` });
const holdings = { photos: 2, objects: 3, photoBytes: 1000, cover: 'abc' };
const numbered = (project: ReturnType<typeof randomEvents>, from: number, to: number) =>
  project.events.slice(from, to).map((event, i) => ({ sequence: from + i + 1, event }));
const bytesOf = (project: RememberedProject) => [...snapshotParts(project)].map((part) => packValues(part));

it('lists what was made, last opened first, with what it holds', async () => {
  const root = new MemoryFolder();
  let now = 1;
  const library = open(root, () => now++);
  const a = await library.create('A');
  const b = await library.create('B');
  expect((await library.list()).projects.map(({ name }) => name)).toEqual(['B', 'A']);
  const opened = await library.open(a, 'write');
  expect(opened).toMatchObject({ problems: [], sequence: 0, summary: { name: 'A', photos: 0 } });
  await library.append(a, numbered(randomEvents(1, 3), 0, 3), holdings);
  const { projects, kept } = await library.list();
  expect(kept).toBe(true);
  expect(projects.map(({ id }) => id)).toEqual([a, b]);
  expect(projects[0]).toMatchObject(holdings);
  expect(projects[0]!.bytes).toBeGreaterThan(1000);
  // Also in a tab that comes later.
  await library.close(a);
  expect((await open(root).list()).projects[0]).toMatchObject({ ...holdings, name: 'A' });
});

it('lists what a project holds although the page went away before it was told', async () => {
  const root = new MemoryFolder();
  const library = open(root);
  const id = await library.create('Crashed');
  await library.open(id, 'write');
  await library.append(id, numbered(randomEvents(5, 80), 0, 80), holdings);
  root.letGo();
  const later = open(root);
  const { project } = await later.open(id, 'write');
  const held = projectHoldings(project.history.document, project.currentImage);
  expect(held.photos).toBeGreaterThan(0);
  expect((await later.list()).projects[0]).toMatchObject(held);
});

it('gives back what happened, whenever the page goes away and whatever was snapshot', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer(),
      fc.array(
        fc.record({
          count: fc.integer({ min: 0, max: 4 }),
          next: fc.constantFrom('go-on', 'kill', 'close', 'snapshot', 'begin-snapshot'),
        }),
        { maxLength: 12 },
      ),
      async (seed, plan) => {
        const root = new MemoryFolder();
        const project = randomEvents(
          seed,
          plan.reduce((sum, { count }) => sum + count, 0),
        );
        let library = open(root);
        const id = await library.create('Random');
        await library.open(id, 'write');
        let done = 0;
        for (const { count, next } of plan) {
          await library.append(id, numbered(project, done, done + count), holdings);
          done += count;
          const reopen = async () => {
            const opened = await library.open(id, 'write');
            expect(opened.problems).toEqual([]);
            expect(opened.sequence).toBe(done);
            expect(bytesOf(opened.project)).toEqual(bytesOf(project.states[done]!));
          };
          if (next === 'kill') {
            root.letGo();
            library = open(root);
            await reopen();
          } else if (next === 'close') {
            await library.close(id);
            await reopen();
          } else if (next !== 'go-on') {
            await library.beginSnapshot(id);
            await library.addToSnapshot(id, [...snapshotParts(project.states[done]!)]);
            if (next === 'snapshot') await library.finishSnapshot(id);
          }
        }
        const read = await open(root).open(id, 'read');
        expect(bytesOf(read.project)).toEqual(bytesOf(project.states[done]!));
      },
    ),
    { numRuns: 60 },
  );
}, 60_000);

it('keeps a tab whose project another opened from writing', async () => {
  const root = new MemoryFolder();
  const first = open(root);
  const id = await first.create('Shared');
  await first.open(id, 'write');
  await expect(open(root).open(id, 'write')).rejects.toMatchObject({ code: 'storage-taken' });
  root.letGo();
  await open(root).open(id, 'write');
  await expect(first.append(id, numbered(randomEvents(1, 1), 0, 1), holdings)).rejects.toMatchObject({
    code: 'storage-taken',
  });
});

it('copies a project with its photos; the two then go their own ways', async () => {
  const library = open(new MemoryFolder());
  const project = randomEvents(7, 6);
  const id = await library.create('First');
  await library.open(id, 'write');
  await library.append(id, numbered(project, 0, 6), holdings);
  await library.putPhoto(id, 'abc', new Blob(['photo']));
  await library.putThumbnail(id, 'abc', new Blob(['small']));
  const copy = await library.duplicate(id, 'Copy');
  await library.remove(id);
  expect((await library.list()).projects[0]).toMatchObject({ ...holdings, name: 'Copy' });
  const opened = await library.open(copy, 'write');
  expect(opened.summary).toMatchObject({ name: 'Copy' });
  expect(bytesOf(opened.project)).toEqual(bytesOf(project.states[6]!));
  expect(await (await library.getPhoto(copy, 'abc', 5))?.text()).toBe('photo');
  expect(await (await library.getThumbnail(copy, 'abc'))?.text()).toBe('small');
  expect((await library.list()).projects).toHaveLength(1);
});

it('gives a photo only whole', async () => {
  const library = open(new MemoryFolder());
  const id = await library.create('Photos');
  await library.putPhoto(id, 'abc', new Blob(['pho']));
  expect(await library.getPhoto(id, 'abc', 5)).toBeNull();
  await library.putPhoto(id, 'abc', new Blob(['photo']));
  expect(await (await library.getPhoto(id, 'abc', 5))?.text()).toBe('photo');
  expect(await library.getPhoto(id, 'other', 5)).toBeNull();
});

it('goes on with a removal that was interrupted, and forgets what was never made whole', async () => {
  const root = new MemoryFolder();
  const library = open(root);
  const id = await library.create('Gone');
  const remove = vi.spyOn(root, 'remove').mockRejectedValueOnce(new Error('power cut'));
  await expect(library.remove(id)).rejects.toMatchObject({ code: 'storage-failed' });
  remove.mockRestore();
  await root.folder('half-made', { create: true });
  expect((await open(root).list()).projects).toEqual([]);
  expect(await root.folder(id)).toBeNull();
});

it('opens a project whose own words about it are damaged', async () => {
  const root = new MemoryFolder();
  const library = open(root);
  const id = await library.create('Named');
  await (await root.folder(id))!.writeFile('about', new Blob(['nonsense']));
  expect((await library.list()).projects).toMatchObject([{ id, name: 'Recovered project' }]);
  await library.rename(id, 'Named again');
  expect((await library.open(id, 'write')).summary.name).toBe('Named again');
});

it('refuses names that are no project and keys that are no file, in words', async () => {
  const library = open(new MemoryFolder());
  for (const id of ['', '..', '../p-1', 'nothing-here', 'a/b', 'x'.repeat(99)])
    await expect(library.open(id as ProjectId, 'write')).rejects.toMatchObject({
      code: 'storage-failed',
      message: expect.stringMatching(/not in this browser/),
    });
  const id = await library.create('Project');
  for (const key of ['', '../head', 'a/b', '.'])
    await expect(library.putPhoto(id, key, new Blob(['x']))).rejects.toMatchObject({
      code: 'storage-failed',
    });
});
