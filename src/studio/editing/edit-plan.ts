import type { Command } from '../../document/command.ts';
import type { CategoryId, ObjectId, SegmentedObject } from '../../document/document.ts';
import { describe, type EditScene } from './edit-scene.ts';

/** What an intention comes to, before anything is changed. The editor and spoken commands carry out the same plans. */
export type EditPlan =
  | {
      readonly kind: 'edit';
      /** Of the undo step. */
      readonly name: string;
      readonly command: Command;
      /** What is selected afterwards; absent leaves the selection. */
      readonly select?: readonly ObjectId[];
      /** The class that it used: the next thing drawn belongs to it. */
      readonly category?: CategoryId;
      /** Says what is done in little steps, as by a key held down: those of one text soon after each other become one. */
      readonly series?: string;
      /** What people may not expect of it, in words. */
      readonly note?: string;
    }
  /** Can't be done; `reason` says why and what to do. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** Would change nothing. */
  | { readonly kind: 'unchanged' };

export const unchanged: EditPlan = { kind: 'unchanged' };

export function refused(reason: string): EditPlan {
  return { kind: 'refused', reason };
}

/** One step of several commands; none is no step. */
export function edit(
  name: string,
  commands: readonly Command[],
  more: {
    readonly select?: readonly ObjectId[];
    readonly category?: CategoryId;
    readonly series?: string;
    readonly notes?: readonly string[];
  } = {},
): EditPlan {
  if (commands.length === 0) return unchanged;
  const { select, category, series, notes = [] } = more;
  return {
    kind: 'edit',
    name,
    command: commands.length === 1 ? commands[0]! : { kind: 'batch', commands },
    ...(select && { select }),
    ...(category && { category }),
    ...(series && { series }),
    ...(notes.length > 0 && { note: notes.join(' ') }),
  };
}

/** The refusal to change objects of which some are locked, or null when none is. */
export function refuseLocked(scene: EditScene, objects: readonly SegmentedObject[]): EditPlan | null {
  const locked = objects.filter((object) => object.locked);
  if (locked.length === 0) return null;
  const [is, it] = locked.length === 1 ? ['is', 'it'] : ['are', 'them'];
  return refused(`${describe(scene, locked)} ${is} locked. Unlock ${it} to change ${it}.`);
}

export function refuseEmpty(scene: EditScene, object: SegmentedObject): EditPlan {
  return refused(`Nothing would be left of ${describe(scene, [object])}. Nothing was changed.`);
}
