import 'fake-indexeddb/auto';
import { afterEach, expect, it } from 'vitest';
import type { CategoryId } from '../document/document.ts';
import { reviewStatus } from '../document/lookup.ts';
import { cellsOf, reference } from './testing/answer-script.ts';
import { type OpenStudio, openWithPhoto } from './testing/open-studio.ts';
import { photoFile } from './testing/scripted-pixels.ts';

const open: OpenStudio[] = [];

afterEach(async () => {
  for (const { studio } of open.splice(0)) await studio.dispose();
});

async function withClasses(...names: string[]) {
  const app = await openWithPhoto();
  open.push(app);
  const { studio } = app;
  const ids = names.map((name) => studio.classes.add(name)!);
  const named = (id: CategoryId) =>
    studio.project.getState().document.categories.find((category) => category.id === id);
  return { app, studio, ids, named };
}

it('adds a class once, whatever case and spaces', async () => {
  const { studio, ids } = await withClasses('Traffic light', ' traffic  LIGHT');
  expect(ids[1]).toBe(ids[0]);
  expect(studio.classes.add('  ')).toBeNull();
  expect(studio.project.getState().document.categories).toEqual([
    { id: ids[0], name: 'Traffic light', colour: 0 },
  ]);
});

it('changes all that belongs to a class in one step each, and takes it away again', async () => {
  const { studio, ids, named } = await withClasses('dog', 'cat');
  const [dog] = ids;
  const before = named(dog!);
  const wanted = { name: 'hound', colour: 5, supercategory: 'animal', shortcut: '1' };
  expect(studio.classes.update(dog!, { ...wanted, synonyms: ['puppy ', 'puppy', ''] })).toBe(true);
  expect(named(dog!)).toEqual({ id: dog, ...wanted, synonyms: ['puppy'] });
  expect(studio.project.getState().undo.at(-1)).toEqual({ label: 'Rename class dog to hound' });
  studio.classes.update(dog!, { supercategory: null, shortcut: null, synonyms: [], name: 'dog', colour: 0 });
  expect(named(dog!)).toEqual(before);
  studio.undo();
  studio.undo();
  expect(named(dog!)).toEqual(before);
});

it('makes no step of a change that changes nothing', async () => {
  const { studio, ids } = await withClasses('dog');
  const steps = studio.project.getState().undo.length;
  expect(
    studio.classes.update(ids[0]!, { name: ' dog ', colour: 0, supercategory: null, synonyms: [] }),
  ).toBe(true);
  expect(studio.project.getState().undo).toHaveLength(steps);
});

it('refuses a name or a key that another class has, and says so', async () => {
  const { app, studio, ids, named } = await withClasses('dog', 'cat');
  const [dog, cat] = ids;
  studio.classes.update(dog!, { shortcut: '1' });
  expect(studio.classes.update(cat!, { shortcut: '1' })).toBe(false);
  expect(studio.classes.update(cat!, { name: 'Dog' })).toBe(false);
  expect(named(cat!)).toMatchObject({ name: 'cat' });
  expect(app.notices()).toEqual([
    expect.stringMatching(/"1" cannot be that of both "dog" and "cat"/),
    expect.stringMatching(/"dog" already/),
  ]);
});

it('removes a class only when nothing belongs to it; merging moves the objects and keeps the word', async () => {
  const { app, studio } = await withClasses();
  app.inference.answers.set('puppy', [reference('puppy', cellsOf(8, 8, 24, 40))]);
  await app.ask('puppy');
  const puppy = app.objects()[0]!.category;
  expect(studio.classes.remove(puppy)).toBe(false);
  expect(app.notices()).toEqual([expect.stringMatching(/"puppy" cannot be removed/)]);
  const dog = studio.classes.add('dog')!;
  const steps = studio.project.getState().undo.length;
  expect(studio.classes.merge(puppy, dog)).toBe(true);
  expect(app.names()).toEqual(['dog']);
  expect(studio.project.getState().document.categories).toMatchObject([{ id: dog, synonyms: ['puppy'] }]);
  expect(studio.project.getState().undo).toHaveLength(steps + 1);
  // The word now leads to the class.
  await app.ask('puppy');
  expect(app.names()).toEqual(['dog', 'dog']);
  studio.undo();
  studio.undo();
  expect(app.names()).toEqual(['puppy']);
});

it('marks photos in one step', async () => {
  const { studio } = await withClasses();
  await studio.openFiles([photoFile('b.jpg')]);
  const images = () => studio.project.getState().document.images;
  const statuses = () => images().map((image) => reviewStatus(studio.project.getState().document, image));
  const ids = images().map(({ id }) => id);
  studio.setReview(ids, 'reviewed');
  studio.setReview([ids[1]!], 'needs-look');
  expect(statuses()).toEqual(['reviewed', 'needs-look']);
  const { undo } = studio.project.getState();
  studio.setReview([ids[1]!], 'needs-look');
  expect(studio.project.getState().undo).toBe(undo);
  expect(undo.slice(-2)).toEqual([{ label: 'Mark 2 photos as reviewed' }, { label: 'Flag b.jpg' }]);
  studio.setReview(ids, 'not-started');
  expect(statuses()).toEqual(['not-started', 'not-started']);
});
