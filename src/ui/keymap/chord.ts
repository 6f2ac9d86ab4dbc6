/** One key with its modifiers. `control` is Ctrl, or Command on a Mac. */
export interface Chord {
  readonly key: string;
  readonly control: boolean;
  readonly shift: boolean;
  readonly alt: boolean;
}

/** The part of a KeyboardEvent that decides. */
export interface KeyPress {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

const spelled: Readonly<Record<string, string>> = { Esc: 'Escape', Del: 'Delete', Space: ' ' };

/** Signs that Shift turns into others, by the place of their key: "Shift \" can't be told by `key`. */
const codes: Readonly<Record<string, string>> = { '\\': 'Backslash' };

/** Reads "Ctrl Shift Z", "?", "Del". The last word is the key. */
export function parseChord(text: string): Chord {
  const words = text.split(' ');
  const last = words.at(-1) ?? '';
  const has = (word: string) => words.slice(0, -1).includes(word);
  return { key: spelled[last] ?? last, control: has('Ctrl'), shift: has('Shift'), alt: has('Alt') };
}

/**
 * Whether a key press is the chord. `key` decides, so that letters follow the layout; the place of the key (`code`)
 * only where `key` can't be one of ours: on layouts without Latin letters, and with Alt, which types other signs on a Mac.
 */
export function matchesChord(press: KeyPress, chord: Chord): boolean {
  if ((press.ctrlKey || press.metaKey) !== chord.control || press.altKey !== chord.alt) return false;
  const code = codes[chord.key];
  if (chord.shift && code !== undefined) return press.shiftKey && press.code === code;
  if (isLetter(chord.key))
    return press.shiftKey === chord.shift && letterOf(press) === chord.key.toLowerCase();
  if (chord.key.length > 1) return press.key === chord.key && press.shiftKey === chord.shift;
  // A sign such as "?" is what was typed, whichever modifiers the layout needs for it.
  return press.key === chord.key || (chord.control && press.code === `Digit${chord.key}`);
}

function letterOf({ key, code, altKey }: KeyPress): string {
  const typed = key.length === 1 && key.charCodeAt(0) < 128;
  if (typed && !(altKey && !isLetter(key))) return key.toLowerCase();
  return /^Key[A-Z]$/.test(code) ? code.slice(3).toLowerCase() : '';
}

function isLetter(key: string): boolean {
  return /^[a-z]$/i.test(key);
}
