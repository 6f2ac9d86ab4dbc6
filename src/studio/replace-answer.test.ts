import { afterEach, describe, expect, it } from 'vitest';
import { boxMask } from '../mask/create-mask.ts';
import { cellsOf, reference } from './testing/answer-script.ts';
import { type OpenStudio, openWithPhoto } from './testing/open-studio.ts';

let app: OpenStudio;

/** An answer of two dogs, and one that is to replace them. */
async function start(): Promise<OpenStudio> {
  app = await openWithPhoto();
  app.inference.answers.set('dogs', [reference('dog', cellsOf(8, 8, 24, 40), cellsOf(40, 8, 50, 20))]);
  app.inference.answers.set('the bigger one', [reference('cow', cellsOf(0, 0, 60, 60))]);
  await app.ask('dogs');
  return app;
}

afterEach(() => app.studio.dispose());

const box = boxMask(128, 96, { x1: 0, y1: 60, x2: 10, y2: 70 });
const ids = () => app.objects().map(({ id }) => id);
const act = () => app.studio.notices.getState().at(-1)!.action!;

function editFirst(): void {
  app.studio.select([ids()[0]!]);
  app.studio.applyMask(box, 'add', 'Brush stroke');
}

describe('an answer that is to replace the one before', () => {
  it('does so where no hand has been, without a question', async () => {
    await start();
    await app.ask('no, the bigger one');
    expect(app.names()).toEqual(['cow']);
    expect(app.notices()).toEqual([]);
  });

  it('lies beside a mask that was edited by hand, and asks', async () => {
    await start();
    editFirst();
    const [edited] = app.objects();
    await app.ask('no, the bigger one');
    expect(app.names()).toEqual(['dog', 'cow']);
    expect(app.objects()[0]).toBe(edited);
    expect(app.notices()).toEqual(['dog was changed by hand, so the new answer lies beside it.']);
    expect(act().label).toBe('Replace it');
  });

  it('replaces it when that is wanted, in one step of its own', async () => {
    await start();
    editFirst();
    await app.ask('no, the bigger one');
    const both = app.objects();
    act().run();
    expect(app.names()).toEqual(['cow']);
    expect(app.studio.view.getState().selection).toEqual(ids());
    expect(app.studio.project.getState().undo.at(-1)!.label).toBe('Replace dog by the answer');
    app.studio.undo();
    expect(app.objects()).toEqual(both);
  });

  it('does not replace when either has gone meanwhile', async () => {
    await start();
    editFirst();
    await app.ask('no, the bigger one');
    const { run } = act();
    const [dog, cow] = ids();
    app.studio.remove([cow!]);
    run();
    expect(app.names()).toEqual(['dog']);
    expect(app.notices().at(-1)).toBe('The new answer is no longer there. Nothing was changed.');
    app.studio.remove([dog!]);
    run();
    expect(app.names()).toEqual([]);
  });

  it('leaves what is locked, until it is unlocked', async () => {
    await start();
    const [first, second] = ids();
    app.studio.setLocked([first!, second!], true);
    await app.ask('no, the bigger one');
    expect(app.names()).toEqual(['dog', 'dog', 'cow']);
    expect(app.notices()).toEqual(['2 × dog are locked, so the new answer lies beside them.']);
    const { run } = act();
    run();
    expect(app.names()).toEqual(['dog', 'dog', 'cow']);
    app.studio.setLocked([first!, second!], false);
    run();
    expect(app.names()).toEqual(['cow']);
  });

  it('knows of an edit that the pixel worker has not finished', async () => {
    await start();
    app.studio.select([ids()[0]!]);
    const go = app.pixels.hold();
    const filling = app.studio.fillAt({ x: 1, y: 90 }, 'add');
    app.studio.ask('no, the bigger one');
    await expect.poll(() => app.inference.questions.at(-1)!.ended).toBe(true);
    go();
    await filling;
    await app.answered();
    expect(app.names()).toEqual(['dog', 'cow']);
    expect(app.objects()[0]!.edited).toBe(true);
  });

  it('that is stopped half-way replaces nothing', async () => {
    await start();
    app.inference.hold = true;
    app.studio.ask('no, the bigger one');
    await expect.poll(() => app.inference.questions).toHaveLength(2);
    app.inference.questions[1]!.ghost();
    app.inference.questions[1]!.write(60);
    await expect.poll(() => app.studio.answer.getState().running?.objects).toHaveLength(1);
    app.studio.stop();
    await app.answered();
    expect(app.names()).toEqual(['dog', 'dog', 'cow']);
    expect(app.notices()).toEqual([]);
  });

  it('that finds nothing asks nothing', async () => {
    await start();
    editFirst();
    await app.ask('no, the other one');
    expect(app.names()).toEqual(['dog', 'dog']);
    expect(app.notices()).toEqual([]);
  });
});
