import type { Box, Point } from '../mask/space.ts';
import type { MaskMode } from '../studio/view-state.ts';
import { paintTag, type StageTextMeasure } from './paint-labels.ts';
import { addLine, dashedLine, type LineLook, strokeCased, whiteLine } from './paint-lines.ts';
import { objectColour } from './palette.ts';
import { onPhoto, type StagePaint } from './stage-paint.ts';
import type { InkPoint } from './tools/tool.ts';
import type { ToolShape } from './tools/tool-shape.ts';
import type { Trail } from './tools/trail.ts';
import { boxToScreen, toScreen } from './viewport.ts';

/** What a shape does, in its look: it has the class's colour where it paints, and is white and dashed where it takes. */
export function modeLook(mode: MaskMode, colour: number): LineLook & { readonly fill: string } {
  if (mode === 'subtract') return { ...dashedLine, fill: '#fff' };
  const line = { colour: objectColour(colour), width: 2, fill: objectColour(colour) };
  return mode === 'intersect' ? { ...line, dash: onPhoto.dash } : line;
}

const shapeFill = 0.28;

/** A rectangle or an ellipse under way, with its size beside it. */
export function paintBoxShape(
  paint: StagePaint,
  shape: Exclude<ToolShape, { kind: 'ring' }>,
  mode: MaskMode,
  colour: number,
  measure: StageTextMeasure,
): void {
  const { context, viewport } = paint;
  const { x1, y1, x2, y2 } = boxToScreen(viewport, shape.box);
  const path = new Path2D();
  if (shape.kind === 'rectangle') path.rect(x1, y1, x2 - x1, y2 - y1);
  else path.ellipse((x1 + x2) / 2, (y1 + y2) / 2, (x2 - x1) / 2, (y2 - y1) / 2, 0, 0, 2 * Math.PI);
  fillAndStroke(context, path, modeLook(mode, colour));
  paintTag(paint, sizeOf(shape.box), x2 + 8, y2 + 4, measure);
}

export function sizeOf({ x1, y1, x2, y2 }: Box<'image'>): string {
  return `${Math.round(x2 - x1)} × ${Math.round(y2 - y1)}`;
}

function fillAndStroke(
  context: CanvasRenderingContext2D,
  path: Path2D,
  look: LineLook & { readonly fill: string },
  unit = 1,
): void {
  context.globalAlpha = shapeFill;
  context.fillStyle = look.fill;
  context.fill(path, 'nonzero');
  context.globalAlpha = 1;
  strokeCased(context, path, look, unit);
}

/** A free outline under way. Its path only grows, so that a long one costs no more to build than a short one. */
export class LassoPainter {
  #trail: Trail<InkPoint> | null = null;
  #path = new Path2D();

  paint({ context, viewport }: StagePaint, trail: Trail<InkPoint>, mode: MaskMode, colour: number): void {
    this.#grow(trail);
    const look = modeLook(mode, colour);
    context.save();
    context.translate(viewport.x, viewport.y);
    context.scale(viewport.scale, viewport.scale);
    const first = trail.at(0);
    const last = trail.last;
    context.globalAlpha = shapeFill;
    context.fillStyle = look.fill;
    context.fill(this.#path, 'nonzero');
    context.globalAlpha = 1;
    if (first !== undefined && last !== undefined) {
      const closing = new Path2D();
      addLine<'image'>(closing, [last, first]);
      strokeCased(context, closing, { colour: '#fff', width: 1, dash: [3, 3] }, viewport.scale);
    }
    strokeCased(context, this.#path, look, viewport.scale);
    context.restore();
  }

  rest(): void {
    this.#trail = null;
    this.#path = new Path2D();
  }

  #grow(trail: Trail<InkPoint>): void {
    const before = this.#trail;
    const goesOn = before !== null && trail.continues(before);
    if (!goesOn) this.#path = new Path2D();
    for (let i = goesOn ? before.length : 0; i < trail.length; i++) {
      const { x, y } = trail.at(i)!;
      if (i === 0) this.#path.moveTo(x, y);
      else this.#path.lineTo(x, y);
    }
    this.#trail = trail;
  }
}

export function paintMarquee(paint: StagePaint, box: Box<'image'>): void {
  const { context } = paint;
  const { x1, y1, x2, y2 } = boxToScreen(paint.viewport, box);
  context.fillStyle = 'rgb(255 255 255 / .1)';
  context.fillRect(x1, y1, x2 - x1, y2 - y1);
  const path = new Path2D();
  path.rect(x1, y1, x2 - x1, y2 - y1);
  strokeCased(context, path, { colour: '#fff', width: 1, dash: [4, 3] });
}

const bracket = 14;

/** Where the model is asked: a box with strong corners; what lies outside is dimmed. */
export function paintRegion(paint: StagePaint, box: Box<'image'>): void {
  const { context, viewport, image } = paint;
  const { x1, y1, x2, y2 } = boxToScreen(viewport, box);
  const photo = boxToScreen(viewport, { x1: 0, y1: 0, x2: image.width, y2: image.height });
  const outside = new Path2D();
  outside.rect(photo.x1, photo.y1, photo.x2 - photo.x1, photo.y2 - photo.y1);
  outside.rect(x1, y1, x2 - x1, y2 - y1);
  context.fillStyle = 'rgb(0 0 0 / .28)';
  context.fill(outside, 'evenodd');
  const edge = new Path2D();
  edge.rect(x1, y1, x2 - x1, y2 - y1);
  strokeCased(context, edge, { colour: 'rgb(255 255 255 / .7)', width: 1, dash: [4, 3] });
  const across = Math.min(bracket, (x2 - x1) / 2);
  const down = Math.min(bracket, (y2 - y1) / 2);
  const corners = new Path2D();
  for (const [x, sideX] of [[x1, 1] as const, [x2, -1] as const]) {
    for (const [y, sideY] of [[y1, 1] as const, [y2, -1] as const]) {
      corners.moveTo(x + sideX * across, y);
      corners.lineTo(x, y);
      corners.lineTo(x, y + sideY * down);
    }
  }
  strokeCased(context, corners, { colour: '#fff', width: 2.5 });
}

/** The line along which the knife cuts; what is not placed yet is dashed. */
export function paintKnife(
  { context, viewport }: StagePaint,
  points: readonly Point<'image'>[],
  to: Point<'image'> | null,
): void {
  const on = points.map((point) => toScreen(viewport, point));
  const path = new Path2D();
  addLine(path, on);
  strokeCased(context, path, whiteLine);
  const last = on[on.length - 1];
  if (to !== null && last !== undefined) {
    const end = toScreen(viewport, to);
    const open = new Path2D();
    addLine(open, [last, end]);
    strokeCased(context, open, dashedLine);
    paintDot(context, end, 3, '#fff');
  }
  for (const point of on) paintDot(context, point, 3.5, '#fff');
}

/** A point that can be seen on anything: light with a dark edge. */
export function paintDot(
  context: CanvasRenderingContext2D,
  { x, y }: Point<'screen'>,
  radius: number,
  colour: string,
): void {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fillStyle = colour;
  context.fill();
  context.strokeStyle = 'rgb(0 0 0 / .8)';
  context.lineWidth = 1.5;
  context.stroke();
}
