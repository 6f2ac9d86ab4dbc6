import { afterEach, describe, expect, it } from 'vitest';
import { intersectMasks, subtractMasks, unionMasks } from '../../mask/boolean.ts';
import { boxMask, emptyMask } from '../../mask/create-mask.ts';
import { maskArea, maskBox, maskContains, maskIou } from '../../mask/measure.ts';
import { strokeMask } from '../../mask/stroke.ts';
import { box, type EditingStudio, openEditing } from '../testing/editing-studio.ts';
import { photoFile } from '../testing/scripted-pixels.ts';
import type { MaskMode } from '../view-state.ts';

let edited: EditingStudio;

/** Three that overlap, the cup at the back. */
async function start(): Promise<EditingStudio> {
  edited = await openEditing({ cup: [10, 10, 40, 40], coffee: [30, 10, 60, 40], spoon: [50, 10, 80, 40] });
  return edited;
}

afterEach(() => edited.studio.dispose());

const coffee = box(30, 10, 60, 40);
const shape = box(35, 30, 55, 60);

describe('a shape on a selected object', () => {
  it.each<[MaskMode, ReturnType<typeof box>, string]>([
    ['add', unionMasks(coffee, shape), 'Polygon on coffee'],
    ['replace', shape, 'Replace coffee by polygon'],
    ['subtract', subtractMasks(coffee, shape), 'Take polygon from coffee'],
    ['intersect', intersectMasks(coffee, shape), 'Keep coffee in polygon'],
  ])('in mode %s', async (mode, mask, name) => {
    const { studio, app, object, select, steps, selected } = await start();
    const before = app.objects();
    select('coffee');
    studio.applyMask(shape, mode, 'Polygon');
    expect(object('coffee')).toEqual({ ...before[1]!, mask, edited: true });
    expect([object('cup'), object('spoon')]).toEqual([before[0], before[2]]);
    expect(steps()).toEqual([name]);
    expect(selected()).toEqual(['coffee']);
    studio.undo();
    expect(app.objects()).toEqual(before);
  });

  it('changes the first of several, whatever is selected besides', async () => {
    const { studio, object, select } = await start();
    studio.setLocked(object('spoon').id, true);
    select('coffee', 'spoon', 'cup');
    studio.applyMask(shape, 'add', 'Lasso');
    expect(object('coffee').mask).toEqual(unionMasks(coffee, shape));
    expect(object('cup').mask).toEqual(box(10, 10, 40, 40));
  });

  it('shows an object that was hidden: what is drawn on must be seen', async () => {
    const { studio, object, select, steps } = await start();
    studio.setVisible(object('coffee').id, false);
    select('coffee');
    studio.applyMask(shape, 'add', 'Lasso');
    expect(object('coffee').visible).toBe(true);
    studio.undo();
    expect(object('coffee').visible).toBe(false);
    expect(steps()).toEqual(['Hide coffee']);
  });

  it('deletes what is erased wholly; what keeps no pixel of a shape stays as it is', async () => {
    const { studio, app, select, steps } = await start();
    select('cup');
    studio.applyMask(box(100, 80, 120, 90), 'intersect', 'Ellipse');
    expect(app.notices()).toEqual(['Nothing would be left of cup. Nothing was changed.']);
    studio.applyMask(box(0, 0, 128, 96), 'subtract', 'Ellipse');
    expect(app.names()).toEqual(['coffee', 'spoon']);
    expect(steps()).toEqual(['Erase cup']);
  });

  it('of no pixel, of no change or of another size is no step', async () => {
    const { studio, app, select, steps } = await start();
    select('cup');
    studio.applyMask(emptyMask(128, 96), 'replace', 'Polygon');
    studio.applyMask(box(12, 12, 20, 20), 'add', 'Polygon');
    studio.applyMask(box(90, 80, 95, 85), 'subtract', 'Polygon');
    studio.applyMask(box(10, 10, 40, 40), 'replace', 'Polygon');
    studio.applyMask(boxMask(64, 96, { x1: 0, y1: 0, x2: 64, y2: 96 }), 'add', 'Polygon');
    expect(steps()).toEqual([]);
    expect(app.objects().some((each) => each.edited)).toBe(false);
    expect(app.notices()).toEqual([]);
  });
});

