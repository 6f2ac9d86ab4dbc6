import { afterEach, describe, expect, it } from 'vitest';
import { unionMasks, unionOfMasks } from '../../mask/boolean.ts';
import { box, type Corners, type EditingStudio, openEditing } from '../testing/editing-studio.ts';

let edited: EditingStudio;

async function start(boxes: Readonly<Record<string, Corners>>): Promise<EditingStudio> {
  edited = await openEditing(boxes);
  return edited;
}

afterEach(() => edited.studio.dispose());

describe('splitting into parts', () => {
  it('makes each part an object of the class, right above it, and the largest stays it', async () => {
    const { studio, app, object, id, select, steps } = await start({
      dog: [0, 0, 10, 10],
      cat: [50, 50, 60, 60],
    });
    select('dog');
    studio.applyMask(box(20, 20, 40, 40), 'add', 'Rectangle');
    studio.applyMask(box(60, 0, 65, 5), 'add', 'Rectangle');
    studio.setAttribute(id('dog'), 'side', 'left');
    const before = object('dog');
    studio.splitComponents([before.id]);
    expect(app.names()).toEqual(['dog', 'dog', 'dog', 'cat']);
    const [first, second, third] = app.objects();
    expect(first).toEqual({ ...before, mask: box(20, 20, 40, 40) });
    expect([second!.mask, third!.mask]).toEqual([box(0, 0, 10, 10), box(60, 0, 65, 5)]);
    expect(second).toMatchObject({ edited: true, canvas: null, attributes: { side: 'left' } });
    expect(studio.view.getState().selection).toEqual([first!.id, second!.id, third!.id]);
    expect(steps().at(-1)).toBe('Split dog');
    studio.undo();
    expect(object('dog')).toEqual(before);
    expect(object('dog').mask).toBe(before.mask);
  });

  it('leaves alone what is in one piece, and says so when all are', async () => {
    const { studio, app, id, select, steps } = await start({ dog: [0, 0, 10, 10], cat: [50, 50, 60, 60] });
    studio.splitComponents([id('dog'), id('cat')]);
    expect(steps()).toEqual([]);
    expect(app.notices()).toEqual(['dog and cat are in one piece already. Nothing was changed.']);
    select('cat');
    studio.applyMask(box(0, 50, 10, 60), 'add', 'Rectangle');
    const dog = app.objects()[0];
    studio.splitComponents([id('dog'), id('cat')]);
    expect(app.names()).toEqual(['dog', 'cat', 'cat']);
    expect(app.objects()[0]).toBe(dog);
  });

  it('refuses dust', async () => {
    const { studio, app, id, select, steps } = await start({ sand: [0, 0, 1, 1] });
    const grains = Array.from({ length: 300 }, (_, i) => {
      const [x, y] = [2 * (i % 60), 2 + 2 * Math.floor(i / 60)];
      return box(x, y, x + 1, y + 1);
    });
    select('sand');
    studio.applyMask(unionOfMasks([grains[0]!, ...grains]), 'add', 'Fill');
    studio.splitComponents([id('sand')]);
    expect(steps()).toEqual(['Fill on sand']);
    expect(app.notices()[0]).toMatch(/^sand has 301 pieces.*Remove its specks first/);
  });
});

describe('the knife', () => {
  const down = (x: number, y1: number, y2: number) => [
    { x, y: y1 },
    { x, y: y2 },
  ];

  it('parts objects along the line in one step, losing no pixel', async () => {
    const { studio, app, object, id, selected, steps } = await start({
      dog: [0, 0, 30, 20],
      cat: [10, 10, 60, 30],
    });
    const [dog, cat] = app.objects();
    studio.cutAlong(down(20, -5, 90), [id('dog'), id('cat')]);
    expect(app.names()).toEqual(['dog', 'dog', 'cat', 'cat']);
    const masks = app.objects().map(({ mask }) => mask);
    expect(masks).toEqual([box(0, 0, 20, 20), box(20, 0, 30, 20), box(20, 10, 60, 30), box(10, 10, 20, 30)]);
    expect(unionMasks(masks[2]!, masks[3]!)).toEqual(cat!.mask);
    expect(object('dog').id).toBe(dog!.id);
    expect(selected()).toEqual(['dog', 'cat', 'dog', 'cat']);
    expect(steps()).toEqual(['Cut dog and cat']);
    studio.undo();
    expect(app.objects()).toEqual([dog, cat]);
  });

  it('that ends inside cuts nothing and says what to do', async () => {
    const { studio, app, id, steps } = await start({ dog: [0, 0, 30, 20] });
    studio.cutAlong(down(20, -5, 10), [id('dog')]);
    studio.cutAlong([], [id('dog')]);
    studio.cutAlong(down(20, -5, 90), []);
    expect(steps()).toEqual([]);
    expect(app.notices()).toEqual(['The line doesn’t part dog: draw it right across. Nothing was changed.']);
  });

  it('does not cut what is locked', async () => {
    const { studio, app, id, steps } = await start({ dog: [0, 0, 30, 20] });
    studio.setLocked(id('dog'), true);
    studio.cutAlong(down(20, -5, 90), [id('dog')]);
    studio.splitComponents([id('dog')]);
    expect(steps()).toEqual(['Lock dog']);
    expect(app.notices()).toEqual(['dog is locked. Unlock it to change it.']);
  });
});
