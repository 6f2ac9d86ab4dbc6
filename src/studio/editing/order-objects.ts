import type { Command } from '../../document/command.ts';
import type { ObjectId, SegmentedObject } from '../../document/document.ts';
import { type EditPlan, edit, unchanged } from './edit-plan.ts';
import { describe, type EditScene, pickInOrder } from './edit-scene.ts';
import type { RaiseDirection } from './object-editing.ts';

/** Moves one object to a place in the list, counted back to front and clamped to it. */
export function reorderObject(scene: EditScene, id: ObjectId, to: number): EditPlan {
  const [object] = pickInOrder(scene, [id]);
  if (!object) return unchanged;
  const place = Math.min(Math.max(0, Math.trunc(to)), scene.objects.length - 1);
  return inOrder(
    scene,
    'Reorder',
    [object],
    scene.objects.filter((other) => other !== object).toSpliced(place, 0, object),
  );
}

/** Moves objects one place, or to an end; among each other they keep their order. */
export function raiseObjects(
  scene: EditScene,
  ids: readonly ObjectId[],
  direction: RaiseDirection,
): EditPlan {
  const moved = pickInOrder(scene, ids);
  const chosen = new Set(moved);
  const others = scene.objects.filter((object) => !chosen.has(object));
  switch (direction) {
    case 'front':
      return inOrder(scene, 'Bring to front', moved, [...others, ...moved]);
    case 'back':
      return inOrder(scene, 'Send to back', moved, [...moved, ...others]);
    case 'forward':
      return inOrder(scene, 'Bring forward', moved, stepUp(scene.objects, chosen));
    case 'backward':
      return inOrder(scene, 'Send backward', moved, stepUp(scene.objects.toReversed(), chosen).toReversed());
  }
}

/** Each chosen one changes places with the next that isn't; a block at the end stays. */
function stepUp(
  objects: readonly SegmentedObject[],
  chosen: ReadonlySet<SegmentedObject>,
): readonly SegmentedObject[] {
  const list = [...objects];
  for (let i = list.length - 2; i >= 0; i--) {
    const [here, next] = [list[i]!, list[i + 1]!];
    if (chosen.has(here) && !chosen.has(next)) [list[i], list[i + 1]] = [next, here];
  }
  return list;
}

/** The moves that lead to an order, one for each object that changes its place. */
function inOrder(
  scene: EditScene,
  verb: string,
  moved: readonly SegmentedObject[],
  wanted: readonly SegmentedObject[],
): EditPlan {
  const places = new Map(wanted.map((object, place) => [object, place]));
  const before = new Map(scene.objects.map((object, place) => [object, place]));
  const rises = moved.some((object) => places.get(object)! > before.get(object)!);
  // In the direction of travel the first goes first: then no later move shifts it again.
  const commands = (rises ? moved.toReversed() : moved)
    .filter((object) => places.get(object) !== before.get(object))
    .map(
      (object): Command => ({
        kind: 'move-object',
        image: scene.image.id,
        object: object.id,
        to: places.get(object)!,
      }),
    );
  return edit(`${verb}: ${describe(scene, moved)}`, commands);
}
