import { afterEach, describe, expect, it } from 'vitest';
import type { Turn } from '../document/conversation.ts';
import { nearestCanvas } from '../mask/nearest-canvas.ts';
import type { AnswerPart } from '../text4seg/answer.ts';
import { brickDescriptor } from '../text4seg/descriptor.ts';
import { readAnswer } from '../text4seg/read-answer.ts';
import { cellsOf, idOf, reference, scriptIds, scriptTable, words } from './testing/answer-script.ts';
import { asked, beforeBricks, cat, dog, dogCells, outcome, running } from './testing/ask-question.ts';
import {
  type OpenOptions,
  type OpenStudio,
  openStudio,
  openWithPhoto,
  until,
} from './testing/open-studio.ts';
import { photoFile } from './testing/scripted-pixels.ts';

const open: OpenStudio[] = [];

async function start(options: OpenOptions = {}): Promise<OpenStudio> {
  const app = await openWithPhoto(options);
  open.push(app);
  return app;
}

afterEach(async () => {
  for (const { studio } of open.splice(0)) await studio.dispose();
});

describe('an answer', () => {
  it('grows phase by phase: ghost, box, rows, mask', async () => {
    const app = await start();
    app.inference.answers.set('dog', [dog]);
    const question = await asked(app, 'dog');
    await expect.poll(() => running(app)?.phase).toBe('thinking');
    expect(running(app)).toMatchObject({ prompt: 'dog', ghost: null, objects: [], image: app.image });
    question.ghost(0.25);
    await expect.poll(() => running(app)?.ghost?.[0]).toBe(0.25);
    question.write(beforeBricks - 1);
    await expect.poll(() => running(app)?.objects.length).toBe(1);
    expect(running(app)!.objects[0]).toMatchObject({
      label: 'dog',
      phase: 'box',
      box: { x1: 8, y1: 8, x2: 24, y2: 40 },
      version: 0,
    });
    expect(app.studio.announcement.getState()).toBe('dog found, painting');
    // The tag and three rows of sixteen cells.
    question.write(4);
    await expect.poll(() => running(app)?.objects[0]?.phase).toBe('painting');
    const live = running(app)!.objects[0]!;
    expect(live).toMatchObject({ cursorX: 8, cursorY: 11 });
    expect(live.cells).toEqual(cellsOf(8, 8, 24, 11));
    expect(running(app)!.tokens).toHaveLength(beforeBricks + 3);
    expect(app.objects()).toEqual([]);
    expect(app.turns()[0]!.outcome).toEqual({ kind: 'running' });
    question.finish();
    await app.answered();
    expect(outcome(app)).toEqual({ kind: 'done' });
    const [object] = app.objects();
    expect(object!.canvas).toEqual({ box: { x1: 8, y1: 8, x2: 24, y2: 40 }, cells: dogCells });
    expect(object!.mask).toEqual(nearestCanvas(dogCells, 128, 96));
    expect(app.turns()[0]!.drafts).toEqual([]);
  });

  it('is published at most once a frame, however many tokens come', async () => {
    const app = await start({ manualFrames: true });
    app.inference.answers.set('dog', [dog]);
    const question = await asked(app, 'dog');
    app.frame();
    let published = 0;
    const stop = app.studio.answer.subscribe(() => {
      published += 1;
    });
    for (let i = 0; i < 30; i++) question.write(1);
    await expect.poll(() => app.frames.size).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(published).toBe(0);
    app.frame();
    expect(published).toBe(1);
    expect(running(app)!.tokens).toHaveLength(30);
    stop();
  });

  it('with several references and several boxes of one gives each its object, in one undo step', async () => {
    const app = await start();
    const dogs = reference('dog', dogCells, cellsOf(30, 30, 40, 60));
    app.inference.answers.set('the dogs and the cat', [dogs, cat]);
    await app.ask('the dogs and the cat');
    expect(app.names()).toEqual(['dog', 'dog', 'cat']);
    const { document, undo } = app.studio.project.getState();
    expect(document.categories.map(({ name }) => name)).toEqual(['dog', 'cat']);
    expect(undo.at(-1)).toEqual({ label: 'Add dog, cat' });
    expect(app.turns()[0]!.objects).toEqual(app.objects().map(({ id }) => id));
    app.studio.undo();
    expect(app.objects()).toEqual([]);
    expect(app.studio.project.getState().document.categories).toEqual([]);
  });

  it('shows each object in the colour it keeps, also of a class with a longer name', async () => {
    const app = await start();
    app.inference.answers.set('dog', [dog]);
    await app.ask('dog');
    app.inference.answers.set('more', [cat, reference('black dog', cellsOf(30, 30, 40, 60))]);
    const question = await asked(app, 'more');
    while (question.left > 8) question.write(1);
    await expect.poll(() => running(app)?.objects.length).toBe(2);
    const shown = running(app)!.objects.map(({ colour }) => colour);
    question.finish();
    await app.answered();
    const { categories } = app.studio.project.getState().document;
    const kept = app.objects().map(({ category }) => categories.find(({ id }) => id === category)!.colour);
    expect(app.names()).toEqual(['dog', 'cat', 'dog']);
    expect(shown).toEqual(kept.slice(1));
  });

  it('that finds nothing is a sentence and no step of undo', async () => {
    const app = await start();
    const { undo } = app.studio.project.getState();
    const turn = await app.ask('segment the zebra');
    expect(turn).toMatchObject({
      outcome: { kind: 'none-found' },
      words: 'No zebra in this photo.',
      objects: [],
    });
    expect(app.studio.project.getState().undo).toEqual(undo);
  });

  it('in words only is kept as words', async () => {
    const app = await start();
    app.inference.answers.set('is it day?', [words('Yes, it is day.')]);
    const turn = await app.ask('is it day?');
    expect(turn).toMatchObject({ outcome: { kind: 'done' }, words: 'Yes, it is day.', objects: [] });
    expect(app.objects()).toEqual([]);
  });

  it('to empty text is not asked for', async () => {
    const app = await start();
    app.studio.ask('');
    app.studio.ask('  \n ');
    expect(app.turns()).toEqual([]);
    expect(app.studio.answer.getState()).toEqual({ running: null, queue: [] });
  });

  it('without a photo is not asked for', () => {
    const app = openStudio();
    open.push(app);
    app.studio.ask('dog');
    expect(app.studio.answer.getState()).toEqual({ running: null, queue: [] });
  });

  it('saves what it has painted every second', async () => {
    const app = await start();
    app.inference.answers.set('dog', [dog]);
    const question = await asked(app, 'dog');
    question.write(beforeBricks + 2);
    await expect.poll(() => running(app)?.objects[0]?.version).toBe(2);
    expect(app.turns()[0]!.drafts).toBeUndefined();
    app.clock.now += 1500;
    question.write(1);
    await expect.poll(() => app.turns()[0]!.drafts?.length).toBe(1);
    expect(app.turns()[0]!.drafts![0]).toEqual({
      label: 'dog',
      box: { x1: 8, y1: 8, x2: 24, y2: 40 },
      cells: cellsOf(8, 8, 24, 11),
    });
  });

  it('replaces the one before when asked with "no, ..."', async () => {
    const app = await start();
    app.inference.answers.set('dog', [dog]);
    app.inference.answers.set('the bigger one', [reference('dog', cellsOf(0, 0, 60, 60))]);
    const first = await app.ask('dog');
    await app.ask('no, the bigger one');
    expect(app.objects()).toHaveLength(1);
    expect(app.objects()[0]!.id).not.toBe(first.objects[0]);
    expect(app.studio.project.getState().undo.at(-1)).toEqual({ label: 'Replace with dog' });
    app.studio.undo();
    expect(app.objects().map(({ id }) => id)).toEqual(first.objects);
  });
});

