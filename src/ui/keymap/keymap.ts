import { classCommands } from './class-commands.ts';
import { type DeskCommand, mainKey } from './desk-command.ts';
import { imageCommands } from './image-commands.ts';
import { maskCommands } from './mask-commands.ts';
import { objectCommands } from './object-commands.ts';
import { reviewCommands } from './review-commands.ts';
import { toolCommands } from './tool-commands.ts';
import { viewCommands } from './view-commands.ts';

/** The one table of what people can do; see `DeskCommand`. */
export const keymap: readonly DeskCommand[] = [
  ...toolCommands,
  ...maskCommands,
  ...objectCommands,
  ...classCommands,
  ...viewCommands,
  ...imageCommands,
  ...reviewCommands,
];

const byId = new Map(keymap.map((command) => [command.id, command]));

/** Throws for an id that isn't in the table, which a test would meet first. */
export function commandById(id: string): DeskCommand {
  const command = byId.get(id);
  if (!command) throw new TypeError(`No command ${id}`);
  return command;
}

/** The chord of a command that hints show. Throws for a command that has none. */
export function shortcutKey(id: string): string {
  const key = mainKey(commandById(id));
  if (key === undefined) throw new TypeError(`No key does ${id}`);
  return key;
}
