import { describe, expect, test } from 'vitest';
import { type KeyPress, matchesChord, parseChord } from './chord.ts';

const press = (key: string, code: string, modifiers: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...modifiers,
});

const matches = (text: string, event: KeyPress) => matchesChord(event, parseChord(text));

describe('matchesChord', () => {
  test('a letter with exactly its modifiers', () => {
    expect(matches('B', press('b', 'KeyB'))).toBe(true);
    expect(matches('B', press('B', 'KeyB', { shiftKey: true }))).toBe(false);
    expect(matches('B', press('b', 'KeyB', { ctrlKey: true }))).toBe(false);
    expect(matches('Shift L', press('L', 'KeyL', { shiftKey: true }))).toBe(true);
    expect(matches('Shift L', press('l', 'KeyL'))).toBe(false);
  });

  test('Ctrl is Command on a Mac; Shift parts redo from undo', () => {
    expect(matches('Ctrl Z', press('z', 'KeyZ', { ctrlKey: true }))).toBe(true);
    expect(matches('Ctrl Z', press('z', 'KeyZ', { metaKey: true }))).toBe(true);
    expect(matches('Ctrl Z', press('Z', 'KeyZ', { ctrlKey: true, shiftKey: true }))).toBe(false);
    expect(matches('Ctrl Shift Z', press('Z', 'KeyZ', { ctrlKey: true, shiftKey: true }))).toBe(true);
  });

  test('the typed letter decides, not its place: QWERTZ and AZERTY', () => {
    expect(matches('Ctrl Z', press('z', 'KeyY', { ctrlKey: true }))).toBe(true);
    expect(matches('Ctrl Z', press('y', 'KeyZ', { ctrlKey: true }))).toBe(false);
  });

  test('the place decides where the layout has no Latin letters, and with Alt on a Mac', () => {
    expect(matches('B', press('и', 'KeyB'))).toBe(true);
    expect(matches('Alt H', press('˙', 'KeyH', { altKey: true }))).toBe(true);
  });

  test('a sign is what was typed, whatever Shift it took', () => {
    expect(matches('?', press('?', 'Slash', { shiftKey: true }))).toBe(true);
    expect(matches('?', press('/', 'Slash'))).toBe(false);
    expect(matches('#', press('#', 'Backslash'))).toBe(true);
    expect(matches('Ctrl +', press('+', 'Equal', { ctrlKey: true, shiftKey: true }))).toBe(true);
  });

  test('the backslash with and without Shift, which types another sign', () => {
    expect(matches('Shift \\', press('|', 'Backslash', { shiftKey: true }))).toBe(true);
    expect(matches('\\', press('|', 'Backslash', { shiftKey: true }))).toBe(false);
    expect(matches('\\', press('\\', 'Backslash'))).toBe(true);
  });

  test('named keys', () => {
    expect(matches('Esc', press('Escape', 'Escape'))).toBe(true);
    expect(matches('Del', press('Delete', 'Delete'))).toBe(true);
    expect(matches('Enter', press('Enter', 'Enter', { shiftKey: true }))).toBe(false);
  });

  test('Ctrl 0 by digit key on layouts where digits need Shift', () => {
    expect(matches('Ctrl 0', press('à', 'Digit0', { ctrlKey: true }))).toBe(true);
  });
});