describe('text that does not parse', () => {
  it('keeps what does, and says where and what', async () => {
    const app = await start();
    const ids = scriptIds([dog]);
    // A brick that is wider than what is left of its row, and a tag where none belongs.
    const broken = ids.toSpliced(beforeBricks + 2, 1, idOf('fg60'), idOf('<box>'));
    app.inference.answers.set('dog', broken);
    const turn = await app.ask('dog');
    expect(turn.outcome).toMatchObject({ kind: 'repaired' });
    const { repairs } = turn.outcome as Extract<Turn['outcome'], { kind: 'repaired' }>;
    expect(repairs.length).toBeGreaterThan(0);
    for (const repair of repairs) expect(repair).toMatch(/^Token \d+: .{10}/);
    expect(app.names()).toEqual(['dog']);
    const read = readAnswer(broken, { descriptor: brickDescriptor, tokens: scriptTable });
    const [part] = read.answer as [Extract<AnswerPart, { kind: 'reference' }>];
    expect(app.objects()[0]!.canvas!.cells).toEqual(part.objects[0]!.cells);
    expect(repairs).toEqual(read.malformed.map(({ at, message }) => `Token ${at + 1}: ${message}`));
  });

  it('of any kind never stops the studio', async () => {
    const app = await start();
    const ids = scriptIds([dog, cat, words('so')]);
    let seed = 7;
    const random = (below: number) => {
      seed = (seed * 1103515245 + 12345) % 2147483648;
      return seed % below;
    };
    for (let i = 0; i < 40; i++) {
      const broken = ids.slice(random(6), ids.length - random(30));
      for (let j = 0; j < 4; j++) broken.splice(random(broken.length), random(3), random(250));
      app.inference.answers.set('dog', broken);
      const turn = await app.ask('dog');
      expect(['done', 'repaired', 'none-found']).toContain(turn.outcome.kind);
      for (const { mask } of app.objects()) expect([mask.width, mask.height]).toEqual([128, 96]);
    }
    expect((await app.ask('undo')).outcome).toMatchObject({ kind: 'command' });
  });

  it('cut short keeps the rows', async () => {
    const app = await start();
    app.inference.answers.set('dog', [dog]);
    const question = await asked(app, 'dog');
    question.write(beforeBricks + 8);
    question.cut();
    await app.answered();
    expect(outcome(app).kind).toBe('repaired');
    expect(app.objects()[0]!.canvas!.cells).toEqual(cellsOf(8, 8, 24, 16));
  });
});

