import type { CategoryId, StudioDocument } from '../../document/document.ts';
import { classConflict } from '../../studio/class-conflict.ts';
import { type KeyPress, matchesChord, parseChord } from '../keymap/chord.ts';
import { classKeyLabel, commandOfKey } from '../keymap/class-commands.ts';
import type { DeskCommand } from '../keymap/desk-command.ts';
import { keymap } from '../keymap/keymap.ts';

/** Letters that people try first; digits are always free of commands. */
const letters = 'abcdefghijklmnopqrstuvwxyz';

/**
 * Why a class cannot have a key, and which it could have; null when it can. `press` is how it was typed: on some layouts
 * a command has the place of a key and not its sign.
 */
export function keyConflict(
  document: StudioDocument,
  id: CategoryId,
  key: string,
  press?: KeyPress,
): string | null {
  if (key.trim() === '') return 'Space and Enter have their uses. Choose a letter, a digit or a sign.';
  const command = commandOfKey(key) ?? (press && commandOfPress(press));
  if (command) return `${classKeyLabel(key)} is “${command.label}”. ${freeLetters(document, id)}`;
  return classConflict(document, id, { shortcut: key });
}

function commandOfPress(press: KeyPress): DeskCommand | undefined {
  return keymap.find(({ keys }) => keys.some((chord) => matchesChord(press, parseChord(chord))));
}

function freeLetters(document: StudioDocument, id: CategoryId): string {
  const free = [...letters].filter(
    (letter) => !commandOfKey(letter) && classConflict(document, id, { shortcut: letter }) === null,
  );
  return free.length === 0
    ? 'Digits and signs are free.'
    : `Free letters: ${free.map(classKeyLabel).join(', ')}; digits too.`;
}
