import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createCanvasController } from '../../canvas/canvas-controller.ts';
import type { ObjectId } from '../../document/document.ts';
import { boxMask } from '../../mask/create-mask.ts';
import { maskArea } from '../../mask/measure.ts';
import { type OpenStudio, openWithPhoto } from '../../studio/testing/open-studio.ts';
import { photoFile } from '../../studio/testing/scripted-pixels.ts';
import { createDesk } from '../create-desk.ts';
import type { Desk } from '../desk.ts';
import { choiceEntries, paletteEntries } from '../palette/palette-entries.ts';
import { createScreen } from '../screen.ts';
import { runCommand } from './desk-command.ts';
import { commandById, keymap } from './keymap.ts';

let app: OpenStudio;
let desk: Desk;

const memory = () => {
  const entries = new Map<string, string>();
  return {
    getItem: (key: string) => entries.get(key) ?? null,
    setItem: (key: string, value: string) => void entries.set(key, value),
  };
};

beforeEach(async () => {
  app = await openWithPhoto();
  const screen = createScreen(null, memory());
  screen.setState({ page: 'studio' });
  const controller = createCanvasController({
    reducedMotion: () => true,
    now: () => 0,
    nextFrame: () => () => undefined,
  });
  desk = createDesk({ studio: app.studio, controller, screen, pickPhotos: () => undefined });
});

afterEach(() => app.studio.dispose());

/** Draws a box of 10 by 10 pixels at a column and names it. */
function draw(name: string, x: number): ObjectId {
  const { document, currentImage } = app.studio.project.getState();
  const image = document.images.find(({ id }) => id === currentImage)!;
  app.studio.select([]);
  app.studio.applyMask(
    boxMask(image.width, image.height, { x1: x, y1: 0, x2: x + 10, y2: 10 }),
    'add',
    'Rectangle',
  );
  const [id] = app.studio.view.getState().selection;
  app.studio.rename(id!, name);
  return id!;
}

const run = (id: string) => runCommand(desk, commandById(id));
const title = (id: string) => commandById(id).title?.(desk);
const blocked = (id: string) => commandById(id).blocked?.(desk) ?? null;

