import type { Point } from '../mask/space.ts';
import { strokeCased } from './paint-lines.ts';
import type { StagePaint } from './stage-paint.ts';
import { toScreen } from './viewport.ts';

export interface BrushRing {
  readonly at: Point<'screen'>;
  /** Diameter in image pixels. */
  readonly size: number;
  readonly erases: boolean;
}

/** White between two dark lines, so that it shows on any photo; dashed when it erases. */
export function paintBrushRing(paint: StagePaint, { at, size, erases }: BrushRing): void {
  const { context, viewport } = paint;
  const radius = Math.max(1.5, (size / 2) * viewport.scale);
  const ring = new Path2D();
  ring.arc(at.x, at.y, radius, 0, Math.PI * 2);
  context.lineWidth = 4;
  context.strokeStyle = 'rgb(0 0 0 / .6)';
  context.stroke(ring);
  if (erases) context.setLineDash([4, 3]);
  context.lineWidth = 1.5;
  context.strokeStyle = '#fff';
  context.stroke(ring);
  context.setLineDash([]);
}

const arm = 13;
const gap = 4;

/** The keyboard's pointer: a cross with its middle free, and a point in it while it presses. */
export function paintKeyCursor(
  { context, viewport }: StagePaint,
  cursor: { readonly at: Point<'image'>; readonly held: boolean },
): void {
  const { x, y } = toScreen(viewport, cursor.at);
  const cross = new Path2D();
  for (const [dx, dy] of [
    [1, 0],
    [-1, 0],
    [0, 1],
    [0, -1],
  ] as const) {
    cross.moveTo(x + dx * gap, y + dy * gap);
    cross.lineTo(x + dx * arm, y + dy * arm);
  }
  strokeCased(context, cross, { colour: '#fff', width: 2 });
  if (!cursor.held) return;
  const point = new Path2D();
  point.arc(x, y, gap - 1, 0, 2 * Math.PI);
  strokeCased(context, point, { colour: '#fff', width: 2 });
}
