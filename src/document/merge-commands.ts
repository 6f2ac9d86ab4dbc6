import type { Command } from './command.ts';

type Update = Extract<Command, { readonly kind: 'update-object' }>;

/**
 * One command that does what the given ones do in their order. Updates of one object with nothing but other updates
 * between them become one, so that a brush stroke of a thousand moves keeps two masks alive and not a thousand.
 */
export function mergeCommands(commands: readonly Command[]): Command {
  const merged: Command[] = [];
  /** Places in `merged` of the updates since the last command of another kind. */
  let updates = new Map<string, number>();
  const add = (command: Command) => {
    if (command.kind === 'batch') {
      for (const inner of command.commands) add(inner);
      return;
    }
    if (command.kind !== 'update-object') {
      updates = new Map();
      merged.push(command);
      return;
    }
    const key = JSON.stringify([command.image, command.object]);
    const at = updates.get(key);
    if (at === undefined) updates.set(key, merged.push(command) - 1);
    else merged[at] = { ...command, patch: { ...(merged[at] as Update).patch, ...command.patch } };
  };
  for (const command of commands) add(command);
  return merged.length === 1 ? merged[0]! : { kind: 'batch', commands: merged };
}