describe('commands', () => {
  test('without a selection say what they need and do nothing', () => {
    draw('cup', 0);
    app.studio.select([]);
    const before = app.studio.project.getState().document;
    for (const id of [
      'delete',
      'hide',
      'lock',
      'smooth',
      'duplicate',
      'set-class',
      'combine-merge',
      'refine',
    ]) {
      expect(blocked(id), id).toMatch(/select|takes two/i);
      expect(run(id), id).toBe(false);
    }
    expect(app.studio.project.getState().document).toBe(before);
    expect(desk.screen.getState().refining).toBeNull();
  });

  test('read what they act on', () => {
    const cup = draw('cup', 0);
    const spoon = draw('spoon', 5);
    app.studio.select([cup, spoon]);
    expect(title('combine-merge')).toBe('Merge cup and spoon');
    expect(title('combine-subtract')).toBe('Subtract spoon from cup');
    expect(title('combine-cut')).toBe('Cut overlap out of spoon');
    expect(title('hide')).toBe('Hide cup and spoon');
    app.studio.setVisible([cup, spoon], false);
    expect(title('hide')).toBe('Show cup and spoon');
    app.studio.select([cup, spoon, draw('fork', 20)].sort());
    expect(title('delete')).toBe('Delete 3 objects');
  });

  test('subtract takes from the first object, cut overlap from the last', () => {
    const cup = draw('cup', 0);
    const spoon = draw('spoon', 5);
    const area = (id: ObjectId) => maskArea(app.objects().find((object) => object.id === id)!.mask);
    app.studio.select([cup, spoon]);
    run('combine-subtract');
    expect([area(cup), area(spoon)]).toEqual([50, 100]);
    app.studio.undo();
    app.studio.select([cup, spoon]);
    run('combine-cut');
    expect([area(cup), area(spoon)]).toEqual([100, 50]);
  });

  test('with one object selected merging asks for the other, and the palette offers all but itself', () => {
    const cup = draw('cup', 0);
    draw('spoon', 20);
    app.studio.select([cup]);
    expect(title('combine-merge')).toBe('Merge cup with…');
    expect(run('combine-merge')).toBe(true);
    expect(desk.screen.getState().choosing).toBe('combine-merge');
    expect(app.studio.view.getState().dialog).toBe('palette');
    const entries = choiceEntries(desk, 'combine-merge', '');
    expect(entries.map(({ label }) => label)).toEqual(['spoon']);
    entries[0]!.run();
    expect(app.names()).toEqual(['cup']);
    expect(maskArea(app.objects()[0]!.mask)).toBe(200);
  });

  test('a class can be chosen or made from what was typed', () => {
    const cup = draw('cup', 0);
    draw('spoon', 20);
    app.studio.select([cup]);
    const labels = (typed: string) => choiceEntries(desk, 'set-class', typed).map(({ label }) => label);
    expect(labels('sp')).toContain('New class “sp”');
    expect(labels('Spoon')).not.toContain('New class “Spoon”');
    choiceEntries(desk, 'set-class', 'mug').at(-1)!.run();
    expect(app.names()).toEqual(['mug', 'spoon']);
  });

  test('locked objects are refused in words', () => {
    const cup = draw('cup', 0);
    app.studio.select([cup]);
    run('lock');
    expect(blocked('smooth')).toBe('cup is locked');
    expect(title('lock')).toBe('Unlock cup');
    expect(run('refine')).toBe(false);
  });

  test('order moves an object and its number', () => {
    const cup = draw('cup', 0);
    draw('spoon', 20);
    draw('fork', 40);
    app.studio.select([cup]);
    run('forward');
    expect(app.names()).toEqual(['spoon', 'cup', 'fork']);
    run('front');
    expect(app.names()).toEqual(['spoon', 'fork', 'cup']);
    run('back');
    expect(app.names()).toEqual(['cup', 'spoon', 'fork']);
  });

  test('a photo is marked once, and says so when it is marked already', () => {
    expect(blocked('review-not-started')).toBe('This photo has no mark');
    expect(run('review-reviewed')).toBe(true);
    expect(blocked('review-reviewed')).toBe('This photo is marked as reviewed');
    expect(blocked('next-to-review')).toBe('Every photo is reviewed');
    expect(run('review-needs-look')).toBe(true);
    expect(app.studio.project.getState().document.images[0]!.review).toBe('needs-look');
    expect(blocked('next-to-review')).toBe('Every other photo is reviewed');
    expect(run('review-not-started')).toBe(true);
    expect(app.studio.project.getState().undo.slice(-3)).toMatchObject([
      { label: 'Mark street.jpg as reviewed' },
      { label: 'Flag street.jpg' },
      { label: 'Clear the mark of street.jpg' },
    ]);
  });

  test('next and previous say where the filter ends', async () => {
    await app.studio.openFiles([photoFile('b.jpg')]);
    app.studio.showNeighbour(-1);
    expect(blocked('previous')).toBe('This is the first image');
    expect(blocked('next')).toBeNull();
    app.studio.setView({ stripFilter: { status: 'reviewed', category: null } });
    expect(blocked('next')).toBe('This is the last image that the filter shows');
  });

  test('escape goes one step at a time: what floats, then the selection', () => {
    app.studio.select([draw('cup', 0)]);
    run('refine');
    expect(desk.screen.getState().refining).not.toBeNull();
    expect(run('escape')).toBe(true);
    expect(desk.screen.getState().refining).toBeNull();
    expect(app.studio.view.getState().selection).toHaveLength(1);
    expect(run('escape')).toBe(true);
    expect(app.studio.view.getState().selection).toHaveLength(0);
    expect(run('escape')).toBe(false);
  });
});

describe('the palette', () => {
  test('has every command that is more than a key, every object, class and image, each once', () => {
    draw('cup', 0);
    draw('spoon', 20);
    const entries = paletteEntries(desk);
    const ids = entries.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { id, run: does, keyOnly } of keymap)
      expect(ids.includes(`command ${id}`), id).toBe(does !== null && !keyOnly);
    expect(
      entries.filter(({ group }) => group === 'Objects of this photo').map(({ label }) => label),
    ).toEqual(['cup', 'spoon']);
    expect(entries.some(({ group, label }) => group === 'Images' && label.endsWith('.jpg'))).toBe(true);
  });

  test('on the welcome page offers only what can be done there', () => {
    desk.screen.setState({ page: 'welcome' });
    const entries = paletteEntries(desk);
    expect(entries.map(({ id }) => id)).toContain('command open');
    expect(entries.some(({ id }) => id === 'command tool-brush' || id.startsWith('image '))).toBe(false);
  });

  test('a class selects all its objects, or is set on what is selected', () => {
    const cup = draw('cup', 0);
    const other = draw('cup', 20);
    draw('spoon', 40);
    app.studio.select([]);
    paletteEntries(desk)
      .find(({ label }) => label === 'Select every cup')!
      .run();
    expect(app.studio.view.getState().selection).toEqual([cup, other]);
    paletteEntries(desk)
      .find(({ label }) => label === 'Set class of cup and cup to spoon')!
      .run();
    expect(app.names()).toEqual(['spoon', 'spoon', 'spoon']);
  });
});
