import type { ObjectId, SegmentedObject } from '../../document/document.ts';
import { type EditPlan, edit } from './edit-plan.ts';
import { describe, type EditScene, pick, pickInOrder, updateObject } from './edit-scene.ts';

export function setVisible(scene: EditScene, ids: readonly ObjectId[], visible: boolean): EditPlan {
  const objects = pickInOrder(scene, ids).filter((object) => object.visible !== visible);
  return edit(
    `${visible ? 'Show' : 'Hide'} ${describe(scene, objects)}`,
    visibility(scene, objects, visible),
  );
}

/** Hides everything but these, and shows these. */
export function hideOthers(scene: EditScene, ids: readonly ObjectId[]): EditPlan {
  const kept = pick(scene, ids);
  const others = scene.objects.filter((object) => !kept.includes(object) && object.visible);
  const shown = kept.filter((object) => !object.visible);
  return edit(`Hide all but ${describe(scene, kept)}`, [
    ...visibility(scene, others, false),
    ...visibility(scene, shown, true),
  ]);
}

export function showAll(scene: EditScene): EditPlan {
  const hidden = scene.objects.filter(({ visible }) => !visible);
  return edit('Show all objects', visibility(scene, hidden, true));
}

export function setLocked(scene: EditScene, ids: readonly ObjectId[], locked: boolean): EditPlan {
  const objects = pickInOrder(scene, ids).filter((object) => object.locked !== locked);
  return edit(
    `${locked ? 'Lock' : 'Unlock'} ${describe(scene, objects)}`,
    objects.map((object) => updateObject(scene, object, { locked })),
  );
}

function visibility(scene: EditScene, objects: readonly SegmentedObject[], visible: boolean) {
  return objects.map((object) => updateObject(scene, object, { visible }));
}
