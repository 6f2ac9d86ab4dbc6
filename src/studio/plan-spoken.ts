import type { SegmentedObject } from '../document/document.ts';
import { assertNever } from '../errors/assert-never.ts';
import type { Mask } from '../mask/mask.ts';
import { maskArea } from '../mask/measure.ts';
import { noRefinement, type RefinePlan } from '../mask/refine-mask.ts';
import { copyObjects, pasteObjects } from './editing/clipboard.ts';
import { combineObjects, cutFromBelow, subtractObjects } from './editing/combine-objects.ts';
import { type EditPlan, refused } from './editing/edit-plan.ts';
import { describe, type EditScene, pick } from './editing/edit-scene.ts';
import { deleteObjects, renameObjects } from './editing/label-objects.ts';
import type { RaiseDirection } from './editing/object-editing.ts';
import { raiseObjects } from './editing/order-objects.ts';
import { refineObjects } from './editing/refine-objects.ts';
import { hideOthers, setLocked, setVisible } from './editing/show-objects.ts';
import { splitIntoComponents } from './editing/split-objects.ts';
import { resolveTarget, type Spoken } from './resolve-target.ts';
import type { PlainVerb, SpokenCommand } from './spoken-command.ts';

export interface SpokenContext extends Spoken {
  /** The photo as it is at the time of asking. */
  scene(): EditScene;
  refine(mask: Mask, plan: RefinePlan): Promise<Mask>;
}

/** What a command comes to, and how it is told once it is carried out. */
export interface SpokenEdit {
  readonly plan: EditPlan;
  /** What was done, in words for the conversation, from the photo as it then is. */
  readonly tell: (after: EditScene) => string;
  /** What it was done to; some may be gone after it. */
  readonly objects: readonly SegmentedObject[];
}

/** Works out what a spoken command does to the document; undo and redo are the session's own. */
export async function planSpoken(
  spoken: Exclude<SpokenCommand, { kind: 'undo' } | { kind: 'redo' }>,
  context: SpokenContext,
): Promise<SpokenEdit> {
  const scene = context.scene();
  const objects = resolveTarget(spoken.target, scene, context);
  if (objects.length === 0) return absent;
  const ids = objects.map(({ id }) => id);
  const names = describe(scene, objects);
  switch (spoken.kind) {
    case 'rename':
      return told(renameObjects(scene, ids, spoken.name), objects, `Renamed ${names} to ${spoken.name}.`);
    case 'raise':
      return told(
        raiseObjects(scene, ids, spoken.direction),
        objects,
        `${names}: ${moved[spoken.direction]}.`,
      );
    case 'subtract':
      return subtract(scene, objects, resolveTarget(spoken.from, scene, context));
    case 'grow':
    case 'shrink':
    case 'smooth':
      return resize(context, objects, spoken.kind, spoken.pixels ?? aLittle(scene));
    case 'fill-holes':
      return refine(context, objects, { fillHoles: true }, 'Fill holes of', 'holes filled');
    case 'keep-largest':
      return refine(
        context,
        objects,
        { keepLargest: true },
        'Keep largest piece of',
        'the largest piece kept',
      );
    case 'remove-specks': {
      const removeSpecks = (2 * aLittle(scene)) ** 2;
      const words = `specks under ${removeSpecks} px removed`;
      return refine(context, objects, { removeSpecks }, 'Remove specks of', words);
    }
    default:
      return planPlain(scene, spoken.kind, objects);
  }
}

const moved: Readonly<Record<RaiseDirection, string>> = {
  front: 'brought to the front',
  back: 'sent to the back',
  forward: 'brought forward',
  backward: 'sent backward',
};

type Refining = 'fill-holes' | 'keep-largest' | 'remove-specks';