describe('a shape with nothing selected', () => {
  it.each<MaskMode>(['add', 'replace'])('in mode %s is a new object of the last class', async (mode) => {
    const { studio, app, steps, selected } = await start();
    studio.applyMask(shape, mode, 'Ellipse');
    expect(app.names()).toEqual(['cup', 'coffee', 'spoon', 'spoon']);
    expect(app.objects()[3]).toMatchObject({ mask: shape, provenance: { kind: 'drawn' }, edited: false });
    expect(steps()).toEqual(['Draw spoon']);
    expect(selected()).toEqual(['spoon']);
  });

  it('needs an object to take from or to keep of', async () => {
    const { studio, app, steps } = await start();
    studio.applyMask(shape, 'subtract', 'Ellipse');
    studio.applyMask(shape, 'intersect', 'Ellipse');
    expect(steps()).toEqual([]);
    expect(app.notices()).toEqual([
      'Select the object to erase from.',
      'Select the object of which to keep a part.',
    ]);
  });
});

describe('painting into the background only', () => {
  it('never enters other objects, hidden ones too', async () => {
    const { studio, object, select } = await start();
    studio.setVisible(object('spoon').id, false);
    studio.setView({ paintOver: 'background' });
    select('coffee');
    studio.applyMask(box(0, 20, 128, 30), 'add', 'Rectangle');
    const free = unionMasks(box(0, 20, 10, 30), box(80, 20, 128, 30));
    expect(object('coffee').mask).toEqual(unionMasks(coffee, free));
    studio.undo();
    studio.applyMask(box(0, 20, 128, 30), 'replace', 'Rectangle');
    expect(object('coffee').mask).toEqual(unionMasks(free, box(40, 20, 50, 30)));
  });

  it('says so when nothing is left to paint', async () => {
    const { studio, app, steps } = await start();
    studio.setView({ paintOver: 'background' });
    studio.applyMask(box(15, 15, 70, 20), 'add', 'Rectangle');
    expect(steps()).toEqual([]);
    expect(app.notices()).toEqual([
      'All of this belongs to other objects already, and painting is set to the background only.',
    ]);
  });

  it('does not keep from erasing', async () => {
    const { studio, object, select } = await start();
    studio.setView({ paintOver: 'background' });
    select('coffee');
    studio.applyMask(box(30, 10, 40, 40), 'subtract', 'Rectangle');
    expect(object('coffee').mask).toEqual(box(40, 10, 60, 40));
  });
});

describe('cutting what is drawn out of objects below', () => {
  it('changes those under the object, in the same step', async () => {
    const { studio, app, object, select, steps } = await start();
    const before = app.objects();
    studio.setView({ cutBelow: true });
    select('coffee');
    studio.applyMask(box(20, 0, 70, 96), 'add', 'Rectangle');
    expect(object('cup')).toMatchObject({ mask: box(10, 10, 20, 40), edited: true });
    expect(object('spoon')).toBe(before[2]);
    expect(steps()).toEqual(['Rectangle on coffee']);
    studio.undo();
    expect(app.objects()).toEqual(before);
  });

  it('holds for new objects too, which lie over all others', async () => {
    const { studio, app, object } = await start();
    studio.setView({ cutBelow: true });
    studio.setLocked(object('spoon').id, true);
    studio.applyMask(box(30, 0, 128, 96), 'add', 'Rectangle');
    expect(app.names()).toEqual(['cup', 'spoon', 'spoon']);
    expect(object('cup').mask).toEqual(box(10, 10, 30, 40));
    expect(app.notices()).toEqual([
      'coffee has no pixels left and went. spoon is locked and kept all pixels.',
    ]);
  });

  it('happens also where the object itself gains nothing, and never when erasing', async () => {
    const { studio, object, select, steps } = await start();
    studio.setView({ cutBelow: true });
    select('coffee');
    studio.applyMask(box(30, 10, 40, 20), 'add', 'Brush stroke');
    expect(maskArea(object('cup').mask)).toBe(900 - 100);
    expect(object('coffee').edited).toBe(false);
    studio.applyMask(box(30, 20, 40, 30), 'subtract', 'Brush stroke');
    expect(maskArea(object('cup').mask)).toBe(900 - 100);
    expect(steps()).toEqual(['Brush stroke on coffee', 'Take brush stroke from coffee']);
  });
});

describe('a stroke', () => {
  const points = [
    { x: 20, y: 60, radius: 4 },
    { x: 100, y: 70, radius: 9 },
  ];

  it('is what the brush swept', async () => {
    const { studio, object, select, steps } = await start();
    select('coffee');
    void studio.applyStroke(points, 'add');
    expect(object('coffee').mask).toEqual(unionMasks(coffee, strokeMask(points, 128, 96)));
    void studio.applyStroke([{ x: 35, y: 15, radius: 5 }], 'subtract');
    expect(maskArea(object('coffee').mask)).toBeLessThan(maskArea(strokeMask(points, 128, 96)) + 900);
    expect(steps()).toEqual(['Brush stroke on coffee', 'Erase stroke on coffee']);
  });

  it('beside the photo or of no point is none', async () => {
    const { studio, select, steps } = await start();
    select('coffee');
    void studio.applyStroke([{ x: -50, y: 15, radius: 5 }], 'add');
    void studio.applyStroke([], 'add');
    expect(steps()).toEqual([]);
  });
});

