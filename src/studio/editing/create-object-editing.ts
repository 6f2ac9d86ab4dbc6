import type { ObjectId } from '../../document/document.ts';
import type { Mask } from '../../mask/mask.ts';
import { maskContains } from '../../mask/measure.ts';
import type { Point } from '../../mask/space.ts';
import { strokeMask } from '../../mask/stroke.ts';
import { photoBeside } from '../strip-filter.ts';
import { type Clipboard, copyObjects, pasteObjects } from './clipboard.ts';
import { combineObjects, cutFromBelow } from './combine-objects.ts';
import { drawShape, replaceMask } from './draw-shape.ts';
import type { EditDesk } from './edit-desk.ts';
import { type EditScene, pick } from './edit-scene.ts';
import {
  classifyObjects,
  deleteObjects,
  recolourCategory,
  renameObjects,
  setAttribute,
} from './label-objects.ts';
import { scaleObjects, translateObjects } from './move-objects.ts';
import type { ObjectEditing } from './object-editing.ts';
import { raiseObjects, reorderObject } from './order-objects.ts';
import { refineObjects } from './refine-objects.ts';
import { hideOthers, setLocked, setVisible, showAll } from './show-objects.ts';
import { cutObjectsAlong, splitIntoComponents } from './split-objects.ts';

/** All of `ObjectEditing`, on a desk. */
export function createObjectEditing(desk: EditDesk): ObjectEditing {
  return { ...finding(desk), ...drawing(desk), ...reshaping(desk), ...copying(desk), ...listing(desk) };
}

type Part<K extends keyof ObjectEditing> = Pick<ObjectEditing, K>;

function finding(desk: EditDesk): Part<'objectAt' | 'objectsAt'> {
  const under = ({ x, y }: Point<'image'>) =>
    (desk.scene()?.objects ?? []).filter(({ visible, mask }) => visible && maskContains(mask, x, y));
  return {
    objectAt: (point) => under(point).at(-1)?.id ?? null,
    objectsAt: (point) =>
      under(point)
        .map(({ id }) => id)
        .reverse(),
  };
}

function drawing(desk: EditDesk): Part<'applyMask' | 'applyStroke' | 'fillAt' | 'replaceMask'> {
  return {
    applyMask: (mask, mode, what) => {
      const { selection, rules } = desk;
      desk.edit((scene) => drawShape(scene, { mask, mode, what }, selection, rules));
    },
    applyStroke: (points, mode) => {
      const { selection, rules } = desk;
      const act = mode === 'subtract' ? 'Erase stroke' : 'Brush stroke';
      const named = mode === 'add' || mode === 'subtract';
      const paint = (mask: Mask) => (scene: EditScene) => {
        const shape = { mask, mode, what: act };
        return drawShape(scene, named ? { ...shape, act } : shape, selection, rules);
      };
      if (desk.parts.view.getState().snapToEdges)
        return desk.editLater('Following the edges', async (scene, signal) => {
          const { photos, deps } = desk.parts;
          // What is painted on belongs to what the brush goes over; what is erased from is what surrounds it.
          const mask = mode === 'add' ? (pick(scene, selection)[0]?.mask ?? null) : null;
          await photos.ensure(scene.image);
          const request = { key: scene.image.id, stroke: points, mask };
          return paint(await deps.pixels.edgeStroke(request, signal));
        });
      return desk.editInTurn((scene) =>
        paint(strokeMask(points, scene.image.width, scene.image.height))(scene),
      );
    },
    fillAt: (point, mode) => {
      const { selection, rules } = desk;
      const { photos, deps, view } = desk.parts;
      const tolerance = view.getState().fillTolerance;
      return desk.editLater('Filling', async ({ image }, signal) => {
        await photos.ensure(image);
        const mask = await deps.pixels.fill({ key: image.id, ...point, tolerance }, signal);
        return (scene) => drawShape(scene, { mask, mode, what: 'Fill' }, selection, rules);
      });
    },
    replaceMask: (object, mask, what) => {
      const { rules } = desk;
      desk.edit((scene) => replaceMask(scene, object, { mask, what }, rules));
    },
  };
}

function reshaping(
  desk: EditDesk,
): Part<
  | 'translate'
  | 'scaleTo'
  | 'cutAlong'
  | 'combine'
  | 'cutFromBelow'
  | 'splitComponents'
  | 'planRefine'
  | 'refine'
