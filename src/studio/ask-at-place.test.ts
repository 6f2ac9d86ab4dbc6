import { afterEach, describe, expect, it } from 'vitest';
import type { Place } from '../mask/place.ts';
import { asked, cat, dog, outcome, running } from './testing/ask-question.ts';
import { type OpenOptions, type OpenStudio, openWithPhoto } from './testing/open-studio.ts';

const open: OpenStudio[] = [];
const point: Place<'canvas'> = { kind: 'point', x: 16.2, y: 20.7 };
const box: Place<'canvas'> = { kind: 'box', box: { x1: 8, y1: 8, x2: 24, y2: 40 } };

async function start(options: OpenOptions = {}): Promise<OpenStudio> {
  const app = await openWithPhoto(options);
  open.push(app);
  return app;
}

afterEach(async () => {
  for (const { studio } of open.splice(0)) await studio.dispose();
});

describe('a question about a place', () => {
  it('without words reads "the object here", and the model gets the place alone', async () => {
    const app = await start();
    app.inference.answers.set('', [dog]);
    app.studio.askAt(point);
    await app.answered();
    const [turn] = app.turns();
    expect(turn).toMatchObject({ prompt: 'the object here', place: point, outcome: { kind: 'done' } });
    expect(app.inference.questions[0]!.conversation).toEqual([{ prompt: '', place: point }]);
    expect(app.names()).toEqual(['dog']);
  });

  it('with words gives the model both', async () => {
    const app = await start();
    app.inference.answers.set('the dog', [dog]);
    app.studio.askAt(box, ' the dog ');
    await app.answered();
    expect(app.turns()[0]).toMatchObject({ prompt: 'the dog', place: box });
    expect(app.inference.questions[0]!.conversation).toEqual([{ prompt: 'the dog', place: box }]);
  });

  it('is never a command, even where its words are one', async () => {
    const app = await start();
    app.inference.answers.set('the dog', [dog]);
    await app.ask('the dog');
    app.inference.answers.set('delete the dog', [cat]);
    app.studio.askAt(point, 'delete the dog');
    await app.answered();
    expect(app.names()).toEqual(['dog', 'cat']);
  });

  it('waits its turn, and shows its place while it runs and waits', async () => {
    const app = await start();
    app.inference.answers.set('the dog', [dog]);
    app.inference.answers.set('', [cat]);
    const first = await asked(app, 'the dog');
    app.studio.askAt(point);
    expect(app.studio.answer.getState().queue).toMatchObject([{ prompt: 'the object here', place: point }]);
    first.finish();
    await expect.poll(() => running(app)?.place).toEqual(point);
    app.inference.questions.at(-1)!.finish();
    await app.answered();
    expect(app.names()).toEqual(['dog', 'cat']);
  });

  it('where nothing can be named says so, and no later question hears of it', async () => {
    const app = await start();
    app.studio.askAt(point);
    await app.answered();
    expect(outcome(app)).toEqual({ kind: 'none-found' });
    expect(app.turns()[0]!.words).toMatch(/^Nothing here that the model can name/);
    await app.ask('the other one');
    expect(app.inference.questions.at(-1)!.conversation).toEqual([{ prompt: 'the other one' }]);
  });

  it('is part of what a follow-up sees, and of asking again', async () => {
    const app = await start();
    app.inference.answers.set('', [dog]);
    app.studio.askAt(point);
    await app.answered();
    const [turn] = app.turns();
    await app.ask('the other one');
    const [before, question] = app.inference.questions.at(-1)!.conversation;
    expect(before).toEqual({ prompt: '', place: point, answerIds: turn!.tokens.map(({ id }) => id) });
    expect(question).toEqual({ prompt: 'the other one' });
    app.studio.retry(turn!.id);
    await app.answered();
    expect(app.turns().at(-1)).toMatchObject({ prompt: 'the object here', place: point });
    expect(
      app
        .turns()
        .at(-1)!
        .tokens.map(({ id }) => id),
    ).toEqual(turn!.tokens.map(({ id }) => id));
  });

  it('keeps its place through a reload', async () => {
    const app = await start();
    app.inference.answers.set('', [dog]);
    app.studio.askAt(box);
    await app.answered();
    await app.saved();
    const again = await app.reload();
    open.push(again);
    expect(again.turns()[0]).toMatchObject({ prompt: 'the object here', place: box });
  });
});
