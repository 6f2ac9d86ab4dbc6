import { afterEach, describe, expect, it } from 'vitest';
import { boxMask } from '../../mask/create-mask.ts';
import { maskBox } from '../../mask/measure.ts';
import { box, type EditingStudio, openEditing } from '../testing/editing-studio.ts';
import { photoFile } from '../testing/scripted-pixels.ts';

let edited: EditingStudio;

/** The dog's photo is 128 x 96; others of the sizes given follow it. */
async function start(...others: readonly (readonly [number, number])[]): Promise<EditingStudio> {
  edited = await openEditing({ dog: [10, 10, 30, 20], cat: [100, 80, 128, 96] });
  const { studio, app } = edited;
  const first = app.image;
  await studio.openFiles(others.map(([width, height], i) => photoFile(`other${i}.jpg`, width, height)));
  studio.showImage(first);
  return edited;
}

afterEach(() => edited.studio.dispose());

describe('pasting into the same photo', () => {
  it('adds a copy made by hand a little aside, each further, and selects it', async () => {
    const { studio, app, id, object, select, steps, selected } = await start();
    studio.setAttribute(id('dog'), 'side', 'left');
    select('dog');
    studio.copy();
    studio.paste();
    studio.paste();
    const [dog, , first, second] = app.objects();
    expect(app.names()).toEqual(['dog', 'cat', 'dog', 'dog']);
    // A fiftieth of 96 pixels, rounded.
    expect([first!.mask, second!.mask]).toEqual([box(12, 12, 32, 22), box(14, 14, 34, 24)]);
    expect(first).toMatchObject({
      attributes: { side: 'left' },
      provenance: { kind: 'drawn' },
      edited: false,
      canvas: null,
    });
    expect(new Set(app.objects().map((each) => each.id)).size).toBe(4);
    expect(selected()).toEqual(['dog']);
    expect(studio.view.getState().selection).toEqual([second!.id]);
    expect(object('dog')).toBe(dog);
    expect(steps()).toEqual(['Set side of dog', 'Paste dog', 'Paste dog']);
  });

  it('goes the other way where the photo ends', async () => {
    const { studio, app, select } = await start();
    select('cat');
    studio.duplicate();
    expect(app.objects()[2]!.mask).toEqual(box(98, 78, 126, 94));
  });

  it('puts back what was cut where it was, whatever became of its class', async () => {
    const { studio, app, select, steps } = await start();
    const before = app.objects();
    const { category } = before[0]!;
    select('dog');
    studio.cut();
    expect(app.names()).toEqual(['cat']);
    studio.classes.remove(category);
    studio.paste();
    expect(app.names()).toEqual(['cat', 'dog']);
    expect(app.objects()[1]).toMatchObject({ category, mask: before[0]!.mask });
    expect(steps()).toEqual(['Cut dog', 'Remove class dog', 'Paste dog']);
  });

  it('does not cut what is locked, but has copied it', async () => {
    const { studio, app, id, select } = await start();
    studio.setLocked(id('dog'), true);
    select('dog');
    studio.cut();
    expect(app.notices()).toEqual(['dog is locked. Unlock it to change it.']);
    studio.paste();
    expect(app.names()).toEqual(['dog', 'cat', 'dog']);
    expect(app.objects().map(({ locked }) => locked)).toEqual([true, false, false]);
  });

  it('says when there is nothing to copy or paste', async () => {
    const { studio, app, steps } = await start();
    studio.copy();
    studio.paste();
    studio.duplicate();
    studio.pasteToNext();
    expect(steps()).toEqual([]);
    expect(app.notices()).toEqual([
      'Select the objects to copy.',
      'Nothing has been copied yet.',
      'Select the objects to duplicate.',
      'This is the last photo. Nothing was pasted.',
    ]);
  });
});

describe('pasting into another photo', () => {
  it('of the same size keeps the place and shares the mask', async () => {
    const { studio, app, object, select, steps } = await start([128, 96]);
    const { mask } = object('dog');
    select('dog');
    studio.pasteToNext();
    expect(app.names()).toEqual(['dog']);
    expect(app.objects()[0]!.mask).toBe(mask);
    expect(studio.view.getState().selection).toEqual([app.objects()[0]!.id]);
    expect(steps().at(-1)).toBe('Paste dog');
    studio.undo();
    expect(app.objects()).toEqual([]);
  });

  it('of another size scales by the longer sides', async () => {
    const { studio, app, select } = await start([256, 192]);
    select('dog', 'cat');
    studio.copy();
    studio.showNeighbour(1);
    studio.paste();
    expect(app.objects().map(({ mask }) => mask)).toEqual([
      boxMask(256, 192, { x1: 20, y1: 20, x2: 60, y2: 40 }),
      boxMask(256, 192, { x1: 200, y1: 160, x2: 256, y2: 192 }),
    ]);
  });

  it('of another shape cuts off what falls outside and moves in what would fall out wholly', async () => {
    const { studio, app, id, select } = await start([64, 128]);
    studio.replaceMask(id('dog'), box(50, 10, 80, 20), 'Rectangle');
    select('dog', 'cat');
    studio.pasteToNext();
    expect(app.objects().map(({ mask }) => maskBox(mask))).toEqual([
      { x1: 50, y1: 10, x2: 64, y2: 20 },
      { x1: 36, y1: 80, x2: 64, y2: 96 },
    ]);
  });

  it('that is much smaller leaves out what is too small for a pixel there', async () => {
    const { studio, app, id, select, steps } = await start([4, 3]);
    studio.replaceMask(id('dog'), box(0, 0, 2, 2), 'Rectangle');
    const before = steps().length;
    select('dog');
    studio.pasteToNext();
    expect(steps()).toHaveLength(before);
    expect(app.notices()).toEqual(['Nothing of it would lie in this photo. Nothing was pasted.']);
  });

  it('goes on with what was copied when nothing is selected there', async () => {
    const { studio, app, select } = await start([128, 96], [128, 96]);
    select('cat');
    studio.copy();
    studio.showNeighbour(1);
    studio.pasteToNext();
    expect(app.names()).toEqual(['cat']);
    expect(app.image).toBe(studio.project.getState().document.images[2]!.id);
  });
});
