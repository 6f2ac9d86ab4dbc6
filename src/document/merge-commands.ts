import type { Command } from './command.ts';

/**
 * One command that does what the given ones do in their order. Updates of one object that follow each other become
 * one, so that a brush stroke of a thousand moves keeps two masks alive and not a thousand.
 */
export function mergeCommands(commands: readonly Command[]): Command {
  const merged: Command[] = [];
  for (const command of commands) {
    const last = merged[merged.length - 1];
    const joined = last === undefined ? null : joinUpdates(last, command);
    if (joined === null) merged.push(command);
    else merged[merged.length - 1] = joined;
  }
  return merged.length === 1 ? merged[0]! : { kind: 'batch', commands: merged };
}

function joinUpdates(first: Command, second: Command): Command | null {
  if (first.kind !== 'update-object' || second.kind !== 'update-object') return null;
  if (first.image !== second.image || first.object !== second.object) return null;
  return { ...first, patch: { ...first.patch, ...second.patch } };
}
