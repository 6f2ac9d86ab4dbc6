import type { ImageId, ObjectId, SegmentedObject } from '../document/document.ts';
import type { EditDesk } from './editing/edit-desk.ts';
import { type EditPlan, edit, refused, refuseLocked, unchanged } from './editing/edit-plan.ts';
import { describe, type EditScene, pickInOrder, removeObjects } from './editing/edit-scene.ts';

/** True for what a new answer may take the place of unasked: nobody's hand has changed or locked it. */
export function mayBeReplaced({ edited, locked }: SegmentedObject): boolean {
  return !edited && !locked;
}

/** Says that objects were kept beside the answer that was to replace them, and offers to replace them after all. */
export function offerToReplace(
  desk: EditDesk,
  image: ImageId,
  kept: readonly ObjectId[],
  answer: readonly ObjectId[],
): void {
  const scene = desk.scene(image);
  const objects = scene ? pickInOrder(scene, kept) : [];
  if (!scene || objects.length === 0) return;
  const one = objects.length === 1;
  const why = objects.every(({ locked }) => locked)
    ? `${one ? 'is' : 'are'} locked`
    : objects.some(({ locked }) => locked)
      ? 'were changed by hand or are locked'
      : `${one ? 'was' : 'were'} changed by hand`;
  desk.parts.notices.tell(
    'info',
    `${describe(scene, objects)} ${why}, so the new answer lies beside ${one ? 'it' : 'them'}.`,
    {
      label: one ? 'Replace it' : 'Replace them',
      run: () => {
        const now = desk.scene(image);
        if (now) desk.carryOut(replaceKept(now, kept, answer), image);
      },
    },
  );
}

function replaceKept(scene: EditScene, kept: readonly ObjectId[], answer: readonly ObjectId[]): EditPlan {
  const [old, fresh] = [pickInOrder(scene, kept), pickInOrder(scene, answer)];
  if (old.length === 0) return unchanged;
  if (fresh.length === 0) return refused('The new answer is no longer there. Nothing was changed.');
  return (
    refuseLocked(scene, old) ??
    edit(`Replace ${describe(scene, old)} by the answer`, [removeObjects(scene, old)], {
      select: fresh.map(({ id }) => id),
    })
  );
}
