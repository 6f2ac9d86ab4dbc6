import { afterEach, describe, expect, it } from 'vitest';
import { StudioError } from '../errors/studio-error.ts';
import { subtractMasks, unionMasks } from '../mask/boolean.ts';
import { boxMask } from '../mask/create-mask.ts';
import { maskArea } from '../mask/measure.ts';
import { growMask, smoothMask } from '../mask/morphology.ts';
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
    ['smooth it', { kind: 'smooth', target: { kind: 'it' }, pixels: null }],
    [
      'smooth the edges of the dog by 4 pixels',
      { kind: 'smooth', target: { kind: 'class', name: 'dog' }, pixels: 4 },
    ],
    ['make it a little smoother', { kind: 'smooth', target: { kind: 'it' }, pixels: null }],
    ['make the cat bigger', { kind: 'grow', target: { kind: 'class', name: 'cat' }, pixels: null }],
    ['make them slightly smaller', { kind: 'shrink', target: { kind: 'them' }, pixels: null }],
    ['fill the holes', { kind: 'fill-holes', target: { kind: 'it' } }],
    ['Fill all holes in the cat.', { kind: 'fill-holes', target: { kind: 'class', name: 'cat' } }],
    ['remove the specks', { kind: 'remove-specks', target: { kind: 'it' } }],
    ['delete its islands', { kind: 'remove-specks', target: { kind: 'it' } }],
    ['remove specks around the dogs', { kind: 'remove-specks', target: { kind: 'class', name: 'dog' } }],
    ['keep only the largest piece', { kind: 'keep-largest', target: { kind: 'it' } }],
    ['keep the biggest part of the cat', { kind: 'keep-largest', target: { kind: 'class', name: 'cat' } }],
    ['keep the overlap', { kind: 'intersect', target: { kind: 'them' } }],
    ['intersect both', { kind: 'intersect', target: { kind: 'them' } }],
    ['split it', { kind: 'split', target: { kind: 'it' } }],
    ['split the dogs into pieces', { kind: 'split', target: { kind: 'class', name: 'dog' } }],
    [
      'cut it out of the glass',
      { kind: 'subtract', target: { kind: 'it' }, from: { kind: 'class', name: 'glass' } },
    ],
    [
      'subtract the cat from the dogs',
      { kind: 'subtract', target: { kind: 'class', name: 'cat' }, from: { kind: 'class', name: 'dog' } },
    ],
    [
      'take the third off number 1',
      { kind: 'subtract', target: { kind: 'number', number: 3 }, from: { kind: 'number', number: 1 } },
    ],
    ['cut it out of everything below', { kind: 'cut-below', target: { kind: 'it' } }],
    ['cut them out of the objects under them', { kind: 'cut-below', target: { kind: 'them' } }],
    ['bring it to the front', { kind: 'raise', target: { kind: 'it' }, direction: 'front' }],
    [
      'send the cat to the back',
      { kind: 'raise', target: { kind: 'class', name: 'cat' }, direction: 'back' },
    ],
    [
      'move the last one forwards',
      { kind: 'raise', target: { kind: 'number', number: -1 }, direction: 'forward' },
    ],
    ['send them backward', { kind: 'raise', target: { kind: 'them' }, direction: 'backward' }],
    ['hide the others', { kind: 'show-only', target: { kind: 'it' } }],
    ['show only the cat', { kind: 'show-only', target: { kind: 'class', name: 'cat' } }],
    ['hide everything but the cat', { kind: 'show-only', target: { kind: 'class', name: 'cat' } }],
    ['lock it', { kind: 'lock', target: { kind: 'it' } }],
    ['unlock everything', { kind: 'unlock', target: { kind: 'all' } }],
    ['duplicate it', { kind: 'duplicate', target: { kind: 'it' } }],
    [
      'merge the cat and the dog',
      {
        kind: 'merge',
        target: {
          kind: 'each',
          targets: [
            { kind: 'class', name: 'cat' },
            { kind: 'class', name: 'dog' },
          ],
        },
      },
    ],
    [
      'delete the first, the third and the cat',
      {
        kind: 'delete',
        target: {
          kind: 'each',
          targets: [
            { kind: 'number', number: 1 },
            { kind: 'number', number: 3 },
            { kind: 'class', name: 'cat' },
          ],
        },
      },
    ],
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
    'smooth surface',
    'split pea soup',
    'lock screen',
    'the cut on the hand',
    'take the bottle from the cat',
    'subtract the cat from the photo',
    'fill the glass of water',
    'keep the largest dog',
    'bring the ball to the front',
    'the hole in the dog',
    'make it red',
    'delete the cat and the bird',
    'constructor it',
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
    const percent = (area: number) => `${((100 * area) / (128 * 96)).toFixed(1)}%`;
    expect(message).toBe(
      `Updated cat: ${percent(maskArea(cat.mask))} → ${percent(maskArea(app.objects()[0]!.mask))}, grown by 3 px.`,
    );
    expect(await say(app, 'shrink it by 60 px')).toMatch(/^Nothing would be left of cat/);
  });

  it('smooths, fills holes, removes specks and keeps the largest piece', async () => {
    const app = await start();
    const { studio } = app;
    studio.select([app.objects()[0]!.id]);
    const plain = app.objects()[0]!.mask;
    const box = (x1: number, y1: number, x2: number, y2: number) => boxMask(128, 96, { x1, y1, x2, y2 });
    // The cat covers columns 4..39 and rows 75..89.
    studio.applyMask(box(10, 80, 14, 84), 'subtract', 'Rectangle');
    studio.applyMask(box(100, 2, 101, 3), 'add', 'Rectangle');
    expect(await say(app, 'fill the holes')).toMatch(/^Updated cat: 4\.3% → 4\.4%, holes filled\.$/);
    expect(await say(app, 'remove the specks')).toMatch(/specks under 4 px removed\.$/);
    expect(app.objects()[0]!.mask).toEqual(plain);
    expect(await say(app, 'remove the specks')).toBe('That is so already. Nothing was changed.');
    studio.applyMask(box(90, 0, 100, 10), 'add', 'Rectangle');
    await say(app, 'keep only the largest piece');
    expect(app.objects()[0]!.mask).toEqual(plain);
    expect(await say(app, 'smooth it by 3 px')).toMatch(/smoothed by 3 px\.$/);
    expect(app.objects()[0]!.mask).toEqual(smoothMask(plain, 3));
    expect(
      studio.project
        .getState()
        .undo.slice(-4)
        .map(({ label }) => label),
    ).toEqual(['Remove specks of cat', 'Rectangle on cat', 'Keep largest piece of cat', 'Smooth cat']);
  });

  it('cuts one out of another, named or selected', async () => {
    const app = await start();
    const { studio } = app;
    const [cat, dog] = app.objects();
    studio.select([cat!.id]);
    studio.applyMask(dog!.mask, 'add', 'Rectangle');
    const grown = app.objects()[0]!.mask;
    studio.select([dog!.id]);
    expect(await say(app, 'cut it out of the cat')).toMatch(/^Updated cat: .* → .*, without dog\.$/);
    expect(app.objects()[0]!.mask).toEqual(subtractMasks(grown, dog!.mask));
    expect(app.objects()).toHaveLength(3);
    expect(await say(app, 'subtract the dogs from the cat')).toMatch(/don’t overlap/);
    expect(await say(app, 'subtract the cat from the cat')).toMatch(/can’t be taken out of itself/);
    expect(await say(app, 'cut it out of number 9')).toMatch(/no such object/);
    expect(await say(app, 'undo')).toBe('Undid: Subtract dog from cat.');
    await say(app, 'bring the cat to the back');
    studio.select([dog!.id]);
    expect(await say(app, 'cut it out of everything below')).toBe('Took dog out of the objects below.');
    expect(app.objects()[0]!.mask).toEqual(subtractMasks(grown, dog!.mask));
  });

  it('splits, duplicates, orders, locks and shows only some', async () => {
    const app = await start();
    const { studio } = app;
    expect(await say(app, 'merge them')).toBe('Merged 2 objects into dog.');
    expect(await say(app, 'split the dog')).toBe('Split dog into 2.');
    expect(app.names()).toEqual(['cat', 'dog', 'dog']);
    expect(await say(app, 'split the cat')).toMatch(/^cat is in one piece already/);
    expect(await say(app, 'send the cat forward')).toBe('cat: brought forward.');
    expect(app.names()).toEqual(['dog', 'cat', 'dog']);
    expect(await say(app, 'show only the cat')).toBe('Showing only cat.');
    expect(app.objects().map(({ visible }) => visible)).toEqual([false, true, false]);
    expect(await say(app, 'lock all')).toBe('Locked 2 × dog and cat.');
    expect(await say(app, 'delete the cat')).toBe('cat is locked. Unlock it to change it.');
    expect(await say(app, 'unlock the cat')).toBe('Unlocked cat.');
    studio.select([app.objects()[1]!.id]);
    expect(await say(app, 'duplicate it')).toBe('Duplicated cat.');
    expect(app.names()).toEqual(['dog', 'cat', 'dog', 'cat']);
    expect(app.notices()).toEqual([]);
  });

  it('merges what is named into the first named', async () => {
    const app = await start();
    expect(await say(app, 'merge the third and the cat')).toBe('Merged 2 objects into dog.');
    expect(app.names()).toEqual(['dog', 'dog']);
    expect(await say(app, 'merge the first, the second and number 7')).toMatch(/no such object/);
    app.studio.select([app.objects()[0]!.id]);
    expect(await say(app, 'keep only the overlap')).toMatch(/Combining needs two objects/);
  });

  it('waits for what hands have under way, and can be taken back before it is done', async () => {
    const app = await start();
    const { studio } = app;
    const before = app.objects();
    const go = app.pixels.hold();
    studio.select([before[0]!.id]);
    const filling = studio.fillAt({ x: 100, y: 10 }, 'add');
    studio.ask('grow the cat by 2 px');
    studio.ask('hide the cat');
    studio.undo();
    go();
    await filling;
    await app.answered();
    const [turn, hidden] = app.turns().slice(-2);
    expect(turn!.outcome).toEqual({ kind: 'command', message: 'It was taken back before it was done.' });
    expect(hidden!.outcome).toEqual({ kind: 'command', message: 'Hid cat.' });
    expect(
      studio.project
        .getState()
        .undo.slice(-2)
        .map(({ label }) => label),
    ).toEqual(['Fill on cat', 'Hide cat']);
  });

  it('tells when the worker fails, and the next command runs', async () => {
    const app = await start();
    app.pixels.refineMask = () =>
      Promise.reject(new StudioError('worker-died', 'A background worker stopped.'));
    expect(await say(app, 'grow the cat')).toBe('A background worker stopped. Nothing was changed.');
    expect(await say(app, 'hide the cat')).toBe('Hid cat.');
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
