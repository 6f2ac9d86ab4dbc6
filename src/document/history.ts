import type { Mask } from '../mask/mask.ts';
import { maskByteSize } from '../mask/measure.ts';
import { applyCommand } from './apply-command.ts';
import type { Command } from './command.ts';
import type { SegmentedObject, StudioDocument } from './document.ts';
import { mergeCommands } from './merge-commands.ts';

/** One intention of the person, as the history panel names it. */
export interface HistoryStep {
  /** What was done, in words for people: "Brush stroke on dog". */
  readonly name: string;
  readonly redo: Command;
  readonly undo: Command;
  /** Memory that the step may keep alive; masks shared between steps are counted in each. */
  readonly bytes: number;
}

/** A gesture under way: what it did so far is in the document, and becomes one step or nothing. */
export interface OpenGesture {
  readonly name: string;
  readonly redo: readonly Command[];
  /** Latest first: in the order in which they must be applied. */
  readonly undo: readonly Command[];
}

/** The document and how it came to be. Immutable: every function below gives a new one. */
export interface History {
  readonly document: StudioDocument;
  /** Oldest first. Steps before `position` are done, the others are undone and can be redone. */
  readonly steps: readonly HistoryStep[];
  readonly position: number;
  readonly gesture: OpenGesture | null;
  readonly byteLimit: number;
  /** True once old steps were forgotten to stay below the limit. */
  readonly forgotten: boolean;
}

export const defaultByteLimit = 256 * 1024 * 1024;

export function startHistory(document: StudioDocument, byteLimit = defaultByteLimit): History {
  return { document, steps: [], position: 0, gesture: null, byteLimit, forgotten: false };
}

/**
 * Carries out a command as one named step; what was undone can't be redone after it. Within a gesture it joins the
 * gesture and the name is not used. Throws StudioError `command-invalid`; the history given stays as it is.
 */
export function runCommand(history: History, name: string, command: Command): History {
  const { document, reverse } = applyCommand(history.document, command);
  const { gesture } = history;
  if (gesture === null) return pushStep({ ...history, document }, name, command, reverse);
  const joined = { ...gesture, redo: [...gesture.redo, command], undo: [reverse, ...gesture.undo] };
  return { ...history, document, gesture: joined };
}

/** Opens a gesture: all commands until `endGesture` become one step. A gesture that is still open is ended first. */
export function beginGesture(history: History, name: string): History {
  return { ...endGesture(history), gesture: { name, redo: [], undo: [] } };
}

/** Makes the open gesture a step, or nothing when it did nothing. Without one, gives the same history. */
export function endGesture(history: History): History {
  const { gesture } = history;
  if (gesture === null) return history;
  const closed = { ...history, gesture: null };
  if (gesture.redo.length === 0) return closed;
  return pushStep(closed, gesture.name, mergeCommands(gesture.redo), mergeCommands(gesture.undo));
}

/** Takes the open gesture back, as Escape does: the document is as it was before it, and no step remains. */
export function cancelGesture(history: History): History {
  const { gesture } = history;
  if (gesture === null) return history;
  const { document } = applyCommand(history.document, { kind: 'batch', commands: gesture.undo });
  return { ...history, document, gesture: null };
}

export function canUndo(history: History): boolean {
  return history.position > 0 || (history.gesture !== null && history.gesture.redo.length > 0);
}

export function canRedo(history: History): boolean {
  return history.gesture === null && history.position < history.steps.length;
}

/** One step back; an open gesture is ended first and is that step. At the start, gives an equal history. */
export function undo(history: History): History {
  const closed = endGesture(history);
  return jumpTo(closed, closed.position - 1);
}

export function redo(history: History): History {
  const closed = endGesture(history);
  return jumpTo(closed, closed.position + 1);
}

/** The same without its `count` oldest steps, which must all be done. */
export function forgetSteps(history: History, count: number): History {
  if (count <= 0) return history;
  const gone = Math.min(count, history.position);
  return {
    ...history,
    steps: history.steps.slice(gone),
    position: history.position - gone,
    forgotten: true,
  };
}

/** To the state after the first `position` steps (0: before all of them); clamped to what is remembered. */
export function jumpTo(history: History, position: number): History {
  const closed = endGesture(history);
  const target = Math.min(Math.max(0, Math.trunc(position)), closed.steps.length);
  let { document } = closed;
  for (let i = closed.position; i > target; i--)
    document = applyCommand(document, closed.steps[i - 1]!.undo).document;
  for (let i = closed.position; i < target; i++)
    document = applyCommand(document, closed.steps[i]!.redo).document;
  return { ...closed, document, position: target };
}

function pushStep(history: History, name: string, redoCommand: Command, undoCommand: Command): History {
  const step = { name, redo: redoCommand, undo: undoCommand, bytes: stepBytes([redoCommand, undoCommand]) };
  const steps = [...history.steps.slice(0, history.position), step];
  const dropped = excessSteps(steps, history.byteLimit);
  return {
    ...history,
    steps: dropped > 0 ? steps.slice(dropped) : steps,
    position: steps.length - dropped,
    forgotten: history.forgotten || dropped > 0,
  };
}

/** How many of the oldest steps must go. The newest always stays: the last thing done can always be undone. */
function excessSteps(steps: readonly HistoryStep[], byteLimit: number): number {
  if (steps.reduce((sum, step) => sum + step.bytes, 0) <= byteLimit) return 0;
  // The sum counts shared masks again and again; only now is the exact count worth its time.
  const seen = new Set<Mask>();
  let bytes = 0;
  for (let i = steps.length - 1; i >= 0; i--) {
    const { redo, undo } = steps[i]!;
    bytes += commandBytes(redo, seen) + commandBytes(undo, seen);
    if (bytes > byteLimit) return Math.min(i + 1, steps.length - 1);
  }
  return 0;
}

function stepBytes(commands: readonly Command[]): number {
  const seen = new Set<Mask>();
  return commands.reduce((sum, command) => sum + commandBytes(command, seen), 0);
}

/** Rough cost of a command's own small objects. */
const overhead = 256;
const objectOverhead = 512;

function commandBytes(command: Command, seen: Set<Mask>): number {
  const objectBytes = (object: Partial<SegmentedObject>): number => {
    let bytes = objectOverhead + (object.canvas?.cells.byteLength ?? 0);
    if (object.mask !== undefined && !seen.has(object.mask)) {
      seen.add(object.mask);
      bytes += maskByteSize(object.mask);
    }
    return bytes;
  };
  const sum = (objects: readonly Partial<SegmentedObject>[]): number =>
    objects.reduce((bytes, object) => bytes + objectBytes(object), overhead);
  switch (command.kind) {
    case 'add-objects':
      return sum(command.entries.map((entry) => entry.object));
    case 'restore-images':
      return command.entries.reduce((bytes, entry) => bytes + sum(entry.objects), overhead);
    case 'update-object':
      return sum([command.patch]);
    case 'batch':
      return command.commands.reduce((bytes, inner) => bytes + commandBytes(inner, seen), overhead);
    default:
      return overhead;
  }
}
