import { afterEach, describe, expect, it } from 'vitest';
import type { Turn } from '../../document/conversation.ts';
import { unionMasks } from '../../mask/boolean.ts';
import { noRefinement } from '../../mask/refine-mask.ts';
import { box, type EditingStudio, openEditing } from '../testing/editing-studio.ts';
import { photoFile } from '../testing/scripted-pixels.ts';

let edited: EditingStudio;

async function start(): Promise<EditingStudio> {
  edited = await openEditing({ dog: [10, 10, 30, 20] });
  return edited;
}

const outcomeOf = ({ outcome }: Turn) => (outcome.kind === 'command' ? outcome.message : outcome.kind);

afterEach(() => edited.studio.dispose());

describe('filling', () => {
  it('paints what is alike in colour, as a drawn shape', async () => {
    const { studio, app, object, select, steps } = await start();
    select('dog');
    // The quarters of the photo differ by 80.
    await studio.fillAt({ x: 100.5, y: 10.5 }, 'add');
    expect(object('dog').mask).toEqual(unionMasks(box(10, 10, 30, 20), box(64, 0, 128, 48)));
    studio.setView({ fillTolerance: 80 });
    studio.select([]);
    await studio.fillAt({ x: 1, y: 1 }, 'add');
    expect(app.objects().at(-1)!.mask).toEqual(box(0, 0, 128, 48));
    expect(steps()).toEqual(['Fill on dog', 'Draw dog']);
  });

  it('keeps to the selection and the rules of the moment it was begun', async () => {
    const { studio, app, object, select, steps } = await start();
    const go = app.pixels.hold();
    select('dog');
    studio.setView({ paintOver: 'background' });
    const filling = studio.fillAt({ x: 100, y: 10 }, 'add');
    studio.select([]);
    studio.setView({ paintOver: 'everything' });
    go();
    await filling;
    expect(object('dog').mask).toEqual(unionMasks(box(10, 10, 30, 20), box(64, 0, 128, 48)));
    expect(steps()).toEqual(['Fill on dog']);
  });

  it('goes to the photo where it was begun, and to none that is gone', async () => {
    const { studio, app } = await start();
    const first = app.image;
    await studio.openFiles([photoFile('other.jpg')]);
    const second = app.image;
    studio.showImage(first);
    const go = app.pixels.hold();
    const filling = studio.fillAt({ x: 100, y: 10 }, 'add');
    studio.showImage(second);
    const lost = studio.fillAt({ x: 100, y: 10 }, 'add');
    studio.removeImage(second);
    go();
    await Promise.all([filling, lost]);
    expect(app.objects(first).map(({ mask }) => mask)).toEqual([box(10, 10, 30, 20), box(64, 0, 128, 48)]);
    expect(app.notices()).toEqual([]);
  });

  it('outside the photo is nothing, and a photo that cannot be read is told', async () => {
    const { studio, app, steps } = await start();
    await studio.fillAt({ x: -5, y: 10 }, 'add');
    app.pixels.close(app.image);
    await studio.fillAt({ x: 5, y: 10 }, 'add');
    expect(steps()).toEqual([]);
    expect(app.notices()).toEqual(['This photo is not open any more.']);
  });
});