function planPlain(
  scene: EditScene,
  kind: Exclude<PlainVerb, Refining>,
  objects: readonly SegmentedObject[],
): SpokenEdit {
  const ids = objects.map(({ id }) => id);
  const names = describe(scene, objects);
  const [first] = objects as readonly [SegmentedObject];
  switch (kind) {
    case 'delete':
      return told(deleteObjects(scene, ids), objects, `Deleted ${names}.`);
    case 'hide':
      return told(setVisible(scene, ids, false), objects, `Hid ${names}.`);
    case 'show':
      return told(setVisible(scene, ids, true), objects, `Showing ${names}.`);
    case 'show-only':
      return told(hideOthers(scene, ids), objects, `Showing only ${names}.`);
    case 'lock':
      return told(setLocked(scene, ids, true), objects, `Locked ${names}.`);
    case 'unlock':
      return told(setLocked(scene, ids, false), objects, `Unlocked ${names}.`);
    case 'merge': {
      const words = `Merged ${objects.length} objects into ${describe(scene, [first])}.`;
      return told(combineObjects(scene, 'merge', ids), objects, words);
    }
    case 'intersect':
      return told(combineObjects(scene, 'intersect', ids), objects, `Kept the overlap of ${names}.`);
    case 'cut-below':
      return told(cutFromBelow(scene, ids), objects, `Took ${names} out of the objects below.`);
    case 'duplicate': {
      const copied = copyObjects(scene, ids);
      const plan = copied ? pasteObjects(scene, copied, { verb: 'Duplicate', aside: 1 }) : missing;
      return told(plan, objects, `Duplicated ${names}.`);
    }
    case 'split': {
      const tell = (after: EditScene) =>
        `Split ${names} into ${objects.length + after.objects.length - scene.objects.length}.`;
      return { plan: splitIntoComponents(scene, ids), tell, objects };
    }
    default:
      return assertNever(kind);
  }
}

/** Takes objects out of others, which are what changes. */
function subtract(
  scene: EditScene,
  taken: readonly SegmentedObject[],
  from: readonly SegmentedObject[],
): SpokenEdit {
  if (from.length === 0) return absent;
  const plan = subtractObjects(scene, from, taken);
  return updated(scene, plan, from, `without ${describe(scene, taken)}`);
}

function resize(
  context: SpokenContext,
  objects: readonly SegmentedObject[],
  kind: 'grow' | 'shrink' | 'smooth',
  pixels: number,
): Promise<SpokenEdit> {
  switch (kind) {
    case 'grow':
      return refine(context, objects, { grow: pixels }, 'Grow', `grown by ${pixels} px`);
    case 'shrink':
      return refine(context, objects, { grow: -pixels }, 'Shrink', `shrunk by ${pixels} px`);
    case 'smooth':
      return refine(context, objects, { smooth: pixels }, 'Smooth', `smoothed by ${pixels} px`);
    default:
      return assertNever(kind);
  }
}

async function refine(
  context: SpokenContext,
  objects: readonly SegmentedObject[],
  plan: Partial<RefinePlan>,
  what: string,
  words: string,
): Promise<SpokenEdit> {
  const scene = context.scene();
  const ids = objects.map(({ id }) => id);
  const planned = await refineObjects(scene, ids, what, (mask) =>
    context.refine(mask, { ...noRefinement, ...plan }),
  );
  return updated(scene, planned(context.scene()), objects, words);
}

/** Told by the share of the photo before and after. */
function updated(
  scene: EditScene,
  plan: EditPlan,
  objects: readonly SegmentedObject[],
  words: string,
): SpokenEdit {
  const ids = objects.map(({ id }) => id);
  const tell = (after: EditScene) => {
    const [before, now] = [share(scene, objects), share(after, pick(after, ids))];
    return `Updated ${describe(scene, objects)}: ${before} → ${now}, ${words}.`;
  };
  return { plan, tell, objects };
}

function share({ image }: EditScene, objects: readonly SegmentedObject[]): string {
  const area = objects.reduce((sum, { mask }) => sum + maskArea(mask), 0);
  return `${((100 * area) / (image.width * image.height)).toFixed(1)}%`;
}

/** What people see as little on the whole photo: a 250th of its longer side. */
function aLittle({ image }: EditScene): number {
  return Math.max(1, Math.round(Math.max(image.width, image.height) / 250));
}

const missing = refused('There is no such object in this photo. Nothing was changed.');
const absent: SpokenEdit = { plan: missing, tell: () => '', objects: [] };

function told(plan: EditPlan, objects: readonly SegmentedObject[], words: string): SpokenEdit {
  return { plan, tell: () => words, objects };
}
