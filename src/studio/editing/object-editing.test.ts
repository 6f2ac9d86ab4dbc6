import { afterEach, describe, expect, it } from 'vitest';
import { intersectMasks, subtractMasks, unionMasks } from '../../mask/boolean.ts';
import type { Mask } from '../../mask/mask.ts';
import { maskArea, masksEqual } from '../../mask/measure.ts';
import { nearestCanvas } from '../../mask/nearest-canvas.ts';
import { strokeMask } from '../../mask/stroke.ts';
import { translateMask } from '../../mask/transform.ts';
import { cellsOf, reference } from '../testing/answer-script.ts';
import { type OpenStudio, openWithPhoto } from '../testing/open-studio.ts';

const open: OpenStudio[] = [];

/** A photo with a dog and, in front of it, a cat. */
async function start(): Promise<OpenStudio> {
  const app = await openWithPhoto();
  open.push(app);
  app.inference.answers.set('both', [
    reference('dog', cellsOf(8, 8, 24, 40)),
    reference('cat', cellsOf(16, 16, 40, 30)),
  ]);
  await app.ask('both');
  app.studio.select([]);
  return app;
}

afterEach(async () => {
  for (const { studio } of open.splice(0)) await studio.dispose();
});

const stroke = (x1: number, y1: number, x2: number, y2: number): Mask =>
  nearestCanvas(cellsOf(x1, y1, x2, y2), 128, 96);
const undoLabel = ({ studio }: OpenStudio) => studio.project.getState().undo.at(-1)?.label;
const steps = ({ studio }: OpenStudio) => studio.project.getState().undo.length;

describe('a shape drawn on what the model found', () => {
  it('adds to the selected object in one undo step, and marks it as edited', async () => {
    const app = await start();
    const [dog, cat] = app.objects();
    app.studio.select([dog!.id]);
    app.studio.applyMask(stroke(50, 50, 60, 60), 'add', 'Brush stroke');
    const [after, untouched] = app.objects();
    expect(masksEqual(after!.mask, unionMasks(dog!.mask, stroke(50, 50, 60, 60)))).toBe(true);
    expect(after).toMatchObject({ edited: true, canvas: dog!.canvas });
    expect(untouched).toBe(cat);
    expect(undoLabel(app)).toBe('Brush stroke on dog');
    app.studio.undo();
    expect(app.objects()[0]).toEqual(dog);
  });

  it('erases from the selected object', async () => {
    const app = await start();
    const [dog] = app.objects();
    app.studio.select([dog!.id]);
    app.studio.applyMask(stroke(8, 8, 12, 40), 'subtract', 'Brush stroke');
    expect(masksEqual(app.objects()[0]!.mask, subtractMasks(dog!.mask, stroke(8, 8, 12, 40)))).toBe(true);
    expect(undoLabel(app)).toBe('Take brush stroke from dog');
  });

  it('that changes no pixel is no step', async () => {
    const app = await start();
    const before = steps(app);
    app.studio.select([app.objects()[0]!.id]);
    app.studio.applyMask(stroke(9, 9, 12, 12), 'add', 'Brush stroke');
    app.studio.applyMask(stroke(50, 50, 60, 60), 'subtract', 'Brush stroke');
    app.studio.applyMask(stroke(0, 0, 0, 0), 'add', 'Brush stroke');
    expect(steps(app)).toBe(before);
    expect(app.objects()[0]!.edited).toBe(false);
  });

  it('that erases everything removes the object, and undo brings it back', async () => {
    const app = await start();
    const [dog] = app.objects();
    app.studio.select([dog!.id]);
    app.studio.applyMask(stroke(0, 0, 64, 64), 'subtract', 'Brush stroke');
    expect(app.names()).toEqual(['cat']);
    expect(app.studio.view.getState().selection).toEqual([]);
    app.studio.undo();
    expect(app.objects()[0]).toEqual(dog);
  });

  it('with nothing selected draws a new object of the last used class', async () => {
    const app = await start();
    app.studio.applyMask(stroke(50, 50, 60, 60), 'add', 'Brush stroke');
    expect(app.names()).toEqual(['dog', 'cat', 'object']);
    const drawn = app.objects()[2]!;
    expect(drawn).toMatchObject({ provenance: { kind: 'drawn' }, canvas: null, edited: false });
    expect(app.studio.view.getState().selection).toEqual([drawn.id]);
    app.studio.rename(drawn.id, 'tree');
    app.studio.select([]);
    app.studio.applyMask(stroke(0, 50, 4, 60), 'add', 'Brush stroke');
    expect(app.names()).toEqual(['dog', 'cat', 'tree', 'tree']);
    app.studio.undo();
    app.studio.undo();
    app.studio.undo();
    expect(app.names()).toEqual(['dog', 'cat']);
    expect(app.studio.project.getState().document.categories.map(({ name }) => name)).toEqual(['dog', 'cat']);
    // The class it would have taken is undone: it gets one that exists.
    app.studio.applyMask(stroke(0, 50, 4, 60), 'add', 'Brush stroke');
    expect(app.names()).toEqual(['dog', 'cat', 'object']);
  });

  it('with nothing selected erases nothing and says what to do', async () => {
    const app = await start();
    const before = steps(app);
    app.studio.applyMask(stroke(0, 0, 64, 64), 'subtract', 'Brush stroke');
    expect(steps(app)).toBe(before);
    expect(app.notices()).toEqual([expect.stringMatching(/select/i)]);
  });

  it('on a locked object is refused in words', async () => {
    const app = await start();
    const [dog] = app.objects();
    app.studio.setLocked(dog!.id, true);
    app.studio.select([dog!.id]);
    app.studio.applyMask(stroke(50, 50, 60, 60), 'add', 'Brush stroke');
    app.studio.applyMask(stroke(0, 0, 64, 64), 'subtract', 'Brush stroke');
    expect(app.objects()[0]!.mask).toBe(dog!.mask);
    expect(app.notices()).toEqual(['dog is locked. Unlock it to change it.']);
    app.studio.remove([dog!.id]);
    expect(app.names()).toEqual(['dog', 'cat']);
  });
});

