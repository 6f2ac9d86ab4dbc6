import { afterEach, describe, expect, it } from 'vitest';
import { box, type EditingStudio, openEditing } from '../testing/editing-studio.ts';

let edited: EditingStudio;

async function start(): Promise<EditingStudio> {
  edited = await openEditing({ dog: [10, 10, 30, 20], cat: [50, 50, 60, 60] });
  return edited;
}

afterEach(() => edited.studio.dispose());

describe('moving', () => {
  it('shifts all by whole pixels in one step', async () => {
    const { studio, app, corners, id, steps } = await start();
    const before = app.objects();
    studio.translate([id('dog'), id('cat')], 5.4, -3);
    expect([corners('dog'), corners('cat')]).toEqual([
      [15, 7, 35, 17],
      [55, 47, 65, 57],
    ]);
    expect(app.objects().every((object) => object.edited)).toBe(true);
    expect(steps()).toEqual(['Move dog and cat']);
    studio.undo();
    expect(app.objects()).toEqual(before);
  });

  it('in little steps, as by a key held down, is one step until the hand rests', async () => {
    const { studio, app, corners, id, select, steps } = await start();
    for (let i = 0; i < 10; i++) {
      studio.translate([id('dog'), id('cat')], 1, 0);
      app.clock.now += 200;
    }
    expect(steps()).toEqual(['Move dog and cat']);
    app.clock.now += 1000;
    studio.translate([id('dog'), id('cat')], 1, 0);
    expect(steps()).toEqual(['Move dog and cat', 'Move dog and cat']);
    studio.undo();
    expect(corners('dog')).toEqual([20, 10, 40, 20]);
    studio.translate([id('dog'), id('cat')], 0, 1);
    expect(steps()).toHaveLength(2);
    studio.jumpTo(studio.project.getState().undo.length - 2);
    expect([corners('dog'), corners('cat')]).toEqual([
      [10, 10, 30, 20],
      [50, 50, 60, 60],
    ]);
    // Another object, or something else in between, begins anew.
    studio.translate([id('dog')], 1, 0);
    studio.translate([id('cat')], 1, 0);
    select('cat');
    studio.applyMask(box(0, 0, 3, 3), 'add', 'Rectangle');
    studio.translate([id('cat')], 1, 0);
    expect(steps()).toEqual(['Move dog', 'Move cat', 'Rectangle on cat', 'Move cat']);
  });

  it('cuts off what leaves the photo, but lets no object leave it', async () => {
    const { studio, app, corners, id, steps } = await start();
    studio.translate([id('dog')], -15, 0);
    expect(corners('dog')).toEqual([0, 10, 15, 20]);
    studio.translate([id('dog'), id('cat')], -15, 0);
    expect(steps()).toHaveLength(1);
    expect(app.notices()).toEqual(['Nothing of dog would stay in the photo. Nothing was changed.']);
  });

  it('by less than half a pixel, of nothing or of what is locked is no step', async () => {
    const { studio, app, id, steps } = await start();
    studio.translate([id('dog')], 0.4, -0.3);
    studio.translate([], 9, 9);
    studio.setLocked([id('dog')], true);
    studio.translate([id('cat'), id('dog')], 9, 9);
    studio.scaleTo([id('dog')], { x1: 0, y1: 0, x2: 1, y2: 1 }, { x1: 0, y1: 0, x2: 2, y2: 2 });
    expect(steps()).toEqual(['Lock dog']);
    expect(app.notices()).toEqual(['dog is locked. Unlock it to change it.']);
  });
});

describe('scaling', () => {
  it('carries objects along with the box', async () => {
    const { studio, object, id, steps } = await start();
    studio.scaleTo(
      [id('dog'), id('cat')],
      { x1: 10, y1: 10, x2: 60, y2: 60 },
      { x1: 0, y1: 0, x2: 100, y2: 50 },
    );
    expect([object('dog').mask, object('cat').mask]).toEqual([box(0, 0, 40, 10), box(80, 40, 100, 50)]);
    expect(steps()).toEqual(['Resize dog and cat']);
  });

  it('mirrors by reversed edges, and refuses a box without extent', async () => {
    const { studio, app, object, id } = await start();
    const around = { x1: 10, y1: 10, x2: 60, y2: 60 };
    studio.scaleTo([id('dog')], around, { x1: 60, y1: 10, x2: 10, y2: 60 });
    expect(object('dog').mask).toEqual(box(40, 10, 60, 20));
    studio.scaleTo([id('dog')], around, { x1: 10, y1: 10, x2: 10, y2: 60 });
    expect(app.notices()).toEqual(['Nothing of dog would stay in the photo. Nothing was changed.']);
  });
});
