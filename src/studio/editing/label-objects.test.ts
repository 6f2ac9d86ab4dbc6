import { afterEach, describe, expect, it } from 'vitest';
import { box, type EditingStudio, openEditing } from '../testing/editing-studio.ts';

let edited: EditingStudio;

async function start(): Promise<EditingStudio> {
  edited = await openEditing({ dog: [0, 0, 40, 40], cat: [20, 20, 60, 60], cow: [30, 30, 50, 50] });
  return edited;
}

afterEach(() => edited.studio.dispose());

const classes = ({ app }: EditingStudio) =>
  app.studio.project.getState().document.categories.map(({ name }) => name);

describe('deleting', () => {
  it('takes objects away together and brings them back to their places', async () => {
    const { studio, app, id, steps } = await start();
    const before = app.objects();
    studio.remove([id('cow'), id('dog')]);
    expect(app.names()).toEqual(['cat']);
    studio.remove([]);
    expect(steps()).toEqual(['Delete dog and cow']);
    studio.undo();
    expect(app.objects()).toEqual(before);
  });

  it('leaves what is locked, and with it the rest', async () => {
    const { studio, app, id } = await start();
    studio.setLocked(id('dog'), true);
    studio.setLocked(id('cow'), true);
    studio.remove(app.objects().map((object) => object.id));
    expect(app.names()).toEqual(['dog', 'cat', 'cow']);
    expect(app.notices()).toEqual(['dog and cow are locked. Unlock them to change them.']);
  });
});

describe('a class', () => {
  it('is set for several in one step, and what is drawn next belongs to it', async () => {
    const all = await start();
    const { studio, app, id, object, steps } = all;
    studio.setCategory([id('dog'), id('cat')], object('cow').category);
    expect(app.names()).toEqual(['cow', 'cow', 'cow']);
    studio.setCategory(id('cow'), object('cow').category);
    expect(steps()).toEqual(['Set class of dog and cat']);
    studio.applyMask(box(100, 0, 110, 10), 'add', 'Rectangle');
    expect(app.names()).toHaveLength(4);
    expect(steps().at(-1)).toBe('Draw cow');
  });

  it('of another name is taken if it exists, else made', async () => {
    const all = await start();
    const { studio, app, id, steps } = all;
    studio.rename(id('dog'), '  Police   dog ');
    studio.rename(id('cat'), 'COW');
    expect(app.names()).toEqual(['Police dog', 'cow', 'cow']);
    expect(classes(all)).toContain('Police dog');
    studio.rename(id('cow'), '   ');
    studio.rename(id('cow'), 'cow');
    expect(steps()).toEqual(['Rename dog to Police dog', 'Rename cat to cow']);
    studio.jumpTo(0);
    studio.redo();
    expect(steps()).toEqual([]);
  });

  it('of what is locked stays', async () => {
    const { studio, app, id, object } = await start();
    studio.setLocked(id('dog'), true);
    studio.rename(id('dog'), 'wolf');
    studio.setCategory(id('dog'), object('cat').category);
    studio.setAttribute(id('dog'), 'side', 'left');
    expect(app.names()).toEqual(['dog', 'cat', 'cow']);
    expect(object('dog').attributes).toEqual({});
    expect(app.notices()).toEqual(['dog is locked. Unlock it to change it.']);
  });

  it('that is gone from the project is not used for what is drawn', async () => {
    const { studio, app, id, steps } = await start();
    studio.rename(id('dog'), 'wolf');
    studio.undo();
    studio.applyMask(box(100, 0, 110, 10), 'add', 'Rectangle');
    expect(app.names().at(-1)).toBe('object');
    expect(steps()).toEqual(['Draw object']);
  });
});

describe('attributes', () => {
  it('are set, changed and taken away, each one undo step', async () => {
    const { studio, id, object, steps } = await start();
    const both = [id('dog'), id('cat')];
    studio.setAttribute(both, ' side ', 'left');
    studio.setAttribute(id('dog'), 'side', 'right');
    studio.setAttribute(id('dog'), 'occluded', '');
    expect(object('dog').attributes).toEqual({ side: 'right', occluded: '' });
    expect(object('cat').attributes).toEqual({ side: 'left' });
    studio.setAttribute(both, 'side', null);
    expect(object('dog').attributes).toEqual({ occluded: '' });
    expect(steps()).toEqual([
      'Set side of dog and cat',
      'Set side of dog',
      'Set occluded of dog',
      'Clear side of dog and cat',
    ]);
    studio.undo();
    expect(object('cat').attributes).toEqual({ side: 'left' });
  });

  it('that change nothing are no step', async () => {
    const { studio, id, steps } = await start();
    studio.setAttribute(id('dog'), 'side', null);
    studio.setAttribute(id('dog'), 'toString', null);
    studio.setAttribute(id('dog'), '  ', 'left');
    studio.setAttribute([], 'side', 'left');
    studio.setAttribute(id('dog'), 'side', 'left');
    studio.setAttribute(id('dog'), 'side', 'left');
    expect(steps()).toEqual(['Set side of dog']);
  });

  it('may have any name', async () => {
    const { studio, app, id, object } = await start();
    studio.setAttribute(id('dog'), '__proto__', 'x');
    studio.setAttribute(id('dog'), 'constructor', 'y');
    expect(Object.entries(object('dog').attributes)).toEqual([
      ['__proto__', 'x'],
      ['constructor', 'y'],
    ]);
    await app.saved();
    studio.setAttribute(id('dog'), '__proto__', null);
    expect(Object.keys(object('dog').attributes)).toEqual(['constructor']);
  });
});

it('a colour belongs to the class; the same twice is one step', async () => {
  const { studio, object, steps } = await start();
  const { category } = object('dog');
  studio.recolour(category, 9);
  studio.recolour(category, 9);
  expect(steps()).toEqual(['Colour dog']);
});