describe('a stroke of the brush', () => {
  const points = [
    { x: 20, y: 20, radius: 6 },
    { x: 40, y: 20, radius: 6 },
  ];

  it('keeps only what it passes over when it intersects, and is all there is when it replaces', async () => {
    const app = await start();
    const [dog] = app.objects();
    const painted = strokeMask(points, 128, 96);
    app.studio.select([dog!.id]);
    void app.studio.applyStroke(points, 'intersect');
    expect(masksEqual(app.objects()[0]!.mask, intersectMasks(dog!.mask, painted))).toBe(true);
    expect(undoLabel(app)).toBe('Keep dog in brush stroke');
    void app.studio.applyStroke(points, 'replace');
    expect(masksEqual(app.objects()[0]!.mask, painted)).toBe(true);
    app.studio.undo();
    app.studio.undo();
    expect(app.objects()[0]).toEqual(dog);
  });
});

describe('copies', () => {
  it('are put where they are wanted, selected, in one step', async () => {
    const app = await start();
    const [dog] = app.objects();
    app.studio.copyTo([dog!.id], 7, -3);
    const copy = app.objects().at(-1)!;
    expect(app.objects()).toHaveLength(3);
    expect(masksEqual(copy.mask, translateMask(dog!.mask, 7, -3))).toBe(true);
    expect(app.studio.view.getState().selection).toEqual([copy.id]);
    expect(undoLabel(app)).toBe('Duplicate dog');
    app.studio.undo();
    expect(app.objects()).toHaveLength(2);
  });
});

describe('the selection', () => {
  it('walks through the objects by keys, and past the ends is empty', async () => {
    const app = await start();
    const [dog, cat] = app.objects().map(({ id }) => id);
    const selected = () => app.studio.view.getState().selection;
    app.studio.selectNeighbour(1);
    expect(selected()).toEqual([dog]);
    app.studio.selectNeighbour(1);
    expect(selected()).toEqual([cat]);
    app.studio.selectNeighbour(1);
    expect(selected()).toEqual([]);
    app.studio.selectNeighbour(-1);
    expect(selected()).toEqual([cat]);
  });

  it('loses objects that undo takes away', async () => {
    const app = await start();
    app.studio.select(app.objects().map(({ id }) => id));
    app.studio.remove([app.objects()[0]!.id]);
    expect(app.studio.view.getState().selection).toEqual([app.objects()[0]!.id]);
    app.studio.undo();
    app.studio.undo();
    expect(app.studio.view.getState().selection).toEqual([]);
  });
});

it('undo and redo past the ends do nothing', async () => {
  const app = await start();
  for (let i = 0; i < 9; i++) app.studio.undo();
  expect(app.studio.project.getState().document.images).toEqual([]);
  for (let i = 0; i < 9; i++) app.studio.redo();
  expect(app.names()).toEqual(['dog', 'cat']);
  expect(app.objects().map(({ mask }) => maskArea(mask))).toEqual([1536, 24 * 2 * 14 * 1.5]);
});
