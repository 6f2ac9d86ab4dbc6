import type { ObjectId, SegmentedObject } from '../document/document.ts';
import { objectById, objectsOf } from '../document/lookup.ts';
import type { Mask } from '../mask/mask.ts';
import { maskBox } from '../mask/measure.ts';
import { maskMeetsBox } from '../mask/pick-mask.ts';
import type { Box, Point } from '../mask/space.ts';
import type { Studio } from '../studio/studio.ts';
import type { CanvasController } from './canvas-controller.ts';
import { inspectedAlone } from './scene.ts';
import type { ToolContext } from './tools/tool.ts';

/** What tools ask, answered from the studio's stores as they are at that moment. */
export function studioToolContext(
  studio: Pick<Studio, 'project' | 'view' | 'objectsAt'>,
  controller: CanvasController,
): ToolContext {
  const boxes = new BoxMemo();
  const view = () => studio.view.getState();
  const editable = () => {
    const shown = objectsShown(studio);
    // Cells and drafts are looked at: handles over them would move a mask that is not seen.
    return inspectedAlone(shown, view()) === null ? editableOf(shown, view().selection) : [];
  };
  return {
    get image() {
      return controller.frame.getState().image ?? { width: 1, height: 1 };
    },
    get scale() {
      return controller.frame.getState().viewport?.scale ?? 1;
    },
    get brushSize() {
      return view().brushSize;
    },
    get pressureSize() {
      return view().pressureSize;
    },
    get maskMode() {
      return view().maskMode;
    },
    get selection() {
      return view().selection;
    },
    get editable() {
      return editable().map(({ id }) => id);
    },
    get editableBox() {
      return boxes.around(editable().map(({ mask }) => mask));
    },
    objectAt: (point) => drawnAt(studio, point)[0] ?? null,
    objectsAt: (point) => drawnAt(studio, point),
    objectsIn: (box) =>
      objectsShown(studio)
        .filter(({ visible, locked, mask }) => visible && !locked && maskMeetsBox(mask, box))
        .map(({ id }) => id),
    maskOf: (object) => {
      const { document, currentImage } = studio.project.getState();
      return currentImage === null ? null : (objectById(document, currentImage, object)?.mask ?? null);
    },
  };
}

function objectsShown({ project }: Pick<Studio, 'project'>): readonly SegmentedObject[] {
  const { document, currentImage } = project.getState();
  return currentImage === null ? [] : objectsOf(document, currentImage);
}

function editableOf(
  objects: readonly SegmentedObject[],
  selection: readonly ObjectId[],
): readonly SegmentedObject[] {
  if (selection.length === 0) return [];
  const selected = new Set(selection);
  return objects.filter(({ id, visible, locked }) => selected.has(id) && visible && !locked);
}

/** Objects under a point, topmost first, unless the inspector shows another one alone. */
function drawnAt(
  studio: Pick<Studio, 'project' | 'view' | 'objectsAt'>,
  point: Point<'image'>,
): readonly ObjectId[] {
  const found = studio.objectsAt(point);
  if (found.length === 0) return found;
  const alone = inspectedAlone(objectsShown(studio), studio.view.getState());
  return alone === null ? found : found.filter((id) => id === alone);
}

/** Boxes of masks, which are asked for at every move of the pointer. */
class BoxMemo {
  readonly #boxes = new WeakMap<Mask, { readonly box: Box<'image'> | null }>();

  around(masks: readonly Mask[]): Box<'image'> | null {
    let whole: Box<'image'> | null = null;
    for (const mask of masks) {
      let known = this.#boxes.get(mask);
      if (known === undefined) {
        known = { box: maskBox(mask) };
        this.#boxes.set(mask, known);
      }
      const { box } = known;
      if (box === null) continue;
      whole =
        whole === null
          ? box
          : {
              x1: Math.min(whole.x1, box.x1),
              y1: Math.min(whole.y1, box.y1),
              x2: Math.max(whole.x2, box.x2),
              y2: Math.max(whole.y2, box.y2),
            };
    }
    return whole;
  }
}
