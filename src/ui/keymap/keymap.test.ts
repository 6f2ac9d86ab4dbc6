import { describe, expect, test } from 'vitest';
import { mainKey } from './desk-command.ts';
import { ariaKeys, isMac, keyLabel } from './key-label.ts';
import { commandById, keymap, shortcutKey } from './keymap.ts';
import { sheetLines } from './sheet-lines.ts';
import { toolGroups } from './tool-commands.ts';

describe('the table', () => {
  test('no id and no chord twice', () => {
    const ids = keymap.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const chords = keymap.flatMap(({ keys, within = '' }) => keys.map((key) => `${within} ${key}`));
    expect(new Set(chords).size).toBe(chords.length);
  });

  test('what only a part of the page listens for has something to show', () => {
    for (const command of keymap) {
      if (command.run === null || command.keyOnly) expect(mainKey(command), command.id).toBeDefined();
    }
  });

  test('nothing that types text acts inside a text field', () => {
    for (const { id, keys, inText } of keymap) {
      if (inText) for (const key of keys) expect(key === 'Esc' || key.startsWith('Ctrl '), id).toBe(true);
    }
  });

  test('hints name chords of the table, and an unknown id is an error', () => {
    expect(shortcutKey('brush-larger')).toBe(']');
    expect(shortcutKey('redo')).toBe('Ctrl Shift Z');
    expect(() => shortcutKey('fly')).toThrow(TypeError);
    expect(() => shortcutKey('hide-all')).toThrow(TypeError);
  });

  test('every tool has a key and a command', () => {
    for (const { name, key, label } of toolGroups.flat())
      expect(commandById(`tool-${name}`)).toMatchObject({ label, keys: [key] });
  });
});

describe('the sheet', () => {
  const lines = sheetLines(keymap);

  test('puts neighbours of one line together and leaves out what has no key', () => {
    expect(lines).toContainEqual({
      label: 'Smaller, larger brush',
      group: 'Masks',
      keys: ['[', ']'],
    });
    expect(lines).toContainEqual({ label: 'Grow, shrink 1 px', group: 'Masks', keys: ['+', '−'] });
    expect(lines.some(({ label }) => label === 'Hide all')).toBe(false);
  });

  test('has every shown chord once', () => {
    const shown = keymap.flatMap(({ keys, shown: chords = keys }) => chords);
    expect(lines.flatMap(({ keys }) => keys)).toEqual(shown);
    const labels = lines.map(({ group, label }) => `${group} ${label}`);
    expect(new Set(labels).size).toBe(labels.length);
  });
});

describe('key labels', () => {
  test('as the keyboard has them', () => {
    expect(isMac('MacIntel')).toBe(true);
    expect(isMac('Linux x86_64')).toBe(false);
    expect(keyLabel('Ctrl Shift Z', false)).toBe('Ctrl Shift Z');
    expect(keyLabel('Ctrl Shift Z', true)).toBe('⌘ ⇧ Z');
    expect(keyLabel('Alt ArrowUp', false)).toBe('Alt ↑');
    expect(ariaKeys('Ctrl Shift Z')).toBe('Control+Shift+Z');
    expect(ariaKeys('Alt ArrowUp')).toBe('Alt+ArrowUp');
    expect(ariaKeys('Esc')).toBe('Escape');
  });
});
