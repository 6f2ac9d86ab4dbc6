import type { Command } from '../../document/command.ts';
import type { CategoryId, ObjectId, SegmentedObject } from '../../document/document.ts';
import { assertNever } from '../../errors/assert-never.ts';
import { intersectMasks, subtractMasks, unionMasks, unionOfMasks } from '../../mask/boolean.ts';
import type { Mask } from '../../mask/mask.ts';
import { intersectionArea, isEmptyMask, masksEqual } from '../../mask/measure.ts';
import type { MaskMode, ViewState } from '../view-state.ts';
import { cutBelow } from './cut-objects.ts';
import { drawingCategory } from './drawing-category.ts';
import { type EditPlan, edit, refused, refuseEmpty, refuseLocked, unchanged } from './edit-plan.ts';
import { type EditScene, nameOf, pick, removeObjects, updateObject } from './edit-scene.ts';

/** What drawing pays heed to besides the shape. */
export type DrawingRules = Pick<ViewState, 'paintOver' | 'cutBelow' | 'drawingClass'>;

export interface Shape {
  readonly mask: Mask;
  readonly mode: MaskMode;
  /** What drew it, as steps name it: "Polygon". */
  readonly what: string;
  /** What the step says instead, whatever the mode: "Erase stroke" for "Erase stroke on dog". */
  readonly act?: string;
}

/** A drawn shape changes the first object of the selection, or becomes a new one; see `ObjectEditing.applyMask`. */
export function drawShape(
  scene: EditScene,
  shape: Shape,
  selection: readonly ObjectId[],
  rules: DrawingRules,
): EditPlan {
  if (isEmptyMask(shape.mask) || !fits(scene, shape.mask)) return unchanged;
  const [target] = pick(scene, selection);
  const paints = shape.mode === 'add' || shape.mode === 'replace';
  if (!target && !paints)
    return refused(
      shape.mode === 'subtract'
        ? 'Select the object to erase from.'
        : 'Select the object of which to keep a part.',
    );
  const locked = target && refuseLocked(scene, [target]);
  if (locked) return locked;
  const mask = paints ? withinRules(scene, shape.mask, target ?? null, rules) : shape.mask;
  if (isEmptyMask(mask))
    return refused(
      'All of this belongs to other objects already, and painting is set to the background only.',
    );
  return target ? changeTarget(scene, { ...shape, mask }, target, rules) : addNew(scene, mask, rules);
}

/** Gives an object another mask; what it gains keeps to the rules. */
export function replaceMask(
  scene: EditScene,
  id: ObjectId,
  { mask, what }: Pick<Shape, 'mask' | 'what'>,
  rules: DrawingRules,
): EditPlan {
  const [target] = pick(scene, [id]);
  if (!target || !fits(scene, mask) || masksEqual(mask, target.mask)) return unchanged;
  const locked = refuseLocked(scene, [target]);
  if (locked) return locked;
  const gained = subtractMasks(mask, target.mask);
  const allowed = withinRules(scene, gained, target, rules);
  const next = allowed === gained ? mask : unionMasks(intersectMasks(mask, target.mask), allowed);
  if (isEmptyMask(next)) return refuseEmpty(scene, target);
  return paintTarget(scene, target, next, allowed, `${what} on ${nameOf(scene, target)}`, rules);
}

function changeTarget(
  scene: EditScene,
  { mask, mode, what, act }: Shape,
  target: SegmentedObject,
  rules: DrawingRules,
): EditPlan {
  const name = nameOf(scene, target);
  const step = (words: string) => (act ? `${act} on ${name}` : words);
  const shape = `${what.charAt(0).toLowerCase()}${what.slice(1)}`;
  switch (mode) {
    case 'add':
      return paintTarget(
        scene,
        target,
        unionMasks(target.mask, mask),
        mask,
        step(`${what} on ${name}`),
        rules,
      );
    case 'replace':
      return paintTarget(scene, target, mask, mask, step(`Replace ${name} by ${shape}`), rules);
    case 'subtract': {
      const rest = subtractMasks(target.mask, mask);
      if (isEmptyMask(rest)) return edit(`Erase ${name}`, [removeObjects(scene, [target])]);
      return paintTarget(scene, target, rest, null, step(`Take ${shape} from ${name}`), rules);
    }
    case 'intersect': {
      const rest = intersectMasks(target.mask, mask);
      if (isEmptyMask(rest)) return refuseEmpty(scene, target);
      return paintTarget(scene, target, rest, null, step(`Keep ${name} in ${shape}`), rules);
    }
    default:
      return assertNever(mode);
  }
}

/** `painted` is what may be cut from below; null when nothing was gained. */
function paintTarget(
  scene: EditScene,
  target: SegmentedObject,
  mask: Mask,
  painted: Mask | null,
  name: string,
  rules: DrawingRules,
): EditPlan {
  const cut = painted && rules.cutBelow ? cutBelow(scene, painted, target) : null;
  const commands: Command[] = masksEqual(mask, target.mask)
    ? []
    : // What is drawn on must be seen.
      [updateObject(scene, target, { mask, edited: true, ...(target.visible ? {} : { visible: true }) })];
  return edit(name, [...commands, ...(cut?.commands ?? [])], {
    select: [target.id],
    notes: cut?.notes ?? [],
  });
}

function addNew(scene: EditScene, mask: Mask, rules: DrawingRules): EditPlan {
  const { document, image, objects } = scene;
  const { category, isNew } = drawingCategory(document, rules.drawingClass, scene.newId);
  const object = drawnObject(scene.newId() as ObjectId, category.id, mask);
  const cut = rules.cutBelow ? cutBelow(scene, mask, null) : null;
  const commands: Command[] = [
    ...(isNew
      ? [{ kind: 'add-categories', categories: [category], at: document.categories.length } as const]
      : []),
    { kind: 'add-objects', image: image.id, entries: [{ at: objects.length, object }] },
    ...(cut?.commands ?? []),
  ];
  return edit(`Draw ${category.name}`, commands, { select: [object.id], notes: cut?.notes ?? [] });
}

/** A new object made by hand. */
function drawnObject(id: ObjectId, category: CategoryId, mask: Mask): SegmentedObject {
  return {
    id,
    category,
    mask,
    canvas: null,
    provenance: { kind: 'drawn' },
    edited: false,
    visible: true,
    locked: false,
    attributes: {},
  };
}

/** What of a painted mask stays outside of all other objects, hidden ones too, when only the background is painted. */
function withinRules(
  { objects }: EditScene,
  mask: Mask,
  target: SegmentedObject | null,
  { paintOver }: DrawingRules,
): Mask {
  if (paintOver === 'everything') return mask;
  const [first, ...rest] = objects
    .filter((object) => object !== target && intersectionArea(object.mask, mask) > 0)
    .map((object) => object.mask);
  return first ? subtractMasks(mask, unionOfMasks([first, ...rest])) : mask;
}

function fits({ image }: EditScene, mask: Mask): boolean {
  return mask.width === image.width && mask.height === image.height;
}
