import type { Command } from '../../document/command.ts';
import { StudioError } from '../../errors/studio-error.ts';
import type { NumberedEvent, SnapshotPart } from '../project-store.ts';

/*
 * Sending a message copies all that is in it at once: for a step that brings in a hundred thousand objects that holds
 * the page for most of a second. So the commands of large batches go ahead, a few at a time, and in the message itself
 * stands where they belong.
 */

/** A batch whose commands were sent ahead under this key. */
interface StagedBatch {
  readonly kind: 'batch';
  readonly commands: readonly [];
  readonly staged: number;
}

export interface StagedCommands {
  readonly key: number;
  readonly commands: readonly Command[];
}

/** Objects in a batch from which on it is sent ahead. */
const large = 300;

/** The same events without the commands of large batches, which `stage` takes and gives a key for. */
export function lightEvents(
  events: readonly NumberedEvent[],
  stage: (commands: readonly Command[]) => number,
): readonly NumberedEvent[] {
  return events.map((numbered) => withCommands(numbered, (command) => lightCommand(command, stage)));
}

/** The same for the parts of a snapshot. */
export function lightParts(
  parts: readonly SnapshotPart[],
  stage: (commands: readonly Command[]) => number,
): readonly SnapshotPart[] {
  return parts.map((part) => withSteps(part, (command) => lightCommand(command, stage)));
}

/** What `lightEvents` was given. Throws StudioError `storage-failed` when commands that were sent ahead are not there. */
export function wholeEvents(
  events: readonly NumberedEvent[],
  take: (key: number) => readonly Command[] | undefined,
): readonly NumberedEvent[] {
  return events.map((numbered) => withCommands(numbered, (command) => wholeCommand(command, take)));
}

/** What `lightParts` was given; as `wholeEvents`. */
export function wholeParts(
  parts: readonly SnapshotPart[],
  take: (key: number) => readonly Command[] | undefined,
): readonly SnapshotPart[] {
  return parts.map((part) => withSteps(part, (command) => wholeCommand(command, take)));
}

function withCommands(numbered: NumberedEvent, change: (command: Command) => Command): NumberedEvent {
  const { event, sequence } = numbered;
  if (event.kind !== 'step') return numbered;
  const command = change(event.command);
  return command === event.command ? numbered : { sequence, event: { ...event, command } };
}

function withSteps(part: SnapshotPart, change: (command: Command) => Command): SnapshotPart {
  if (part.kind !== 'steps') return part;
  return {
    ...part,
    steps: part.steps.map((step) => ({ ...step, redo: change(step.redo), undo: change(step.undo) })),
  };
}

function lightCommand(command: Command, stage: (commands: readonly Command[]) => number): Command {
  if (command.kind !== 'batch' || objectsIn(command) < large) return command;
  const light: StagedBatch = { kind: 'batch', commands: [], staged: stage(command.commands) };
  return light;
}

function wholeCommand(command: Command, take: (key: number) => readonly Command[] | undefined): Command {
  if (command.kind !== 'batch' || !('staged' in command)) return command;
  const commands = take((command as StagedBatch).staged);
  if (commands) return { kind: 'batch', commands };
  throw new StudioError(
    'storage-failed',
    'Saving was interrupted. Everything is kept in this tab, and saving is tried again.',
  );
}

/** How many objects, or ids of objects, a command carries. */
export function objectsIn(command: Command): number {
  switch (command.kind) {
    case 'batch':
      return command.commands.reduce((sum, inner) => sum + objectsIn(inner), 0);
    case 'add-objects':
      return command.entries.length;
    case 'remove-objects':
      return command.objects.length;
    case 'restore-images':
      return command.entries.reduce((sum, { objects }) => sum + objects.length, 0);
    default:
      return 1;
  }
}
