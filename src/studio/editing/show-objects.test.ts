import { afterEach, describe, expect, it } from 'vitest';
import { type EditingStudio, openEditing } from '../testing/editing-studio.ts';

let edited: EditingStudio;

async function start(): Promise<EditingStudio> {
  edited = await openEditing({ dog: [0, 0, 40, 40], cat: [20, 20, 60, 60], cow: [30, 30, 50, 50] });
  return edited;
}

afterEach(() => edited.studio.dispose());

const seen = ({ app }: EditingStudio) => app.objects().map(({ visible }) => visible);

describe('hiding', () => {
  it('takes one or several in one step, and none when nothing changes', async () => {
    const all = await start();
    const { studio, id, steps } = all;
    studio.setVisible(id('dog'), false);
    studio.setVisible([id('dog'), id('cow')], false);
    studio.setVisible([id('dog'), id('cow')], false);
    studio.setVisible([], false);
    expect(seen(all)).toEqual([false, true, false]);
    studio.setVisible([id('dog'), id('cat'), id('cow')], true);
    expect(seen(all)).toEqual([true, true, true]);
    expect(steps()).toEqual(['Hide dog', 'Hide cow', 'Show dog and cow']);
  });

  it('the others shows what is named, and all come back at once', async () => {
    const all = await start();
    const { studio, id, steps } = all;
    studio.setVisible(id('cat'), false);
    studio.hideOthers([id('cat')]);
    expect(seen(all)).toEqual([false, true, false]);
    studio.hideOthers([id('cat')]);
    studio.showAll();
    studio.showAll();
    expect(seen(all)).toEqual([true, true, true]);
    expect(steps()).toEqual(['Hide cat', 'Hide all but cat', 'Show all objects']);
    studio.undo();
    studio.undo();
    expect(seen(all)).toEqual([true, false, true]);
  });
});

it('locking takes several in one step', async () => {
  const { studio, app, id, steps } = await start();
  studio.setLocked([id('dog'), id('cat')], true);
  studio.setLocked([id('dog'), id('cat')], true);
  studio.setLocked(id('dog'), false);
  expect(app.objects().map(({ locked }) => locked)).toEqual([false, true, false]);
  expect(steps()).toEqual(['Lock dog and cat', 'Unlock dog']);
});

describe('under a pixel', () => {
  it('are all visible objects, topmost first', async () => {
    const { studio, id } = await start();
    expect(studio.objectsAt({ x: 35.9, y: 35.9 })).toEqual([id('cow'), id('cat'), id('dog')]);
    expect(studio.objectAt({ x: 35.9, y: 35.9 })).toBe(id('cow'));
    studio.setVisible(id('cow'), false);
    expect(studio.objectsAt({ x: 35.9, y: 35.9 })).toEqual([id('cat'), id('dog')]);
    expect(studio.objectsAt({ x: 100, y: 5 })).toEqual([]);
    expect(studio.objectAt({ x: -1, y: 500 })).toBeNull();
  });

  it('are locked ones too, so that they can be unlocked', async () => {
    const { studio, id } = await start();
    studio.setLocked(id('cow'), true);
    expect(studio.objectAt({ x: 45, y: 45 })).toBe(id('cow'));
  });
});
