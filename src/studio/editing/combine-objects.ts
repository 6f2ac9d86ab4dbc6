import type { ObjectId, SegmentedObject } from '../../document/document.ts';
import { assertNever } from '../../errors/assert-never.ts';
import { intersectMasks, subtractMasks, unionMasks, unionOfMasks, xorMasks } from '../../mask/boolean.ts';
import type { Mask } from '../../mask/mask.ts';
import { isEmptyMask, masksEqual } from '../../mask/measure.ts';
import { cutObjects } from './cut-objects.ts';
import { type EditPlan, edit, refused, refuseEmpty, refuseLocked } from './edit-plan.ts';
import { describe, type EditScene, pick, pickInOrder, removeObjects, updateObject } from './edit-scene.ts';
import type { CombineOp } from './object-editing.ts';

/** Boolean operations between objects; see `CombineOp`. Fewer than two objects are refused. */
export function combineObjects(scene: EditScene, op: CombineOp, ids: readonly ObjectId[]): EditPlan {
  const objects = pick(scene, ids);
  const [first, second, ...more] = objects;
  if (!first || !second) return refused('Combining needs two objects or more. Select them together.');
  const rest = [second, ...more];
  if (op === 'subtract') return subtractObjects(scene, [first], rest);
  // Those that stay untouched are only read, and may be locked.
  const othersGo = op === 'merge' || op === 'intersect' || op === 'exclude';
  const locked = refuseLocked(scene, othersGo ? objects : [first]);
  if (locked) return locked;
  const mask = combined(op, first.mask, [second.mask, ...more.map((object) => object.mask)]);
  const apart = (op === 'intersect' && isEmptyMask(mask)) || (op === 'cut' && masksEqual(mask, first.mask));
  if (apart) return refuseApart(scene, objects);
  if (isEmptyMask(mask)) return refuseEmpty(scene, first);
  // What the model wrote for one of them says nothing about all of them.
  const patch = othersGo ? { mask, edited: true, canvas: null } : { mask, edited: true };
  const commands = [updateObject(scene, first, patch)];
  if (othersGo) commands.push(removeObjects(scene, rest));
  return edit(stepName(scene, op, first, rest), commands, { select: [first.id] });
}

/** Takes objects out of others: of those in both, only the others change. */
export function subtractObjects(
  scene: EditScene,
  from: readonly SegmentedObject[],
  taken: readonly SegmentedObject[],
): EditPlan {
  const [first, ...rest] = taken.filter((object) => !from.includes(object)).map(({ mask }) => mask);
  if (!first) return refused('An object can’t be taken out of itself. Nothing was changed.');
  const locked = refuseLocked(scene, from);
  if (locked) return locked;
  const cover = unionOfMasks([first, ...rest]);
  const rests = from.map((object) => ({ object, mask: subtractMasks(object.mask, cover) }));
  const lost = rests.find(({ mask }) => isEmptyMask(mask));
  if (lost) return refuseEmpty(scene, lost.object);
  const changed = rests.filter(({ object, mask }) => !masksEqual(mask, object.mask));
  if (changed.length === 0) return refuseApart(scene, [...from, ...taken]);
  return edit(
    `Subtract ${describe(scene, taken)} from ${describe(scene, from)}`,
    changed.map(({ object, mask }) => updateObject(scene, object, { mask, edited: true })),
    { select: from.map(({ id }) => id) },
  );
}

/** Takes objects out of everything that lies under each of them, themselves left out. */
export function cutFromBelow(scene: EditScene, ids: readonly ObjectId[]): EditPlan {
  const cutters = new Set(pickInOrder(scene, ids));
  if (cutters.size === 0) return refused('Select the objects to take out of those below them.');
  const above = new Map<SegmentedObject, Mask>();
  let cover: Mask | null = null;
  for (const object of scene.objects.toReversed()) {
    if (cutters.has(object)) cover = cover ? unionMasks(cover, object.mask) : object.mask;
    else if (cover) above.set(object, cover);
  }
  const { commands, notes } = cutObjects(scene, above);
  const names = describe(scene, [...cutters]);
  if (commands.length === 0)
    return refused(notes.join(' ') || `Nothing lies under ${names}. Nothing was changed.`);
  return edit(`Take ${names} out of objects below`, commands, { notes });
}

function refuseApart(scene: EditScene, objects: readonly SegmentedObject[]): EditPlan {
  return refused(`${describe(scene, objects)} don’t overlap. Nothing was changed.`);
}

function combined(op: Exclude<CombineOp, 'subtract'>, first: Mask, others: readonly [Mask, ...Mask[]]): Mask {
  switch (op) {
    case 'merge':
      return unionOfMasks([first, ...others]);
    case 'intersect':
      return others.reduce(intersectMasks, first);
    case 'exclude':
      return others.reduce(xorMasks, first);
    case 'cut':
      return subtractMasks(first, others.reduce(intersectMasks));
    default:
      return assertNever(op);
  }
}

function stepName(
  scene: EditScene,
  op: Exclude<CombineOp, 'subtract'>,
  first: SegmentedObject,
  rest: readonly SegmentedObject[],
): string {
  const all = describe(scene, [first, ...rest]);
  switch (op) {
    case 'merge':
      return `Merge ${all}`;
    case 'intersect':
      return `Keep the overlap of ${all}`;
    case 'exclude':
      return `Exclude the overlap of ${all}`;
    case 'cut':
      return `Cut the overlap out of ${describe(scene, [first])}`;
    default:
      return assertNever(op);
  }
}