> {
  return {
    translate: (objects, dx, dy) => desk.edit((scene) => translateObjects(scene, objects, dx, dy)),
    scaleTo: (objects, from, to) => desk.edit((scene) => scaleObjects(scene, objects, from, to)),
    cutAlong: (line, objects) => desk.edit((scene) => cutObjectsAlong(scene, objects, line)),
    combine: (op, objects) => desk.edit((scene) => combineObjects(scene, op, objects)),
    cutFromBelow: (objects) => desk.edit((scene) => cutFromBelow(scene, objects)),
    splitComponents: (objects) => desk.edit((scene) => splitIntoComponents(scene, objects)),
    planRefine: async (id, plan) => {
      const object = desk.scene()?.objects.find((known) => known.id === id);
      return object ? desk.parts.deps.pixels.refineMask(object.mask, plan) : null;
    },
    refine: (objects, plan, what = 'Refine') =>
      desk.editLater(what, (scene, signal) =>
        refineObjects(scene, objects, what, async (mask) => {
          const { pixels } = desk.parts.deps;
          return (await pixels.refineMask(mask, plan, signal)).mask;
        }),
      ),
  };
}

function copying(desk: EditDesk): Part<'copy' | 'cut' | 'paste' | 'duplicate' | 'copyTo' | 'pasteToNext'> {
  const { notices, session, showImage, view } = desk.parts;
  /** What was copied, and how often it was pasted: each paste beside the one before. */
  let copied: { readonly clipboard: Clipboard; readonly pastes: number } | null = null;
  const take = (pastes: number) => {
    const scene = desk.scene();
    const clipboard = scene && copyObjects(scene, desk.selection);
    if (clipboard) copied = { clipboard, pastes };
    else notices.tell('info', 'Select the objects to copy.');
  };
  const paste = (clipboard: Clipboard, aside: number, verb?: string) =>
    desk.edit((scene) => pasteObjects(scene, clipboard, { aside, ...(verb && { verb }) }));
  return {
    copy: () => take(1),
    cut: () => {
      const { selection } = desk;
      take(0);
      desk.edit((scene) => deleteObjects(scene, selection, 'Cut'));
    },
    paste: () => {
      if (!copied) {
        notices.tell('info', 'Nothing has been copied yet.');
        return;
      }
      const { clipboard, pastes } = copied;
      copied = { clipboard, pastes: pastes + 1 };
      paste(clipboard, pastes);
    },
    duplicate: () => {
      const scene = desk.scene();
      const clipboard = scene && copyObjects(scene, desk.selection);
      if (clipboard) paste(clipboard, 1, 'Duplicate');
      else notices.tell('info', 'Select the objects to duplicate.');
    },
    copyTo: (objects, dx, dy) => {
      const scene = desk.scene();
      const clipboard = scene && copyObjects(scene, objects);
      if (clipboard) desk.edit((now) => pasteObjects(now, clipboard, { verb: 'Duplicate', by: { dx, dy } }));
    },
    pasteToNext: () => {
      const next = photoBeside(session.document, view.getState().stripFilter, desk.image, 1);
      const scene = desk.scene();
      const clipboard = (scene && copyObjects(scene, desk.selection)) ?? copied?.clipboard;
      if (!next) notices.tell('info', 'This is the last photo. Nothing was pasted.');
      else if (!clipboard) notices.tell('info', 'Select the objects to paste into the next photo.');
      else {
        showImage(next.id);
        paste(clipboard, 1);
      }
    },
  };
}

function listing(
  desk: EditDesk,
): Part<
  | 'reorder'
  | 'raise'
  | 'setVisible'
  | 'hideOthers'
  | 'showAll'
  | 'remove'
  | 'rename'
  | 'setCategory'
  | 'recolour'
  | 'setLocked'
  | 'setAttribute'
> {
  const all = (objects: ObjectId | readonly ObjectId[]) =>
    typeof objects === 'string' ? [objects] : (objects as readonly ObjectId[]);
  return {
    reorder: (object, to) => desk.edit((scene) => reorderObject(scene, object, to)),
    raise: (objects, direction) => desk.edit((scene) => raiseObjects(scene, objects, direction)),
    setVisible: (objects, visible) => desk.edit((scene) => setVisible(scene, all(objects), visible)),
    hideOthers: (objects) => desk.edit((scene) => hideOthers(scene, objects)),
    showAll: () => desk.edit(showAll),
    remove: (objects) => desk.edit((scene) => deleteObjects(scene, objects)),
    rename: (object, name) => desk.edit((scene) => renameObjects(scene, [object], name)),
    setCategory: (objects, category) => desk.edit((scene) => classifyObjects(scene, all(objects), category)),
    recolour: (category, colour) => desk.edit((scene) => recolourCategory(scene, category, colour)),
    setLocked: (objects, locked) => desk.edit((scene) => setLocked(scene, all(objects), locked)),
    setAttribute: (objects, key, value) =>
      desk.edit((scene) => setAttribute(scene, all(objects), key, value)),
  };
}
