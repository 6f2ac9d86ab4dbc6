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
  if (op === 'cut') {
    const shared = more.reduce((mask, object) => intersectMasks(mask, object.mask), second.mask);
    return takeOut(scene, [first], rest, shared, `Cut the overlap out of ${describe(scene, [first])}`);
  }
  const locked = refuseLocked(scene, objects);
  if (locked) return locked;
  const mask = combined(
    op,
    first.mask,
    rest.map((object) => object.mask),
  );
  if (op === 'intersect' && isEmptyMask(mask)) return refuseApart(scene, objects);
  if (isEmptyMask(mask)) return refuseEmpty(scene, first);
  // What the model wrote for one of them says nothing about all of them.
  const patch = { mask, edited: true, canvas: null };
  const commands = [updateObject(scene, first, patch), removeObjects(scene, rest)];
  return edit(stepName(scene, op, objects), commands, { select: [first.id] });
}

/** Takes objects out of others: of those in both, only the others change. */
export function subtractObjects(
  scene: EditScene,
  from: readonly SegmentedObject[],
  taken: readonly SegmentedObject[],
): EditPlan {
  const [first, ...rest] = taken.filter((object) => !from.includes(object)).map(({ mask }) => mask);
  if (!first) return refused('An object can’t be taken out of itself. Nothing was changed.');
  const name = `Subtract ${describe(scene, taken)} from ${describe(scene, from)}`;
  return takeOut(scene, from, taken, unionOfMasks([first, ...rest]), name);
}

/** Takes a mask out of objects. Those whose mask it is, `taken`, stay as they are, and may be locked. */
function takeOut(
  scene: EditScene,
  from: readonly SegmentedObject[],
  taken: readonly SegmentedObject[],
  cover: Mask,
  name: string,
): EditPlan {
  const locked = refuseLocked(scene, from);
  if (locked) return locked;
  const rests = from.map((object) => ({ object, mask: subtractMasks(object.mask, cover) }));
  const lost = rests.find(({ mask }) => isEmptyMask(mask));
  if (lost) return refuseEmpty(scene, lost.object);
  const changed = rests.filter(({ object, mask }) => !masksEqual(mask, object.mask));
  if (changed.length === 0) return refuseApart(scene, [...from, ...taken]);
  return edit(
    name,
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

/** Those after which one object stands for all. */
type JoinOp = Exclude<CombineOp, 'subtract' | 'cut'>;

function combined(op: JoinOp, first: Mask, others: readonly Mask[]): Mask {
  switch (op) {
    case 'merge':
      return unionOfMasks([first, ...others]);
    case 'intersect':
      return others.reduce(intersectMasks, first);
    case 'exclude':
      return others.reduce(xorMasks, first);
    default:
      return assertNever(op);
  }
}

function stepName(scene: EditScene, op: JoinOp, objects: readonly SegmentedObject[]): string {
  const all = describe(scene, objects);
  switch (op) {
    case 'merge':
      return `Merge ${all}`;
    case 'intersect':
      return `Keep the overlap of ${all}`;
    case 'exclude':
      return `Exclude the overlap of ${all}`;
    default:
      return assertNever(op);
  }
}
