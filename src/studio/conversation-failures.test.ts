import { afterEach, describe, expect, it } from 'vitest';
import { StudioError } from '../errors/studio-error.ts';
import { nearestCanvas } from '../mask/nearest-canvas.ts';
import { cellsOf, scriptIds } from './testing/answer-script.ts';
import { asked, beforeBricks, cat, dog, dogCells, outcome, running } from './testing/ask-question.ts';
import { type OpenStudio, openStudio, openWithPhoto, until } from './testing/open-studio.ts';
import { testModel } from './testing/scripted-inference.ts';
import { photoFile } from './testing/scripted-pixels.ts';

const open: OpenStudio[] = [];

async function start(): Promise<OpenStudio> {
  const app = await openWithPhoto();
  open.push(app);
  return app;
}

afterEach(async () => {
  for (const { studio } of open.splice(0)) await studio.dispose();
});

describe('stopping', () => {
  it('while the model loads leaves nothing', async () => {
    const app = openStudio();
    open.push(app);
    app.inference.holdLoading();
    await app.studio.start();
    await app.studio.openFiles([photoFile('a.jpg')]);
    app.studio.ask('dog');
    await expect.poll(() => running(app)?.phase).toBe('preparing');
    app.studio.stop();
    await app.answered();
    expect(outcome(app)).toEqual({ kind: 'stopped', kept: false });
  });

  it('while the photo is encoded leaves nothing, and the encoding serves the next question', async () => {
    const app = openStudio();
    open.push(app);
    await app.studio.start();
    let encode: () => void = () => undefined;
    const { modelInput } = app.pixels;
    app.pixels.modelInput = async (key) => {
      await new Promise<void>((resolve) => {
        encode = resolve;
      });
      return modelInput.call(app.pixels, key);
    };
    await app.studio.openFiles([photoFile('a.jpg')]);
    app.studio.ask('dog');
    await expect.poll(() => running(app)?.phase).toBe('reading');
    app.studio.stop();
    await app.answered();
    expect(outcome(app)).toEqual({ kind: 'stopped', kept: false });
    app.inference.answers.set('dog', [dog]);
    app.studio.ask('dog');
    encode();
    await app.answered();
    expect(outcome(app)).toEqual({ kind: 'done' });
    expect(app.inference.encoded).toEqual([app.image]);
  });

  it('while the model thinks leaves nothing', async () => {
    const app = await start();
    const question = await asked(app, 'dog');
    question.ghost();
    await expect.poll(() => running(app)?.ghost).toBeTruthy();
    app.studio.stop();
    await app.answered();
    expect(outcome(app)).toEqual({ kind: 'stopped', kept: false });
    expect(app.objects()).toEqual([]);
  });

  it('while it paints keeps the rows as a draft, in one undo step, with its tokens', async () => {
    const app = await start();
    app.inference.answers.set('dog', [dog]);
    const question = await asked(app, 'dog');
    question.write(beforeBricks + 5);
    await expect.poll(() => running(app)?.objects[0]?.version).toBe(5);
    app.studio.stop();
    await app.answered();
    expect(outcome(app)).toEqual({ kind: 'stopped', kept: true });
    expect(app.objects()[0]).toMatchObject({
      canvas: { cells: cellsOf(8, 8, 24, 13) },
      provenance: { partial: true },
    });
    expect(app.turns()[0]!.tokens).toHaveLength(beforeBricks + 5);
    app.studio.undo();
    expect(app.objects()).toEqual([]);
    app.studio.redo();
    expect(app.objects()).toHaveLength(1);
  });

  it('after the first of two objects keeps that one whole', async () => {
    const app = await start();
    app.inference.answers.set('both', [dog, cat]);
    const question = await asked(app, 'both');
    question.write(scriptIds([dog]).length + 2);
    await expect.poll(() => running(app)?.objects[0]?.phase).toBe('done');
    app.studio.stop();
    await app.answered();
    expect(app.names()).toEqual(['dog']);
    expect(app.objects()[0]!.canvas!.cells).toEqual(dogCells);
  });

  it('runs the next question in the queue', async () => {
    const app = await start();
    await asked(app, 'dog');
    app.studio.ask('cat');
    app.inference.hold = false;
    app.inference.answers.set('cat', [cat]);
    app.studio.stop();
    await app.answered();
    expect(app.turns().map(({ outcome }) => outcome.kind)).toEqual(['stopped', 'done']);
    expect(app.names()).toEqual(['cat']);
  });

  it('when nothing runs does nothing', async () => {
    const app = await start();
    app.studio.stop();
    app.inference.answers.set('cat', [cat]);
    expect((await app.ask('cat')).outcome).toEqual({ kind: 'done' });
  });
});

