import type { ObjectId } from '../document/document.ts';
import type { Point } from '../mask/space.ts';
import type { Studio } from '../studio/studio.ts';
import type { CanvasController } from './canvas-controller.ts';
import { toImage } from './viewport.ts';

/** A menu was asked for by the right button, a long press or the menu key. */
export interface MenuRequest {
  /** CSS pixels of the window. */
  readonly x: number;
  readonly y: number;
  readonly point: Point<'image'>;
  /** The object that the menu is about, which is then part of the selection; null for none. */
  readonly object: ObjectId | null;
  /** All objects under the point, topmost first. */
  readonly under: readonly ObjectId[];
}

/**
 * `at` is on the stage, whose corner is at `origin` in the window. What is under it is selected unless it already is, as
 * everywhere. Null while no photo is shown.
 */
export function menuAsked(
  studio: Pick<Studio, 'view' | 'objectsAt' | 'select'>,
  controller: CanvasController,
  at: Point<'screen'>,
  origin: { readonly left: number; readonly top: number },
): MenuRequest | null {
  const { viewport } = controller.frame.getState();
  if (viewport === null) return null;
  const point = toImage(viewport, at);
  const under = studio.objectsAt(point);
  const { selection } = studio.view.getState();
  const object = under.find((id) => selection.includes(id)) ?? under[0] ?? null;
  if (object !== null && !selection.includes(object)) studio.select([object]);
  return { x: at.x + origin.left, y: at.y + origin.top, point, object, under };
}
