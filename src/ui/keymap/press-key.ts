import type { Desk } from '../desk.ts';
import { layers } from '../primitives/layers.ts';
import { matchesChord, parseChord } from './chord.ts';
import { type DeskCommand, runCommand } from './desk-command.ts';
import { keymap } from './keymap.ts';

const table = keymap
  .filter(({ run, within }) => run !== null && within === undefined)
  .flatMap((command) => command.keys.map((key) => ({ command, chord: parseChord(key) })));

/** Finds and runs what a key press means; true when something was done, and the event is then used up. */
export function pressKey(desk: Desk, event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.isComposing || event.keyCode === 229) return false;
  const command = table.find(({ chord }) => matchesChord(event, chord))?.command;
  if (!command) return pressOwnKey(desk, event);
  if (!applies(desk, command, event)) return false;
  const reason = command.blocked?.(desk) ?? null;
  if (reason !== null) {
    if (command.passes) return false;
    // A key that does nothing must say why; and a browser's own meaning of it would surprise even more.
    desk.say(reason);
  } else if (!runCommand(desk, command, event)) return false;
  event.preventDefault();
  return true;
}

/** A key that people gave something themselves, such as a class. */
function pressOwnKey(desk: Desk, event: KeyboardEvent): boolean {
  for (const command of keymap) {
    if (!command.ownKeys || !applies(desk, command, event)) continue;
    const option = command
      .ownKeys(desk)
      .find(({ keys }) => keys !== undefined && matchesChord(event, parseChord(keys)));
    if (!option) continue;
    option.run();
    event.preventDefault();
    return true;
  }
  return false;
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
  const release = () => {
    if (desk.studio.view.getState().compared !== null) desk.studio.compare(false);
  };
  window.addEventListener('keyup', release, { signal });
  window.addEventListener('blur', release, { signal });
  window.addEventListener('keydown', note, { signal, capture: true });
  window.addEventListener('keydown', press, { signal });
  return () => listeners.abort();
}

function applies(desk: Desk, command: DeskCommand, event: KeyboardEvent): boolean {
  // A dialog that was asked for has the keyboard, also while its parts are still on their way.
  if (desk.studio.view.getState().dialog !== 'none') return false;
  const { page, singleKeys } = desk.screen.getState();
  if (command.page !== undefined && command.page !== page) return false;
  if (isTextField(event.target) && command.inText !== true) return false;
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
