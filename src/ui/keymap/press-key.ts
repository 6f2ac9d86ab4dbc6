import type { Desk } from '../desk.ts';
import { layers } from '../primitives/layers.ts';
import { matchesChord, parseChord } from './chord.ts';
import { keymap, type Shortcut } from './keymap.ts';

const table = keymap
  .filter((shortcut) => shortcut.run !== null)
  .flatMap((shortcut) => shortcut.keys.map((key) => ({ shortcut, chord: parseChord(key) })));

/** Finds and runs what a key press means; true when something was done, and the event is then used up. */
export function pressKey(desk: Desk, event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.isComposing || event.keyCode === 229) return false;
  const shortcut = table.find(({ chord }) => matchesChord(event, chord))?.shortcut;
  if (!shortcut?.run || !applies(desk, shortcut, event)) return false;
  if (shortcut.run(desk, event) === false) return false;
  event.preventDefault();
  return true;
}

/** Listens on the window until the returned function is called. */
export function listenForShortcuts(desk: Desk): () => void {
  const listeners = new AbortController();
  const { signal } = listeners;
  // A menu that closes on Escape is gone when the event bubbles up here, so what is open is noted on the way down.
  let layerOpen = false;
  const note = () => {
    layerOpen = layers.any;
  };
  const press = (event: KeyboardEvent) => {
    if (!layerOpen) pressKey(desk, event);
  };
  window.addEventListener('keydown', note, { signal, capture: true });
  window.addEventListener('keydown', press, { signal });
  return () => listeners.abort();
}

function applies(desk: Desk, shortcut: Shortcut, event: KeyboardEvent): boolean {
  const { page, singleKeys } = desk.screen.getState();
  if (shortcut.page !== undefined && shortcut.page !== page) return false;
  if (isTextField(event.target) && shortcut.inText !== true) return false;
  const single = !event.ctrlKey && !event.metaKey && !event.altKey && event.key.length === 1;
  return singleKeys || !single;
}

const fieldsWithoutText = new Set([
  'button',
  'checkbox',
  'radio',
  'range',
  'file',
  'submit',
  'reset',
  'color',
]);

/** Whether keys typed here are text. */
export function isTextField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !fieldsWithoutText.has(target.type);
  return (
    target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || target.isContentEditable
  );
}
