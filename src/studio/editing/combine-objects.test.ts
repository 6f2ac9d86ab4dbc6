import { afterEach, describe, expect, it } from 'vitest';
import { subtractMasks, unionMasks, xorMasks } from '../../mask/boolean.ts';
import { maskArea } from '../../mask/measure.ts';
import { box, type EditingStudio, openEditing } from '../testing/editing-studio.ts';
import type { CombineOp } from './object-editing.ts';

let edited: EditingStudio;

/** A cup, coffee that lies half over it, and a spoon over both that reaches into each. */
async function start(): Promise<EditingStudio> {
  edited = await openEditing({
    cup: [10, 10, 40, 40],
    coffee: [20, 20, 60, 40],
    spoon: [30, 30, 100, 36],
  });
  return edited;
}

afterEach(() => edited.studio.dispose());

const cup = box(10, 10, 40, 40);
const coffee = box(20, 20, 60, 40);
const spoon = box(30, 30, 100, 36);

describe('combining two', () => {
  it.each<[CombineOp, string, ReturnType<typeof box>, readonly string[]]>([
    ['merge', 'Merge cup and coffee', unionMasks(cup, coffee), ['cup', 'spoon']],
    ['subtract', 'Subtract coffee from cup', subtractMasks(cup, coffee), ['cup', 'coffee', 'spoon']],
    ['intersect', 'Keep the overlap of cup and coffee', box(20, 20, 40, 40), ['cup', 'spoon']],
    ['exclude', 'Exclude the overlap of cup and coffee', xorMasks(cup, coffee), ['cup', 'spoon']],
    ['cut', 'Cut the overlap out of cup', subtractMasks(cup, coffee), ['cup', 'coffee', 'spoon']],
  ])('%s', async (op, name, mask, left) => {
    const { studio, app, object, id, steps, selected } = await start();
    const before = app.objects();
    studio.combine(op, [id('cup'), id('coffee')]);
    expect(object('cup')).toEqual({ ...before[0]!, mask, edited: true, canvas: null });
    expect(app.names()).toEqual(left);
    expect(steps()).toEqual([name]);
    expect(selected()).toEqual(['cup']);
    studio.undo();
    expect(app.objects()).toEqual(before);
  });

  it('keeps the first named, wherever it lies', async () => {
    const { studio, app, object, id, steps } = await start();
    studio.combine('merge', [id('coffee'), id('cup')]);
    expect(app.names()).toEqual(['coffee', 'spoon']);
    expect(object('coffee').mask).toEqual(unionMasks(cup, coffee));
    expect(steps()).toEqual(['Merge coffee and cup']);
  });
});

it('of three takes any of the others out, or only what all share', async () => {
  const { studio, object, id } = await start();
  const all = [id('cup'), id('coffee'), id('spoon')];
  studio.combine('subtract', all);
  expect(object('cup').mask).toEqual(subtractMasks(subtractMasks(cup, coffee), spoon));
  studio.undo();
  studio.combine('cut', all);
  expect(object('cup').mask).toEqual(subtractMasks(cup, box(30, 30, 40, 36)));
  studio.undo();
  studio.combine('exclude', all);
  expect(object('cup').mask).toEqual(xorMasks(xorMasks(cup, coffee), spoon));
});

describe('combining is refused', () => {
  it('for fewer than two objects', async () => {
    const { studio, app, id, steps } = await start();
    studio.combine('merge', [id('cup'), id('cup')]);
    studio.combine('merge', []);
    expect(steps()).toEqual([]);
    expect(app.notices()).toEqual(['Combining needs two objects or more. Select them together.']);
  });

  it('when they do not overlap, or nothing would be left', async () => {
    const { studio, app, id, select, steps } = await start();
    select('cup');
    studio.applyMask(box(0, 0, 5, 5), 'replace', 'Rectangle');
    for (const op of ['subtract', 'intersect', 'cut'] as const) studio.combine(op, [id('cup'), id('coffee')]);
    expect(app.notices()).toEqual(['cup and coffee don’t overlap. Nothing was changed.']);
    studio.duplicate();
    studio.translate(studio.view.getState().selection, -2, -2);
    studio.combine('exclude', [app.objects().at(-1)!.id, id('cup')]);
    expect(app.notices().at(-1)).toBe('Nothing would be left of cup. Nothing was changed.');
    expect(steps()).toEqual(['Replace cup by rectangle', 'Duplicate cup', 'Move cup']);
  });

  it('when what would change is locked; what is only read may be', async () => {
    const { studio, app, object, id, steps } = await start();
    studio.setLocked(id('coffee'), true);
    studio.combine('merge', [id('cup'), id('coffee')]);
    expect(app.notices()).toEqual(['coffee is locked. Unlock it to change it.']);
    studio.combine('subtract', [id('cup'), id('coffee')]);
    expect(object('cup').mask).toEqual(subtractMasks(cup, coffee));
    expect(steps()).toEqual(['Lock coffee', 'Subtract coffee from cup']);
  });
});

describe('taking objects out of those below', () => {
  it('changes only what lies under each, in one step', async () => {
    const { studio, app, object, id, steps } = await start();
    studio.cutFromBelow([id('coffee')]);
    expect(object('cup').mask).toEqual(subtractMasks(cup, coffee));
    expect(object('spoon').mask).toEqual(spoon);
    studio.undo();
    studio.cutFromBelow([id('spoon'), id('coffee')]);
    expect(object('cup').mask).toEqual(subtractMasks(subtractMasks(cup, coffee), spoon));
    expect(object('coffee').mask).toEqual(coffee);
    expect(steps()).toEqual(['Take coffee and spoon out of objects below']);
    expect(app.notices()).toEqual([]);
  });

  it('deletes what has no pixel left, spares what is locked, and says both', async () => {
    const { studio, app, object, id, select } = await start();
    select('spoon');
    studio.applyMask(box(0, 0, 128, 96), 'add', 'Rectangle');
    studio.setLocked(id('cup'), true);
    studio.cutFromBelow([id('spoon')]);
    expect(app.names()).toEqual(['cup', 'spoon']);
    expect(maskArea(object('cup').mask)).toBe(900);
    expect(app.notices()).toEqual(['coffee has no pixels left and went. cup is locked and kept all pixels.']);
    studio.undo();
    expect(object('coffee').mask).toEqual(coffee);
  });

  it('is no step where nothing lies under them', async () => {
    const { studio, app, id, steps } = await start();
    studio.cutFromBelow([id('cup')]);
    studio.cutFromBelow([]);
    expect(steps()).toEqual([]);
    expect(app.notices()).toEqual([
      'Nothing lies under cup. Nothing was changed.',
      'Select the objects to take out of those below them.',
    ]);
  });
});
