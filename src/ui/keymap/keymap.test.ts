import { describe, expect, test } from 'vitest';
import { ariaKeys, isMac, keyLabel } from './key-label.ts';
import { keymap, shortcutKey } from './keymap.ts';

describe('keymap', () => {
  test('no id and no chord twice', () => {
    const ids = keymap.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const chords = keymap.flatMap(({ keys }) => keys);
    expect(new Set(chords).size).toBe(chords.length);
  });

  test('what runs has keys; what is only shown has something to show', () => {
    for (const { id, run, keys, shown } of keymap) {
      if (run) expect(keys.length, id).toBeGreaterThan(0);
      else expect((shown ?? keys).length, id).toBeGreaterThan(0);
    }
  });

  test('nothing that types text acts inside a text field', () => {
    for (const { id, keys, inText } of keymap) {
      if (inText) for (const key of keys) expect(key === 'Esc' || key.startsWith('Ctrl '), id).toBe(true);
    }
  });

  test('hints name chords of the table, and an unknown id is an error', () => {
    expect(shortcutKey('brush-size', 1)).toBe(']');
    expect(shortcutKey('redo')).toBe('Ctrl Shift Z');
    expect(() => shortcutKey('fly')).toThrow(TypeError);
  });
});

describe('key labels', () => {
  test('as the keyboard has them', () => {
    expect(isMac('MacIntel')).toBe(true);
    expect(isMac('Linux x86_64')).toBe(false);
    expect(keyLabel('Ctrl Shift Z', false)).toBe('Ctrl Shift Z');
    expect(keyLabel('Ctrl Shift Z', true)).toBe('⌘ ⇧ Z');
    expect(ariaKeys('Ctrl Shift Z')).toBe('Control+Shift+Z');
    expect(ariaKeys('Esc')).toBe('Escape');
  });
});
