import 'fake-indexeddb/auto';
import { expect, it, vi } from 'vitest';
import { serializeProject } from '../../document/serialize-project.ts';
import { MemoryFolder } from '../memory-folder.ts';
import { ProjectLibrary } from '../projects/project-library.ts';
import { type ProjectStep, takeSteps } from '../testing/random-project.ts';
import { writeOldProject } from '../testing/write-old-project.ts';
import { moveOldProject } from './move-old-project.ts';
import { OldProject } from './old-project.ts';

let names = 0;
const library = () =>
  new ProjectLibrary({ root: new MemoryFolder(), kept: true, now: () => 5, newId: () => `p-${names++}` });

const steps: readonly ProjectStep[] = [
  { kind: 'add-image', pick: 0, value: 2 },
  { kind: 'add-image', pick: 1, value: 3 },
  { kind: 'add-category', pick: 0, value: 1 },
  { kind: 'add-object', pick: 0, value: 4 },
  { kind: 'add-object', pick: 1, value: 9 },
  { kind: 'add-turn', pick: 0, value: 6 },
  { kind: 'show', pick: 1, value: 0 },
];

/** A project as an earlier version left it, with the photos of all its images but the first `missing`. */
async function oldProject(missing = 0) {
  const project = takeSteps(steps).at(-1)!;
  const name = `old-${names++}`;
  const photos = project.document.images
    .slice(missing)
    .map(({ sha256, bytes }) => [sha256, new Blob([new Uint8Array(bytes)])] as const);
  await writeOldProject(name, project, new Map(photos));
  return { old: new OldProject(name), project };
}

it('brings the project of an earlier version over, byte for byte, and then forgets it there', async () => {
  const { old, project } = await oldProject();
  const store = library();
  const id = await moveOldProject(old, store);
  const opened = await store.open(id!, 'write');
  expect(serializeProject({ ...opened.project, document: opened.project.history.document })).toEqual(
    serializeProject(project),
  );
  for (const { sha256, bytes } of project.document.images)
    expect(await store.getPhoto(id!, sha256, bytes)).not.toBeNull();
  expect(opened.summary).toMatchObject({ name: 'My project', photos: 2, objects: 2 });
  expect(await old.load()).toBeNull();
  expect(await moveOldProject(old, store)).toBeNull();
});

it('leaves what could not all be read where it is, and asks for it no more', async () => {
  const { old, project } = await oldProject(1);
  const store = library();
  await moveOldProject(old, store);
  expect((await store.list()).projects).toHaveLength(1);
  expect(await old.load()).toBeNull();
  expect(await old.getPhoto(project.document.images[1]!.sha256)).not.toBeNull();
});

it('changes nothing when it cannot be stored', async () => {
  const { old } = await oldProject();
  const store = library();
  vi.spyOn(store, 'putPhoto').mockRejectedValue(new Error('full'));
  await expect(moveOldProject(old, store)).rejects.toThrow('full');
  expect((await store.list()).projects).toEqual([]);
  expect(await old.load()).not.toBeNull();
});
