import type { Mask } from '../mask/mask.ts';
import { maskByteSize } from '../mask/measure.ts';
import { type Applied, applyCommand } from './apply-command.ts';
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
  /** At least what the steps keep alive: masks that steps share may be counted more than once. */
  readonly bytes: number;
  /** True once old steps were forgotten to stay below the limit. */
  readonly forgotten: boolean;
}

const defaultByteLimit = 256 * 1024 * 1024;

export function startHistory(document: StudioDocument, byteLimit = defaultByteLimit): History {
  return { document, steps: [], position: 0, gesture: null, byteLimit, bytes: 0, forgotten: false };
}

/** A history as it was saved: the document as it is after the first `position` steps. */
export function restoreHistory(saved: {
  readonly document: StudioDocument;
  readonly steps: readonly Pick<HistoryStep, 'name' | 'redo' | 'undo'>[];
  readonly position: number;
  readonly forgotten: boolean;
}): History {
  const steps = saved.steps.map(({ name, redo, undo }) => makeStep(name, redo, undo));
  const bytes = steps.reduce((sum, step) => sum + step.bytes, 0);
  return {
    ...startHistory(saved.document),
    steps,
    position: saved.position,
    bytes,
    forgotten: saved.forgotten,
  };
}

/**
 * Carries out a command as one named step; what was undone can't be redone after it. Within a gesture it joins the
 * gesture and the name is not used. Throws StudioError `command-invalid`; the history given stays as it is.
 */
export function runCommand(history: History, name: string, command: Command): History {
  return recordCommand(history, name, command, applyCommand(history.document, command));
}

/** As `runCommand`, of a command that has been applied to the history's document. */
export function recordCommand(
  history: History,
  name: string,
  command: Command,
  { document, reverse }: Applied,
): History {
  const { gesture } = history;
  if (gesture === null) return pushStep({ ...history, document }, name, command, reverse);
  const joined = {
    ...gesture,
    redo: [mergeCommands([...gesture.redo, command])],
    undo: [mergeCommands([reverse, ...gesture.undo])],
  };
  return { ...history, document, gesture: joined };
}

/**
 * Carries out a command as part of the last step, which keeps its name, as for the arrow key held down. Without a step
 * before the last one, with something to redo or within a gesture it is as `runCommand`.
 */
export function joinCommand(history: History, name: string, command: Command): History {
  const { steps, position, gesture, bytes } = history;
  const last = steps[position - 1];
  if (!last || gesture !== null || position < steps.length) return runCommand(history, name, command);
  const { document, reverse } = applyCommand(history.document, command);
  const before = {
    ...history,
    document,
    steps: steps.slice(0, -1),
    position: position - 1,
    bytes: bytes - last.bytes,
  };
  const redoCommand = mergeCommands([last.redo, command]);
  const joined = pushStep(before, last.name, redoCommand, mergeCommands([reverse, last.undo]));
  // Alone, it looks the same as a step that followed a forgotten one, and would not replay.
  return joined.steps.length > 1 || !joined.forgotten ? joined : runCommand(history, name, command);
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

/** One step back; an open gesture is ended first and is that step. At the start, gives the same history. */
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
  const steps = history.steps.slice(gone);
  return { ...history, steps, position: history.position - gone, bytes: bytesKept(steps), forgotten: true };
}

/** To the state after the first `position` steps (0: before all of them); clamped to what is remembered. */
export function jumpTo(history: History, position: number): History {
  const closed = endGesture(history);
  const target = Math.min(Math.max(0, Math.trunc(position)), closed.steps.length);
  if (target === closed.position) return closed;
  let { document } = closed;
  for (let i = closed.position; i > target; i--)
    document = applyCommand(document, closed.steps[i - 1]!.undo).document;
  for (let i = closed.position; i < target; i++)
    document = applyCommand(document, closed.steps[i]!.redo).document;
  return { ...closed, document, position: target };
}

function pushStep(history: History, name: string, redoCommand: Command, undoCommand: Command): History {
  const step = makeStep(name, redoCommand, undoCommand);
  const kept = history.steps.slice(0, history.position);
  // A mask of an undone step may have been counted with it for the steps that stay, too.
  const bytes = kept.length < history.steps.length ? bytesKept(kept) : history.bytes;
  const steps = [...kept, step];
  return withinLimit({ ...history, steps, position: steps.length, bytes: bytes + step.bytes });
}

function makeStep(name: string, redoCommand: Command, undoCommand: Command): HistoryStep {
  return { name, redo: redoCommand, undo: undoCommand, bytes: stepBytes([redoCommand, undoCommand]) };
}

/** What a history is cut down to when it is over its limit: so that most steps need no count of all others. */
const roomy = 7 / 8;

/** Forgets the oldest steps beyond the limit. The newest always stays: the last thing done can always be undone. */
function withinLimit(history: History): History {
  const { steps, byteLimit } = history;
  if (history.bytes <= byteLimit) return history;
  // Only now is it worth counting shared masks once.
  const counts = bytesFromNewest(steps);
  const total = counts.reduce((sum, bytes) => sum + bytes, 0);
  if (total <= byteLimit) return { ...history, bytes: total };
  let bytes = counts[0]!;
  let kept = 1;
  while (kept < counts.length && bytes + counts[kept]! <= byteLimit * roomy) bytes += counts[kept++]!;
  return { ...history, steps: steps.slice(-kept), position: kept, bytes, forgotten: true };
}

/** What the steps keep alive, each mask counted once. */
function bytesKept(steps: readonly HistoryStep[]): number {
  return bytesFromNewest(steps).reduce((sum, bytes) => sum + bytes, 0);
}

/** What each step keeps alive that no newer one does, newest first: the sums are right wherever they are cut. */
function bytesFromNewest(steps: readonly HistoryStep[]): readonly number[] {
  const seen = new Set<Mask>();
  return steps.toReversed().map(({ redo, undo }) => commandBytes(redo, seen) + commandBytes(undo, seen));
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
