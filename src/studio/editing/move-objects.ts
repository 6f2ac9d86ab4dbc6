import type { ObjectId, SegmentedObject } from '../../document/document.ts';
import type { Mask } from '../../mask/mask.ts';
import { isEmptyMask, masksEqual } from '../../mask/measure.ts';
import type { Box } from '../../mask/space.ts';
import { scaleMask, translateMask } from '../../mask/transform.ts';
import { type EditPlan, edit, refused, refuseLocked, unchanged } from './edit-plan.ts';
import { describe, type EditScene, pick, updateObject } from './edit-scene.ts';

/** Moves objects by whole pixels; what leaves the photo is cut off, but no object may leave it wholly. */
export function translateObjects(
  scene: EditScene,
  ids: readonly ObjectId[],
  dx: number,
  dy: number,
): EditPlan {
  if (Math.round(dx) === 0 && Math.round(dy) === 0) return unchanged;
  return transform(scene, pick(scene, ids), 'Move', (mask) => translateMask(mask, dx, dy));
}

/** Carries objects along with the map that takes box `from` to box `to`. */
export function scaleObjects(
  scene: EditScene,
  ids: readonly ObjectId[],
  from: Box<'image'>,
  to: Box<'image'>,
): EditPlan {
  return transform(scene, pick(scene, ids), 'Resize', (mask) => scaleMask(mask, from, to));
}

function transform(
  scene: EditScene,
  objects: readonly SegmentedObject[],
  verb: string,
  change: (mask: Mask) => Mask,
): EditPlan {
  const locked = refuseLocked(scene, objects);
  if (locked) return locked;
  const changed = objects.map((object) => ({ object, mask: change(object.mask) }));
  const lost = changed.filter(({ mask }) => isEmptyMask(mask)).map(({ object }) => object);
  if (lost.length > 0)
    return refused(`Nothing of ${describe(scene, lost)} would stay in the photo. Nothing was changed.`);
  const commands = changed
    .filter(({ object, mask }) => !masksEqual(mask, object.mask))
    .map(({ object, mask }) => updateObject(scene, object, { mask, edited: true }));
  const series = `${verb} ${objects.map(({ id }) => id).join(' ')}`;
  return edit(`${verb} ${describe(scene, objects)}`, commands, { series });
}
