import type { Point, Space } from '../mask/space.ts';
import { onPhoto } from './stage-paint.ts';

/** How a line of a tool looks: over a dark casing, so that it shows on any photo. */
export interface LineLook {
  readonly colour: string;
  readonly width: number;
  readonly dash?: readonly number[];
}

export const whiteLine: LineLook = { colour: '#fff', width: 1.5 };
export const dashedLine: LineLook = { colour: '#fff', width: 1.5, dash: [5, 4] };

const casingGrowth = 2;

/** Adds a line through points to a path, or to a context's current one. */
export function addLine<S extends Space>(path: CanvasPath, points: readonly Point<S>[]): void {
  for (const [i, { x, y }] of points.entries()) {
    if (i === 0) path.moveTo(x, y);
    else path.lineTo(x, y);
  }
}

/** Strokes a path; `unit` is CSS pixels a unit of the context, so that lines keep their width at every zoom. */
export function strokeCased(
  context: CanvasRenderingContext2D,
  path: Path2D,
  { colour, width, dash = [] }: LineLook,
  unit = 1,
): void {
  context.lineJoin = 'round';
  context.lineCap = 'round';
  context.setLineDash([]);
  context.strokeStyle = onPhoto.casing;
  context.lineWidth = (width + casingGrowth) / unit;
  context.stroke(path);
  context.lineCap = 'butt';
  context.setLineDash(dash.map((length) => length / unit));
  context.strokeStyle = colour;
  context.lineWidth = width / unit;
  context.stroke(path);
  context.setLineDash([]);
}
