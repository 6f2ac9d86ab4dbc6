import 'fake-indexeddb/auto';
import { afterEach, describe, expect, it } from 'vitest';
import { unionMasks } from '../mask/boolean.ts';
import { maskArea } from '../mask/measure.ts';
import { growMask } from '../mask/morphology.ts';
import { readSpokenCommand } from './spoken-command.ts';
import { cellsOf, reference } from './testing/answer-script.ts';
import { type OpenStudio, openWithPhoto } from './testing/open-studio.ts';

describe('reading', () => {
  const isClass = (name: string) => ['dog', 'cat', 'glass', 'box'].includes(name);

  it.each([
    ['undo', { kind: 'undo' }],
    ['Undo that.', { kind: 'undo' }],
    ['redo', { kind: 'redo' }],
    ['merge them', { kind: 'merge', target: { kind: 'them' } }],
    ['Join both!', { kind: 'merge', target: { kind: 'them' } }],
    ['merge the dogs', { kind: 'merge', target: { kind: 'class', name: 'dog' } }],
    ['delete the second', { kind: 'delete', target: { kind: 'number', number: 2 } }],
    ['remove the last one', { kind: 'delete', target: { kind: 'number', number: -1 } }],
    ['delete #12', { kind: 'delete', target: { kind: 'number', number: 12 } }],
    ['delete everything', { kind: 'delete', target: { kind: 'all' } }],
    ['hide the cat', { kind: 'hide', target: { kind: 'class', name: 'cat' } }],
    ['hide all the boxes', { kind: 'hide', target: { kind: 'class', name: 'box' } }],
    ['show   it', { kind: 'show', target: { kind: 'it' } }],
    ['hide the glass', { kind: 'hide', target: { kind: 'class', name: 'glass' } }],
    ['grow it by 3 px', { kind: 'grow', target: { kind: 'it' }, pixels: 3 }],
    ['shrink the dog a little', { kind: 'shrink', target: { kind: 'class', name: 'dog' }, pixels: null }],
    ['expand number 2 by 5', { kind: 'grow', target: { kind: 'number', number: 2 }, pixels: 5 }],
    ['rename the dog to mug', { kind: 'rename', target: { kind: 'class', name: 'dog' }, name: 'mug' }],
    ['call the last one mug', { kind: 'rename', target: { kind: 'number', number: -1 }, name: 'mug' }],
    ['rename it to mug', { kind: 'rename', target: { kind: 'it' }, name: 'mug' }],
    [
      'call the second a coffee mug',
      { kind: 'rename', target: { kind: 'number', number: 2 }, name: 'coffee mug' },
    ],
  ])('%s', (prompt, command) => {
    expect(readSpokenCommand(prompt, isClass)).toEqual(command);
  });

  it.each([
    'the dog',
    'show the zebra',
    'hide and seek players',
    'merge it',
    'rename it to',
    'merge the second',
    'delete',
    'the second dog from the left',
    'undo button',
    'call the man with the phone',
    'remove the horse from the background',
    'show me the dog',
    'grow lamp',
    '',
  ])('leaves "%s" to the model', (prompt) => {
    expect(readSpokenCommand(prompt, isClass)).toBeNull();
  });
});

describe('carried out', () => {
  const open: OpenStudio[] = [];

  async function start(): Promise<OpenStudio> {
    const app = await openWithPhoto();
    open.push(app);
    app.inference.answers.set('dogs', [reference('dog', cellsOf(8, 8, 24, 40), cellsOf(40, 8, 50, 20))]);
    app.inference.answers.set('cat', [reference('cat', cellsOf(2, 50, 20, 60))]);
    await app.ask('cat');
    await app.ask('dogs');
    app.studio.select([]);
    return app;
  }

  afterEach(async () => {
    for (const { studio } of open.splice(0)) await studio.dispose();
  });

  const say = async (app: OpenStudio, prompt: string) => {
    const turn = await app.ask(prompt);
    expect(turn.outcome.kind).toBe('command');
    return (turn.outcome as { message: string }).message;
  };

  it('merges the last answer in one undo step, without the model', async () => {
    const app = await start();
    const [, first, second] = app.objects();
    const asked = app.inference.questions.length;
    expect(await say(app, 'merge them')).toBe('Merged 2 objects into dog.');
    expect(app.names()).toEqual(['cat', 'dog']);
    expect(app.objects()[1]!.mask).toEqual(unionMasks(first!.mask, second!.mask));
    expect(app.inference.questions).toHaveLength(asked);
    expect(await say(app, 'undo')).toBe('Undid: Merge 2 × dog.');
    expect(app.objects()).toHaveLength(3);
    expect(await say(app, 'redo')).toBe('Redid: Merge 2 × dog.');
    expect(app.objects()).toHaveLength(2);
    expect(await say(app, 'redo')).toBe('There is nothing to redo.');
  });

  it('means the selection by "it"', async () => {
    const app = await start();
    app.studio.select([app.objects()[0]!.id]);
    expect(await say(app, 'delete it')).toBe('Deleted cat.');
    expect(app.names()).toEqual(['dog', 'dog']);
    expect(await say(app, 'delete it')).toBe('Deleted dog.');
    expect(app.names()).toEqual(['dog']);
  });

  it('deletes by the number that labels show', async () => {
    const app = await start();
    const ids = app.objects().map(({ id }) => id);
    await say(app, 'delete the second');
    expect(app.objects().map(({ id }) => id)).toEqual([ids[0], ids[2]]);
    expect(await say(app, 'delete number 9')).toMatch(/no such object.*Nothing was changed/);
  });

  it('hides and shows a class', async () => {
    const app = await start();
    await say(app, 'hide the dogs');
    expect(app.objects().map(({ visible }) => visible)).toEqual([true, false, false]);
    await say(app, 'show everything');
    expect(app.objects().every(({ visible }) => visible)).toBe(true);
  });

  it('grows by pixels, and says by how much', async () => {
    const app = await start();
    const cat = app.objects()[0]!;
    const message = await say(app, 'grow the cat by 3 px');
    expect(app.objects()[0]!.mask).toEqual(growMask(cat.mask, 3));
    const percent = (area: number) => `${((100 * area) / (128 * 96)).toFixed(1)} %`;
    expect(message).toBe(
      `Updated cat: ${percent(maskArea(cat.mask))} → ${percent(maskArea(app.objects()[0]!.mask))}, grown by 3 px.`,
    );
    expect(await say(app, 'shrink it by 60 px')).toMatch(/would leave nothing/);
  });

  it('refuses to change what is locked', async () => {
    const app = await start();
    app.studio.setLocked(app.objects()[0]!.id, true);
    expect(await say(app, 'delete the cat')).toMatch(/cat is locked/);
    expect(app.objects()).toHaveLength(3);
  });

  it('renames to a new class', async () => {
    const app = await start();
    app.studio.select([app.objects()[0]!.id]);
    expect(await say(app, 'rename it to tiger')).toBe('Renamed cat to tiger.');
    expect(app.names()).toEqual(['tiger', 'dog', 'dog']);
  });

  it('is not part of what the model reads later', async () => {
    const app = await start();
    await say(app, 'merge them');
    await app.ask('only its head');
    const { conversation } = app.inference.questions.at(-1)!;
    expect(conversation.map(({ prompt }) => prompt)).toEqual(['cat', 'dogs', 'only its head']);
  });
});
