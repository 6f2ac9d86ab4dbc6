import { afterEach, describe, expect, it } from 'vitest';
import { growMask } from '../../mask/morphology.ts';
import { noRefinement } from '../../mask/refine-mask.ts';
import { box, type EditingStudio, openEditing } from '../testing/editing-studio.ts';

let edited: EditingStudio;

/** A cup with a hole, a speck and, over it, coffee. */
async function start(): Promise<EditingStudio> {
  edited = await openEditing({ cup: [10, 10, 40, 40], coffee: [60, 60, 80, 80] });
  const { studio, id, select } = edited;
  select('cup');
  studio.applyMask(box(20, 20, 24, 24), 'subtract', 'Rectangle');
  studio.applyMask(box(1, 1, 3, 3), 'add', 'Rectangle');
  expect(id('cup')).toBe(studio.view.getState().selection[0]);
  return edited;
}

afterEach(() => edited.studio.dispose());

describe('planning', () => {
  it('counts holes and specks and gives the mask, changing nothing', async () => {
    const { studio, object, id, steps } = await start();
    const before = object('cup');
    const plan = { ...noRefinement, fillHoles: true, removeSpecks: 10 };
    const refined = await studio.planRefine(id('cup'), plan);
    expect(refined).toEqual({ mask: box(10, 10, 40, 40), holes: 1, specks: 1 });
    expect(object('cup')).toBe(before);
    expect(steps()).toHaveLength(2);
    studio.remove([before.id]);
    expect(await studio.planRefine(before.id, plan)).toBeNull();
  });
});

describe('refining', () => {
  it('carries the plan out on several objects in one step', async () => {
    const { studio, app, object, id, steps } = await start();
    const coffee = object('coffee');
    await studio.refine([id('cup'), id('coffee')], { ...noRefinement, grow: 2, keepLargest: true }, 'Grow');
    expect(object('coffee').mask).toEqual(growMask(coffee.mask, 2));
    expect(app.objects().every((each) => each.edited)).toBe(true);
    expect(steps().at(-1)).toBe('Grow cup and coffee');
    studio.undo();
    expect(object('coffee')).toEqual(coffee);
  });

  it('that changes nothing is no step', async () => {
    const { studio, id, steps } = await start();
    await studio.refine([id('coffee')], { ...noRefinement, fillHoles: true, removeSpecks: 5 });
    expect(steps()).toHaveLength(2);
  });

  it('is refused when nothing would be left, or for what is locked', async () => {
    const { studio, app, id, steps } = await start();
    await studio.refine([id('cup'), id('coffee')], { ...noRefinement, grow: -30 });
    studio.setLocked(id('cup'), true);
    await studio.refine([id('coffee'), id('cup')], { ...noRefinement, grow: 3 });
    expect(steps().slice(2)).toEqual(['Lock cup']);
    expect(app.notices()).toEqual([
      'Nothing would be left of cup. Nothing was changed.',
      'cup is locked. Unlock it to change it.',
    ]);
  });

  it('never undoes what changed while it was worked out', async () => {
    const { studio, app, object, id } = await start();
    studio.translate([id('coffee')], 5, 0);
    studio.undo();
    const go = app.pixels.hold();
    const refining = studio.refine([id('coffee')], { ...noRefinement, grow: 3 });
    // Not by hand, which would wait: as an answer or an import changes the document.
    app.session.redo();
    const moved = object('coffee').mask;
    go();
    await refining;
    expect(object('coffee').mask).toBe(moved);
    expect(app.notices()).toEqual(['coffee changed meanwhile. Try it again.']);
  });

  it('tells in words when the worker fails', async () => {
    const { studio, app, id, steps } = await start();
    app.pixels.refineMask = async () => {
      throw new Error('out of memory');
    };
    await studio.refine([id('coffee')], { ...noRefinement, grow: 3 });
    expect(app.notices()).toEqual(['Refine failed: Error: out of memory']);
    expect(steps()).toHaveLength(2);
  });
});
