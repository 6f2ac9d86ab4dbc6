import { objectsOf } from '../document/lookup.ts';
import type { Point } from '../mask/space.ts';
import type { ProjectState } from '../studio/project-state.ts';
import type { ViewState } from '../studio/view-state.ts';
import { cellAt, cellsOfBox } from './cell-geometry.ts';

/**
 * The canvas row under a point of the inspected object's cells, null when the point is elsewhere, undefined when the
 * stage does not show cells of an inspected object and rows are none of its business.
 */
export function hoveredRow(
  project: ProjectState,
  view: ViewState,
  point: Point<'image'> | null,
): number | null | undefined {
  const image = project.currentImage;
  if (view.tab !== 'tokens' || view.maskView !== 'cells' || view.inspected === null || image === null) {
    return undefined;
  }
  const record = project.document.images.find(({ id }) => id === image);
  const object = objectsOf(project.document, image).find(({ id }) => id === view.inspected);
  if (record === undefined || object === undefined || object.canvas === null) return undefined;
  if (point === null) return null;
  const { x, y } = cellAt(point, record);
  const box = cellsOfBox(object.canvas.box);
  return x >= box.x1 && x < box.x2 && y >= box.y1 && y < box.y2 ? y : null;
}
