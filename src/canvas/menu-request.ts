import type { ObjectId } from '../document/document.ts';
import type { Point } from '../mask/space.ts';
import type { Studio } from '../studio/studio.ts';
import type { CanvasController } from './canvas-controller.ts';
import { toImage } from './viewport.ts';

/** A menu was asked for by the right button, a long press or the menu key. */
export interface MenuRequest {
  /** CSS pixels of the stage. */
  readonly at: Point<'screen'>;
  readonly point: Point<'image'>;
  /** The object under the point, which is then part of the selection; null for none. */
  readonly object: ObjectId | null;
}

/** What is under the place is selected unless it already is, as everywhere. Null while no photo is shown. */
export function menuAsked(
  studio: Pick<Studio, 'view' | 'objectsAt' | 'select'>,
  controller: CanvasController,
  at: Point<'screen'>,
): MenuRequest | null {
  const { viewport } = controller.frame.getState();
  if (viewport === null) return null;
  const point = toImage(viewport, at);
  const under = studio.objectsAt(point);
  const { selection } = studio.view.getState();
  const object = under.find((id) => selection.includes(id)) ?? under[0] ?? null;
  if (object !== null && !selection.includes(object)) studio.select([object]);
  return { at, point, object };
}
