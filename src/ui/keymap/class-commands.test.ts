import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createCanvasController } from '../../canvas/canvas-controller.ts';
import type { Category, CategoryId } from '../../document/document.ts';
import { boxMask } from '../../mask/create-mask.ts';
import { type OpenStudio, openWithPhoto } from '../../studio/testing/open-studio.ts';
import { keyConflict } from '../classes/key-conflict.ts';
import { createDesk } from '../create-desk.ts';
import type { Desk } from '../desk.ts';
import { createScreen } from '../screen.ts';
import { classKeys, classOptions, commandOfKey } from './class-commands.ts';
import { keymap } from './keymap.ts';
import { ownKeyLines } from './sheet-lines.ts';

const category = (name: string, shortcut?: string): Category => ({
  id: name as CategoryId,
  name,
  colour: 0,
  ...(shortcut !== undefined && { shortcut }),
});
const keysOf = (...categories: readonly Category[]) => Object.fromEntries(classKeys(categories));

describe('the key of a class', () => {
  test('is its own, else the digit of its place, unless another class has that', () => {
    expect(keysOf(category('cat'), category('dog', 'q'), category('cup', '1'), category('mat'))).toEqual({
      dog: 'q',
      cup: '1',
      mat: '4',
    });
  });

  test('ends at nine for those without one of their own', () => {
    const many = Array.from({ length: 12 }, (_, i) => category(`c${i}`, i === 11 ? 'J' : undefined));
    expect(Object.keys(keysOf(...many))).toHaveLength(10);
    expect(keysOf(...many)).toMatchObject({ c8: '9', c11: 'j' });
  });

  test('is none that a command has, whatever a file says', () => {
    expect(keysOf(category('cat', 'B'))).toEqual({ cat: '1' });
    expect(commandOfKey('b')?.id).toBe('tool-brush');
    expect(commandOfKey('B')?.id).toBe('tool-brush');
    expect(commandOfKey('/')?.id).toBe('focus-prompt');
    // With Shift or Ctrl they are other keys.
    expect(commandOfKey('q')).toBeUndefined();
    expect(commandOfKey('7')).toBeUndefined();
  });

  test('leaves every digit to classes', () => {
    for (const digit of '0123456789') expect(commandOfKey(digit), digit).toBeUndefined();
  });
});

describe('on the desk', () => {
  let app: OpenStudio;
  let desk: Desk;
  const entries = { getItem: () => null, setItem: () => undefined };

  beforeEach(async () => {
    app = await openWithPhoto();
    const controller = createCanvasController({
      reducedMotion: () => true,
      now: () => 0,
      nextFrame: () => () => undefined,
    });
    const screen = createScreen(null, entries);
    desk = createDesk({ studio: app.studio, controller, screen, pickPhotos: () => undefined });
  });
  afterEach(() => app.studio.dispose());

  const draw = (x: number) => {
    const { document, currentImage } = app.studio.project.getState();
    const { width, height } = document.images.find(({ id }) => id === currentImage)!;
    app.studio.select([]);
    app.studio.applyMask(boxMask(width, height, { x1: x, y1: 0, x2: x + 4, y2: 4 }), 'add', 'Rectangle');
  };
  const press = (key: string) =>
    classOptions(desk)
      .find(({ keys }) => keys === key)
      ?.run();

  test('a key gives the selected objects their class, else what is drawn next', () => {
    const dog = app.studio.classes.add('dog')!;
    app.studio.classes.add('cat');
    app.studio.classes.update(dog, { shortcut: 'q' });
    press('Q');
    expect(desk.screen.getState().said?.text).toBe('Drawn next: dog');
    draw(0);
    draw(10);
    expect(app.names()).toEqual(['dog', 'dog']);
    press('2');
    expect(app.names()).toEqual(['dog', 'cat']);
    // The class used last is that of the next drawing.
    draw(20);
    expect(app.names()).toEqual(['dog', 'cat', 'cat']);
  });

  test('the sheet has a line for each class that has a key', () => {
    app.studio.classes.add('dog');
    app.studio.classes.update(app.studio.classes.add('cat')!, { shortcut: 'q' });
    expect(ownKeyLines(desk, keymap)).toEqual([
      { label: 'dog', group: 'Classes', keys: ['1'] },
      { label: 'cat', group: 'Classes', keys: ['Q'] },
    ]);
  });

  test('a key that cannot be is refused in words that say which are free', () => {
    const dog = app.studio.classes.add('dog')!;
    const cat = app.studio.classes.add('cat')!;
    app.studio.classes.update(dog, { shortcut: 'q' });
    const { document } = app.studio.project.getState();
    expect(keyConflict(document, cat, 'b')).toBe('B is “Brush”. Free letters: I, J, N, U, Y; digits too.');
    expect(keyConflict(document, cat, 'Q')).toBe('Q is the key of dog already.');
    expect(keyConflict(document, cat, ' ')).toMatch(/^Space/);
    // Typed on a layout without Latin letters, the place of B is the brush.
    const modifiers = { ctrlKey: false, metaKey: false, shiftKey: false, altKey: false };
    expect(keyConflict(document, cat, 'и', { key: 'и', code: 'KeyB', ...modifiers })).toMatch(
      /^И is “Brush”/,
    );
    expect(keyConflict(document, cat, 'й', { key: 'й', code: 'KeyQ', ...modifiers })).toBeNull();
    expect(keyConflict(document, cat, '3')).toBeNull();
    expect(keyConflict(document, dog, 'q')).toBeNull();
  });
});
