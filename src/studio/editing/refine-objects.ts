import type { ObjectId, SegmentedObject } from '../../document/document.ts';
import type { Mask } from '../../mask/mask.ts';
import { isEmptyMask, masksEqual } from '../../mask/measure.ts';
import { type EditPlan, edit, refused, refuseEmpty, refuseLocked } from './edit-plan.ts';
import { describe, type EditScene, pick, updateObject } from './edit-scene.ts';

/**
 * Changes the masks of objects by work that takes its time. The plan that it gives refuses when the objects were
 * changed meanwhile: the new masks would undo that.
 */
export async function refineObjects(
  scene: EditScene,
  ids: readonly ObjectId[],
  what: string,
  change: (mask: Mask) => Promise<Mask>,
): Promise<(scene: EditScene) => EditPlan> {
  const objects = pick(scene, ids);
  const locked = refuseLocked(scene, objects);
  if (locked) return () => locked;
  const masks = await Promise.all(objects.map((object) => change(object.mask)));
  return (now) => {
    const current = pick(now, ids);
    if (current.length !== objects.length || current.some((object, i) => object.mask !== objects[i]!.mask))
      return refused(`${describe(now, current)} changed meanwhile. Try it again.`);
    return refineTo(now, new Map(current.map((object, i) => [object, masks[i]!])), what);
  };
}

/** Gives objects the masks worked out for them. */
function refineTo(scene: EditScene, masks: ReadonlyMap<SegmentedObject, Mask>, what: string): EditPlan {
  const objects = [...masks.keys()];
  const lost = objects.find((object) => isEmptyMask(masks.get(object)!));
  if (lost) return refuseEmpty(scene, lost);
  const commands = objects
    .filter((object) => !masksEqual(masks.get(object)!, object.mask))
    .map((object) => updateObject(scene, object, { mask: masks.get(object)!, edited: true }));
  return edit(`${what} ${describe(scene, objects)}`, commands);
}