describe('the queue', () => {
  it('asks one after the other, each about the photo it was asked of', async () => {
    const app = await start();
    await app.studio.openFiles([photoFile('b.jpg', 64, 64)]);
    const [a, b] = app.studio.project.getState().document.images.map(({ id }) => id);
    app.inference.answers.set('dog', [dog]);
    app.inference.answers.set('cat', [cat]);
    app.studio.showImage(a!);
    const first = await asked(app, 'dog');
    app.studio.ask('cat');
    app.studio.showImage(b!);
    app.studio.ask('dog');
    const { queue } = app.studio.answer.getState();
    expect(queue.map(({ prompt, image }) => [prompt, image])).toEqual([
      ['cat', a],
      ['dog', b],
    ]);
    expect(app.turns(a).map(({ outcome }) => outcome.kind)).toEqual(['running', 'queued']);
    expect(app.inference.questions).toHaveLength(1);
    app.inference.hold = false;
    first.finish();
    await app.answered();
    expect(app.inference.questions.map(({ key, prompt }) => [key, prompt])).toEqual([
      [a, 'dog'],
      [a, 'cat'],
      [b, 'dog'],
    ]);
    expect(app.objects(a)).toHaveLength(2);
    expect(app.objects(b)[0]!.mask).toMatchObject({ width: 64, height: 64 });
    // Nothing of a photo that isn't shown gets selected.
    expect(app.studio.view.getState().selection.every((id) => app.objects(b).some((o) => o.id === id))).toBe(
      true,
    );
  });

  it('lets a waiting question be taken back', async () => {
    const app = await start();
    const question = await asked(app, 'dog');
    app.studio.ask('cat');
    app.studio.unqueue(app.studio.answer.getState().queue[0]!.turn);
    expect(app.turns().map(({ prompt }) => prompt)).toEqual(['dog']);
    app.studio.unqueue(app.turns()[0]!.id);
    expect(running(app)?.prompt).toBe('dog');
    question.finish();
    await app.answered();
    expect(app.inference.questions).toHaveLength(1);
  });

  it('forgets the questions about a photo that is removed', async () => {
    const app = await start();
    const { image } = app;
    app.inference.answers.set('dog', [dog]);
    const question = await asked(app, 'dog');
    question.write(beforeBricks + 4);
    app.studio.ask('cat');
    app.studio.removeImage(image);
    await app.answered();
    expect(app.inference.questions).toHaveLength(1);
    expect(app.studio.project.getState().document.objects.size).toBe(0);
  });
});