describe('edits after one that is under way', () => {
  it('wait for it, so that all happen in their order', async () => {
    const { studio, app, object, select, steps } = await start();
    const go = app.pixels.hold();
    select('dog');
    const filling = studio.fillAt({ x: 100, y: 10 }, 'add');
    studio.applyMask(box(64, 0, 128, 48), 'subtract', 'Rectangle');
    studio.rename(object('dog').id, 'wolf');
    expect(steps()).toEqual([]);
    go();
    await filling;
    await expect.poll(steps).toHaveLength(3);
    expect(object('wolf').mask).toEqual(box(10, 10, 30, 20));
    expect(steps()).toEqual(['Fill on dog', 'Take rectangle from dog', 'Rename dog to wolf']);
  });

  it('are taken back one by one by undo, before any step', async () => {
    const { studio, app, object, select, steps } = await start();
    select('dog');
    studio.applyMask(box(50, 50, 60, 60), 'add', 'Rectangle');
    const go = app.pixels.hold();
    const first = studio.fillAt({ x: 100, y: 10 }, 'add');
    const second = studio.refine([object('dog').id], { ...noRefinement, grow: 3 });
    studio.remove([object('dog').id]);
    studio.undo();
    studio.undo();
    go();
    await Promise.all([first, second]);
    await app.saved();
    expect(steps()).toEqual(['Rectangle on dog', 'Fill on dog']);
    studio.undo();
    studio.undo();
    expect(object('dog').mask).toEqual(box(10, 10, 30, 20));
  });

  it('have a redo wait for them, which is taken back like an edit', async () => {
    const { studio, app, select, steps } = await start();
    select('dog');
    studio.applyMask(box(50, 50, 60, 60), 'add', 'Rectangle');
    studio.undo();
    /** Redoes behind an edit that comes to nothing. */
    const redoBehind = async (then: () => void) => {
      const go = app.pixels.hold();
      const lost = studio.fillAt({ x: -5, y: 10 }, 'add');
      studio.redo();
      then();
      expect(steps()).toEqual([]);
      go();
      await lost;
      await app.saved();
    };
    await redoBehind(() => studio.undo());
    expect(steps()).toEqual([]);
    await redoBehind(() => undefined);
    expect(steps()).toEqual(['Rectangle on dog']);
  });

  it('leave nothing to redo behind them', async () => {
    const { studio, app, select, steps } = await start();
    select('dog');
    studio.applyMask(box(50, 50, 60, 60), 'add', 'Rectangle');
    studio.undo();
    const go = app.pixels.hold();
    const filling = studio.fillAt({ x: 100, y: 10 }, 'add');
    studio.redo();
    go();
    await filling;
    await app.saved();
    expect(steps()).toEqual(['Fill on dog']);
  });

  it('are what a spoken undo takes back, and a spoken redo waits for', async () => {
    const { app, studio, select, steps } = await start();
    select('dog');
    studio.applyMask(box(50, 50, 60, 60), 'add', 'Rectangle');
    const go = app.pixels.hold();
    const filling = studio.fillAt({ x: 100, y: 10 }, 'add');
    expect(outcomeOf(await app.ask('undo'))).toBe('Took back the edit that was under way.');
    go();
    await filling;
    expect(outcomeOf(await app.ask('undo'))).toBe('Undid: Rectangle on dog.');
    const again = app.pixels.hold();
    const lost = studio.fillAt({ x: -5, y: 10 }, 'add');
    const redone = app.ask('redo');
    again();
    await lost;
    expect(outcomeOf(await redone)).toBe('Redid: Rectangle on dog.');
    expect(steps()).toEqual(['Rectangle on dog']);
  });

  it('are given up when the project is left', async () => {
    const { studio, app } = await start();
    await app.saved();
    const { id } = studio.project.getState();
    const go = app.pixels.hold();
    const filling = studio.fillAt({ x: 100, y: 10 }, 'add');
    studio.redo();
    await studio.leaveProject();
    await studio.openProject(id!);
    go();
    await filling;
    expect(app.objects()).toHaveLength(1);
    expect(app.notices()).toEqual([]);
  });

  it('are given up by a jump and by closing the studio', async () => {
    const { studio, app, steps } = await start();
    const go = app.pixels.hold();
    const filling = studio.fillAt({ x: 100, y: 10 }, 'add');
    studio.jumpTo(2);
    const other = studio.fillAt({ x: 100, y: 10 }, 'add');
    await studio.dispose();
    go();
    await Promise.all([filling, other]);
    expect(steps()).toEqual([]);
    expect(app.notices()).toEqual([]);
  });
});
