import { afterEach, describe, expect, it } from 'vitest';
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

it('moves a class in one step each, from the first place to the last, and digits go with the places', async () => {
  const { studio, ids } = await withClasses('dog', 'cat', 'cow');
  const [dog, cat, cow] = ids;
  const order = () => studio.project.getState().document.categories.map(({ id }) => id);
  const steps = studio.project.getState().undo.length;
  expect(studio.classes.move(dog!, 2)).toBe(true);
  expect(order()).toEqual([cat, cow, dog]);
  expect(studio.project.getState().undo.at(-1)).toEqual({ label: 'Move class dog to place 3' });
  expect(studio.classes.move(cow!, -4)).toBe(true);
  expect(order()).toEqual([cow, cat, dog]);
  expect(studio.classes.move(cow!, 0)).toBe(true);
  expect(studio.classes.move('gone' as CategoryId, 0)).toBe(false);
  expect(studio.project.getState().undo).toHaveLength(steps + 2);
  studio.undo();
  studio.undo();
  expect(order()).toEqual(ids);
});

it('refuses a name or a key that another class has, and says so', async () => {
  const { app, studio, ids, named } = await withClasses('dog', 'cat');
  const [dog, cat] = ids;
  studio.classes.update(dog!, { shortcut: '1' });
  expect(studio.classes.update(cat!, { shortcut: '1' })).toBe(false);
  expect(studio.classes.update(cat!, { name: 'Dog' })).toBe(false);
  expect(named(cat!)).toMatchObject({ name: 'cat' });
  expect(app.notices()).toEqual([
    '1 is the key of dog already.',
    'There is a class “dog” already. Merge the two to make them one.',
  ]);
});

it('lets a word lead to one class only', async () => {
  const { app, studio, ids, named } = await withClasses('dog', 'cat');
  const [dog, cat] = ids;
  expect(studio.classes.update(dog!, { synonyms: ['puppy', 'Dog', 'PUPPY'] })).toBe(true);
  expect(named(dog!)!.synonyms).toEqual(['puppy']);
  expect(studio.classes.add('Puppy')).toBe(dog);
  expect(studio.classes.update(cat!, { synonyms: ['kitten', 'puppy'] })).toBe(false);
  expect(studio.classes.update(cat!, { synonyms: ['dog'] })).toBe(false);
  expect(studio.classes.update(cat!, { name: 'puppy' })).toBe(false);
  expect(studio.classes.update(cat!, { name: ' ' })).toBe(false);
  expect(named(cat!)).toEqual({ id: cat, name: 'cat', colour: 1 });
  expect(app.notices()).toEqual([
    '“puppy” is a synonym of dog already.',
    '“dog” is a class of its own. Merge it into this one to make it a synonym.',
    '“puppy” is a synonym of dog. Take it away there to use it as a name.',
    'A class needs a name.',
  ]);
  // A class may take its own synonym for its name, which then is none any more.
  studio.classes.update(dog!, { name: 'puppy', synonyms: ['puppy', 'dog'] });
  expect(named(dog!)).toMatchObject({ name: 'puppy', synonyms: ['dog'] });
});

describe('a synonym', () => {
  const puppyIsDog = async () => {
    const setting = await withClasses('cat', 'dog');
    const dog = setting.ids[1]!;
    setting.studio.classes.update(dog, { synonyms: ['puppy'] });
    return { ...setting, dog };
  };
  const mask = cellsOf(8, 8, 24, 40);

  it('is asked for in the words of the person, and gives objects of its class in its colour', async () => {
    const { app, dog, studio } = await puppyIsDog();
    app.inference.answers.set('the puppy', [reference('the puppy', mask)]);
    const colours = new Set<number>();
    studio.answer.subscribe(({ running }) => {
      for (const { colour } of running?.objects ?? []) colours.add(colour);
    });
    const turn = await app.ask('the puppy');
    expect(app.objects().map(({ category }) => category)).toEqual([dog]);
    expect(turn).toMatchObject({ prompt: 'the puppy', outcome: { kind: 'done' } });
    expect([...colours]).toEqual([1]);
    expect(studio.project.getState().document.categories).toHaveLength(2);
  });

  it.each([
    ['a small puppy', 'small puppy', 'dog'],
    // The model has no word for it: what the person calls it counts.
    ['segment the puppy', 'brown animal', 'dog'],
    ['and the puppy', 'animal', 'dog'],
    ['no, the puppy', 'animal', 'dog'],
    // It names another class of the project: that is what it saw.
    ['the puppy', 'cat', 'cat'],
    // Two things were asked for, so it isn't known which of them this is.
    ['the puppy and the ball', 'ball', 'ball'],
  ])('asked as "%s" and answered as "%s" gives a %s', async (prompt, label, wanted) => {
    const { app } = await puppyIsDog();
    const read = prompt.replace(/^(?:and|no,) /u, '');
    app.inference.answers.set(read, [reference(label, mask)]);
    await app.ask(prompt);
    expect(app.names()).toEqual([wanted]);
  });

  it('names objects in spoken commands, and when typed by hand', async () => {
    const { app, studio } = await puppyIsDog();
    app.inference.answers.set('puppy', [reference('puppy', mask)]);
    await app.ask('puppy');
    expect((await app.ask('hide the puppy')).outcome).toEqual({ kind: 'command', message: 'Hid dog.' });
    expect(app.objects()[0]!.visible).toBe(false);
    studio.rename(app.objects()[0]!.id, 'cat');
    studio.rename(app.objects()[0]!.id, 'Puppy');
    expect(app.names()).toEqual(['dog']);
    expect(app.notices()).toEqual(['“Puppy” is a synonym of dog.']);
  });
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
