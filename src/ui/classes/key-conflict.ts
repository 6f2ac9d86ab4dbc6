import type { CategoryId, StudioDocument } from '../../document/document.ts';
import { classConflict } from '../../studio/class-conflict.ts';
import { classKeyLabel, commandOfKey } from '../keymap/class-commands.ts';

/** Letters that people try first; digits are always free of commands. */
const letters = 'abcdefghijklmnopqrstuvwxyz';

/** Why a class cannot have a key, and which it could have; null when it can. */
export function keyConflict(document: StudioDocument, id: CategoryId, key: string): string | null {
  if (key.trim() === '') return 'Space and Enter have their uses. Choose a letter, a digit or a sign.';
  const command = commandOfKey(key);
  if (command) return `${classKeyLabel(key)} is “${command.label}”. ${freeLetters(document, id)}`;
  return classConflict(document, id, { shortcut: key });
}

function freeLetters(document: StudioDocument, id: CategoryId): string {
  const free = [...letters].filter(
    (letter) => !commandOfKey(letter) && classConflict(document, id, { shortcut: letter }) === null,
  );
  return free.length === 0
    ? 'Digits and signs are free.'
    : `Free letters: ${free.map(classKeyLabel).join(', ')}; digits too.`;
}
