import type { Command } from '../../document/command.ts';
import type { SegmentedObject } from '../../document/document.ts';
import { subtractMasks } from '../../mask/boolean.ts';
import type { Mask } from '../../mask/mask.ts';
import { intersectionArea, isEmptyMask } from '../../mask/measure.ts';
import { describe, type EditScene, removeObjects, updateObject } from './edit-scene.ts';

export interface Cut {
  readonly commands: readonly Command[];
  /** What people may not expect: objects that are gone or that kept their pixels. */
  readonly notes: readonly string[];
}

/**
 * Takes out of each object the mask that stands beside it. Those that are left without a pixel are deleted, locked ones
 * stay as they are; both is said in `notes`. Objects that their mask doesn't touch give no command.
 */
export function cutObjects(scene: EditScene, cuts: ReadonlyMap<SegmentedObject, Mask>): Cut {
  const touched = [...cuts].filter(([object, mask]) => intersectionArea(object.mask, mask) > 0);
  const spared = touched.map(([object]) => object).filter(({ locked }) => locked);
  const rests = touched
    .filter(([{ locked }]) => !locked)
    .map(([object, mask]) => ({ object, rest: subtractMasks(object.mask, mask) }));
  const gone = rests.filter(({ rest }) => isEmptyMask(rest)).map(({ object }) => object);
  const commands = rests
    .filter(({ rest }) => !isEmptyMask(rest))
    .map(({ object, rest }) => updateObject(scene, object, { mask: rest, edited: true }));
  if (gone.length > 0) commands.push(removeObjects(scene, gone));
  const verb = (list: readonly SegmentedObject[], one: string, many: string) =>
    list.length === 1 ? one : many;
  const notes: string[] = [];
  if (gone.length > 0)
    notes.push(`${describe(scene, gone)} ${verb(gone, 'has', 'have')} no pixels left and went.`);
  if (spared.length > 0)
    notes.push(`${describe(scene, spared)} ${verb(spared, 'is', 'are')} locked and kept all pixels.`);
  return { commands, notes };
}

/** Takes a mask out of everything under the given object; null stands for a new one, over all others. */
export function cutBelow(scene: EditScene, mask: Mask, object: SegmentedObject | null): Cut {
  const at = object === null ? scene.objects.length : scene.objects.indexOf(object);
  return cutObjects(scene, new Map(scene.objects.slice(0, at).map((below) => [below, mask])));
}