describe('a stroke that snaps to edges', () => {
  /** From the dark quarter over the border at x 64, which the middle of the brush doesn't reach. */
  const across = [
    { x: 20, y: 80, radius: 12 },
    { x: 57, y: 80, radius: 12 },
  ];

  it('stays on its side of an edge of the photo', async () => {
    const { studio, object, select, steps } = await start();
    studio.setView({ snapToEdges: true });
    select('coffee');
    await studio.applyStroke(across, 'add');
    const gained = subtractMasks(object('coffee').mask, coffee);
    expect(maskBox(gained)!.x2).toBeLessThanOrEqual(65);
    const swept = intersectMasks(strokeMask(across, 128, 96), box(0, 48, 64, 96));
    expect(maskIou(gained, swept)).toBeGreaterThan(0.95);
    expect(steps()).toEqual(['Brush stroke on coffee']);
  });

  it('erases on its side only', async () => {
    const { studio, object, select } = await start();
    select('coffee');
    studio.applyMask(box(0, 48, 128, 96), 'replace', 'Rectangle');
    studio.setView({ snapToEdges: true });
    await studio.applyStroke(across, 'subtract');
    expect(maskContains(object('coffee').mask, 66, 80)).toBe(true);
    expect(maskContains(object('coffee').mask, 61, 80)).toBe(false);
  });

  it('has the pixels ready as soon as a tool that reads them is chosen', async () => {
    const { studio, app } = await start();
    const { prepared } = app.pixels;
    studio.setView({ snapToEdges: true });
    expect(prepared).toEqual([]);
    studio.setView({ tool: 'brush' });
    await expect.poll(() => prepared).toEqual([app.image]);
    studio.setView({ brushSize: 50, tool: 'fill' });
    studio.setView({ tool: 'select' });
    studio.setView({ tool: 'fill' });
    await expect.poll(() => prepared).toEqual([app.image, app.image]);
    await studio.openFiles([photoFile('other.jpg')]);
    await expect.poll(() => prepared).toHaveLength(3);
    expect(prepared[2]).toBe(app.image);
  });
});

describe('replacing a mask', () => {
  it('gives what was drawn elsewhere', async () => {
    const { studio, object, id, steps } = await start();
    studio.replaceMask(id('coffee'), shape, 'Move corner');
    expect(object('coffee')).toMatchObject({ mask: shape, edited: true });
    expect(steps()).toEqual(['Move corner on coffee']);
  });

  it('keeps what it gains to the rules, and what it had', async () => {
    const { studio, object, id } = await start();
    studio.setView({ paintOver: 'background' });
    studio.replaceMask(id('coffee'), box(35, 0, 128, 20), 'Move corner');
    const gained = unionMasks(box(35, 0, 128, 10), box(80, 10, 128, 20));
    expect(object('coffee').mask).toEqual(unionMasks(gained, box(35, 10, 60, 20)));
    studio.undo();
    studio.setView({ paintOver: 'everything', cutBelow: true });
    studio.replaceMask(id('coffee'), box(20, 10, 60, 40), 'Move corner');
    // Only what was gained is cut from below, not what overlapped before.
    expect(object('cup').mask).toEqual(subtractMasks(box(10, 10, 40, 40), box(20, 10, 30, 40)));
  });

  it('by nothing, the same, or for what is locked or gone is no step', async () => {
    const { studio, app, object, id, steps } = await start();
    studio.replaceMask(id('coffee'), coffee, 'Move corner');
    studio.replaceMask(id('coffee'), emptyMask(128, 96), 'Move corner');
    const spoon = id('spoon');
    studio.remove([spoon]);
    studio.replaceMask(spoon, shape, 'Move corner');
    studio.setLocked(object('cup').id, true);
    studio.replaceMask(id('cup'), shape, 'Move corner');
    expect(steps()).toEqual(['Delete spoon', 'Lock cup']);
    expect(app.notices()).toEqual([
      'Nothing would be left of coffee. Nothing was changed.',
      'cup is locked. Unlock it to change it.',
    ]);
  });
});
