import type { Box } from '../mask/space.ts';
import { cellsOnImage } from './cell-geometry.ts';
import { type LabelRequest, labelGap, layOutLabels } from './label-layout.ts';
import { paintLabel, paintTag, type StageTextMeasure } from './paint-labels.ts';
import { onPhoto, type StagePaint } from './stage-paint.ts';
import { boxToScreen } from './viewport.ts';

/** A canvas row that stands out together with the inspector's. */
export interface MarkedRow {
  /** Cells of the object's box. */
  readonly cells: Box<'canvas'>;
  /** Canvas row, 0..63. */
  readonly row: number;
}

export function paintLabels(
  paint: StagePaint,
  requests: readonly LabelRequest[],
  measure: StageTextMeasure,
): void {
  const placed = layOutLabels(requests, paint.stage, measure);
  // The most important one was placed first and is painted last, over what could not give way.
  for (let i = placed.length - 1; i >= 0; i--) paintLabel(paint, placed[i]!, measure);
}

export function paintMarkedRow(
  paint: StagePaint,
  { cells, row }: MarkedRow,
  measure: StageTextMeasure,
): void {
  if (row < cells.y1 || row >= cells.y2) return;
  const { context, viewport, image } = paint;
  const on = boxToScreen(viewport, cellsOnImage({ ...cells, y1: row, y2: row + 1 }, image));
  context.strokeStyle = onPhoto.casing;
  context.lineWidth = 4;
  context.strokeRect(on.x1, on.y1, on.x2 - on.x1, on.y2 - on.y1);
  context.strokeStyle = '#fff';
  context.lineWidth = 2;
  context.strokeRect(on.x1, on.y1, on.x2 - on.x1, on.y2 - on.y1);
  paintTag(paint, `row ${row - cells.y1 + 1}`, on.x2 + labelGap + 2, (on.y1 + on.y2) / 2, measure);
}
