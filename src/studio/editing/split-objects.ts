import type { Command } from '../../document/command.ts';
import type { ObjectId, SegmentedObject } from '../../document/document.ts';
import { splitComponents } from '../../mask/components.ts';
import { knifeMask } from '../../mask/knife.ts';
import type { Mask } from '../../mask/mask.ts';
import type { Point } from '../../mask/space.ts';
import { type EditPlan, edit, refused, refuseLocked, unchanged } from './edit-plan.ts';
import { describe, type EditScene, pickInOrder, updateObject } from './edit-scene.ts';

/** Beyond this a mask is dust, and nobody wants a list of it. */
const mostParts = 200;

/** Each connected part becomes an object of its own. */
export function splitIntoComponents(scene: EditScene, ids: readonly ObjectId[]): EditPlan {
  return split(scene, ids, {
    name: 'Split',
    parts: (mask) => splitComponents(mask),
    whole: (names, one) => `${names} ${one ? 'is' : 'are'} in one piece already. Nothing was changed.`,
  });
}

/** Each piece that the line parts becomes an object of its own. */
export function cutObjectsAlong(
  scene: EditScene,
  ids: readonly ObjectId[],
  line: readonly Point<'image'>[],
): EditPlan {
  return split(scene, ids, {
    name: 'Cut',
    parts: (mask) => knifeMask(mask, line),
    whole: (names) => `The line doesn’t part ${names}: draw it right across. Nothing was changed.`,
  });
}

interface Way {
  /** Verb of the step. */
  readonly name: string;
  /** The largest part first; one part when there is nothing to split. */
  readonly parts: (mask: Mask) => readonly Mask[];
  /** Why nothing was split. */
  readonly whole: (names: string, one: boolean) => string;
}

/** The largest part stays the object; the others come right above it, with its class, provenance and attributes. */
function split(scene: EditScene, ids: readonly ObjectId[], { name, parts, whole }: Way): EditPlan {
  const objects = pickInOrder(scene, ids);
  if (objects.length === 0) return unchanged;
  const locked = refuseLocked(scene, objects);
  if (locked) return locked;
  const splits = objects
    .map((object) => ({ object, masks: parts(object.mask) }))
    .filter(({ masks }) => masks.length > 1);
  if (splits.length === 0) return refused(whole(describe(scene, objects), objects.length === 1));
  const dust = splits.find(({ masks }) => masks.length > mostParts);
  if (dust)
    return refused(
      `${describe(scene, [dust.object])} has ${dust.masks.length} pieces, too many for objects of their own. Remove its specks first.`,
    );
  const added: SegmentedObject[] = [];
  const updates: Command[] = [];
  const entries = splits.flatMap(({ object, masks: [largest, ...others] }) => {
    updates.push(updateObject(scene, object, { mask: largest!, edited: true }));
    const at = scene.objects.indexOf(object) + 1;
    return others.map((mask) => {
      const part = { ...object, id: scene.newId() as ObjectId, mask, canvas: null, edited: true };
      added.push(part);
      return { at, object: part };
    });
  });
  const split = splits.map(({ object }) => object);
  return edit(
    `${name} ${describe(scene, split)}`,
    [...updates, { kind: 'add-objects', image: scene.image.id, entries }],
    { select: [...split, ...added].map(({ id }) => id) },
  );
}