describe('failing', () => {
  it('to load the model is told by the question that waits for it; trying again works', async () => {
    const app = openStudio();
    open.push(app);
    app.inference.loadError = new StudioError('network-failed', 'The model could not be fetched.');
    await app.studio.start();
    await app.studio.openFiles([photoFile('a.jpg')]);
    const turn = await app.ask('dog');
    expect(turn.outcome).toMatchObject({
      kind: 'failed',
      message: expect.stringContaining('The model could not be fetched.'),
    });
    app.inference.loadError = null;
    app.studio.retryModel();
    await until(app.studio.model, ({ kind }) => kind === 'ready', 'the model');
    app.inference.answers.set('dog', [dog]);
    app.studio.retry(turn.id);
    await app.answered();
    expect(app.names()).toEqual(['dog']);
  });

  it('to encode the photo is told, and the next question tries again', async () => {
    const app = openStudio();
    open.push(app);
    app.inference.encodeError = new StudioError('inference-failed', 'The model failed on this photo.');
    await app.studio.start();
    await app.studio.openFiles([photoFile('a.jpg')]);
    const turn = await app.ask('dog');
    expect(turn.outcome).toEqual({
      kind: 'failed',
      code: 'inference-failed',
      message: 'The model failed on this photo.',
    });
    app.inference.encodeError = null;
    expect((await app.ask('dog')).outcome).toEqual({ kind: 'none-found' });
  });

  it('in mid-answer keeps the rows and says so', async () => {
    const app = await start();
    app.inference.answers.set('dog', [dog]);
    const question = await asked(app, 'dog');
    question.write(beforeBricks + 6);
    await expect.poll(() => running(app)?.objects[0]?.version).toBe(6);
    question.fail(new StudioError('inference-failed', 'The model failed.'));
    await app.answered();
    expect(outcome(app)).toEqual({
      kind: 'failed',
      code: 'inference-failed',
      message: 'The model failed. What was painted so far is kept as a draft.',
    });
    expect(app.objects()[0]).toMatchObject({ provenance: { partial: true } });
    app.inference.hold = false;
    expect((await app.ask('zebra')).outcome).toEqual({ kind: 'none-found' });
  });

  it('to refine keeps the cells as they were written', async () => {
    const app = await start();
    app.pixels.refineError = new StudioError('worker-died', 'The pixel worker died.');
    app.inference.answers.set('dog', [dog]);
    const turn = await app.ask('dog');
    expect(turn.outcome).toEqual({ kind: 'done' });
    expect(app.objects()[0]!.mask).toEqual(nearestCanvas(dogCells, 128, 96));
  });

  it('of the worker keeps the rows; it comes back and the photo is encoded anew', async () => {
    const app = await start();
    app.inference.answers.set('dog', [dog]);
    const question = await asked(app, 'dog');
    question.write(beforeBricks + 6);
    await expect.poll(() => running(app)?.objects[0]?.version).toBe(6);
    app.studio.ask('cat');
    app.inference.die();
    await expect.poll(() => app.turns()[0]!.outcome.kind).toBe('failed');
    expect(app.studio.model.getState().kind).toBe('recovering');
    // The waiting question goes on waiting: the model comes back.
    await expect.poll(() => running(app)?.prompt).toBe('cat');
    expect(running(app)!.phase).toBe('preparing');
    app.inference.hold = false;
    app.inference.answers.set('cat', [cat]);
    app.inference.comeBack();
    await app.answered();
    expect(app.turns().map(({ outcome }) => outcome.kind)).toEqual(['failed', 'done']);
    expect(app.names()).toEqual(['dog', 'cat']);
    expect(app.inference.encoded).toEqual([app.image, app.image]);
    expect(app.studio.model.getState()).toEqual({ kind: 'ready', description: testModel });
  });

  it('of a worker that does not come back ends the questions that wait', async () => {
    const app = await start();
    app.inference.die();
    app.studio.ask('cat');
    await expect.poll(() => running(app)?.phase).toBe('preparing');
    app.inference.comeBack(null);
    await app.answered();
    expect(outcome(app)).toMatchObject({ kind: 'failed' });
    expect(app.studio.model.getState().kind).toBe('failed');
  });
});
