import type { Box, Point } from '../mask/space.ts';
import type { StrokePoint } from '../mask/stroke.ts';
import { cellsOnImage } from './cell-geometry.ts';
import { type LabelRequest, labelGap, layOutLabels } from './label-layout.ts';
import { paintLabel, paintTag, type StageTextMeasure } from './paint-labels.ts';
import { objectColour } from './palette.ts';
import { onPhoto, type StagePaint } from './stage-paint.ts';
import { boxToScreen } from './viewport.ts';

/** A canvas row that stands out together with the inspector's. */
export interface MarkedRow {
  /** Cells of the object's box. */
  readonly cells: Box<'canvas'>;
  /** Canvas row, 0..63. */
  readonly row: number;
}

export interface BrushRing {
  readonly at: Point<'screen'>;
  /** Diameter in image pixels. */
  readonly size: number;
  readonly erases: boolean;
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

/** What the brush has painted since the pointer went down. */
export function paintStroke(paint: StagePaint, points: readonly StrokePoint[], colour: number): void {
  const first = points[0];
  if (first === undefined) return;
  const { context, viewport, image } = paint;
  context.save();
  context.translate(viewport.x, viewport.y);
  context.scale(viewport.scale, viewport.scale);
  context.beginPath();
  context.rect(0, 0, image.width, image.height);
  context.clip();
  context.beginPath();
  context.moveTo(first.x, first.y);
  // A line of no length has no cap in some browsers.
  context.lineTo(first.x + 1e-3, first.y);
  for (const point of points) context.lineTo(point.x, point.y);
  context.lineCap = 'round';
  context.lineJoin = 'round';
  context.lineWidth = first.radius * 2;
  context.globalAlpha = 0.75;
  context.strokeStyle = objectColour(colour);
  context.stroke();
  context.restore();
}

export function paintMarquee(paint: StagePaint, box: Box<'image'>): void {
  const { context } = paint;
  const on = boxToScreen(paint.viewport, box);
  const width = on.x2 - on.x1;
  const height = on.y2 - on.y1;
  context.fillStyle = 'rgb(255 255 255 / .1)';
  context.fillRect(on.x1, on.y1, width, height);
  context.strokeStyle = onPhoto.casing;
  context.lineWidth = 3;
  context.strokeRect(on.x1, on.y1, width, height);
  context.strokeStyle = '#fff';
  context.lineWidth = 1;
  context.setLineDash([4, 3]);
  context.strokeRect(on.x1, on.y1, width, height);
  context.setLineDash([]);
}

/** White between two dark lines, so that it shows on any photo; dashed when it erases. */
export function paintBrushRing(paint: StagePaint, { at, size, erases }: BrushRing): void {
  const { context, viewport } = paint;
  const radius = Math.max(1.5, (size / 2) * viewport.scale);
  const ring = (offset: number, width: number, colour: string) => {
    context.beginPath();
    context.arc(at.x, at.y, Math.max(0.5, radius + offset), 0, Math.PI * 2);
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.stroke();
  };
  ring(0, 4, 'rgb(0 0 0 / .6)');
  if (erases) context.setLineDash([4, 3]);
  ring(0, 1.5, '#fff');
  context.setLineDash([]);
}