describe('looking elsewhere during an answer', () => {
  it('goes on with the answer, and its photo stays open', async () => {
    const app = await start();
    const { image } = app;
    app.inference.answers.set('dog', [dog]);
    const question = await asked(app, 'dog');
    question.write(beforeBricks + 4);
    await app.studio.openFiles(Array.from({ length: 9 }, (_, i) => photoFile(`${i}.jpg`, 30 + i, 30)));
    for (const { id } of app.studio.project.getState().document.images.slice(1)) {
      app.studio.showImage(id);
      await until(app.studio.photos, (photos) => photos.get(id)?.kind === 'ready', 'the photo');
    }
    expect(app.studio.photos.getState().get(image)?.kind).toBe('ready');
    question.finish();
    await app.answered();
    expect(app.objects(image)).toHaveLength(1);
    expect(app.studio.view.getState().selection).toEqual([]);
    expect(app.turns(image)[0]!.outcome).toEqual({ kind: 'done' });
  });
});

describe('editing during an answer', () => {
  it('undo takes back what was done before it; the answer still arrives', async () => {
    const app = await start();
    app.inference.answers.set('cat', [cat]);
    app.inference.answers.set('dog', [dog]);
    await app.ask('cat');
    const question = await asked(app, 'dog');
    question.write(beforeBricks + 4);
    app.studio.undo();
    expect(app.names()).toEqual([]);
    question.finish();
    await app.answered();
    expect(app.names()).toEqual(['dog']);
    expect(app.studio.project.getState().redo).toEqual([]);
    app.studio.undo();
    expect(app.names()).toEqual([]);
  });

  it('undoing the photo itself ends the answer without a trace', async () => {
    const app = await start();
    app.inference.answers.set('dog', [dog]);
    const question = await asked(app, 'dog');
    question.write(beforeBricks + 4);
    app.studio.undo();
    expect(app.studio.project.getState().document.images).toEqual([]);
    question.finish();
    await app.answered();
    expect(app.studio.project.getState().document.objects.size).toBe(0);
    app.studio.redo();
    expect(app.objects()).toEqual([]);
    expect(outcome(app).kind).not.toBe('running');
    app.inference.hold = false;
    await app.ask('dog');
    expect(app.names()).toEqual(['dog']);
  });

  it('new objects of the same class do not make a second class', async () => {
    const app = await start();
    app.inference.answers.set('dog', [dog]);
    const question = await asked(app, 'dog');
    question.write(beforeBricks + 4);
    app.studio.applyMask(nearestCanvas(cellsOf(0, 0, 4, 4), 128, 96), 'add', 'Brush stroke');
    app.studio.rename(app.objects()[0]!.id, 'dog');
    question.finish();
    await app.answered();
    expect(app.names()).toEqual(['dog', 'dog']);
    const { categories } = app.studio.project.getState().document;
    expect(categories.filter(({ name }) => name === 'dog')).toHaveLength(1);
  });
});
