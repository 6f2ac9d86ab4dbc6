import type { ObjectId } from '../document/document.ts';
import { objectsOf } from '../document/lookup.ts';
import type { Studio } from '../studio/studio.ts';
import type { CanvasController } from './canvas-controller.ts';

/** The part of a KeyboardEvent that decides. */
export interface CanvasKey {
  readonly key: string;
  readonly shift: boolean;
  readonly alt: boolean;
  /** Ctrl or Command. */
  readonly control: boolean;
}

const panStep = 40;
const largePanStep = 160;
const arrows: Readonly<Record<string, readonly [dx: number, dy: number]>> = {
  ArrowLeft: [1, 0],
  ArrowRight: [-1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

/** Carries out a key pressed while the drawing surface has the focus; false when the key is none of its own. */
export function pressCanvasKey(key: CanvasKey, controller: CanvasController): boolean {
  const arrow = arrows[key.key];
  if (arrow !== undefined && !key.control && !key.alt) {
    const step = key.shift ? largePanStep : panStep;
    controller.panBy(arrow[0] * step, arrow[1] * step);
    return true;
  }
  if (key.control && !key.alt) return pressZoomKey(key.key, controller);
  if (key.control || key.alt) return false;
  if (key.key === '[' || key.key === ']') {
    controller.stepBrushSize(key.key === ']' ? 1 : -1);
    return true;
  }
  return false;
}

function pressZoomKey(key: string, controller: CanvasController): boolean {
  switch (key) {
    case '0':
      controller.fit();
      return true;
    case '1':
      controller.actualSize();
      return true;
    case '+':
    case '=':
      controller.zoomIn();
      return true;
    case '-':
    case '_':
      controller.zoomOut();
      return true;
    default:
      return false;
  }
}

/**
 * Tab through the objects of the photo: the next one in the direction, selected; null when the last (or first) was
 * reached and Tab must leave the surface. `place` is where people are: an index, -1 before the first, Infinity after the
 * last.
 */
export function tabThroughObjects(
  studio: Studio,
  place: number,
  step: 1 | -1,
): { readonly place: number; readonly object: ObjectId } | null {
  const { document, currentImage } = studio.project.getState();
  const objects = currentImage === null ? [] : objectsOf(document, currentImage);
  for (let at = Math.min(place, objects.length) + step; at >= 0 && at < objects.length; at += step) {
    const object = objects[at];
    if (object?.visible === true) return { place: at, object: object.id };
  }
  return null;
}
