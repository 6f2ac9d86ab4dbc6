import type { Box } from '../mask/space.ts';
import type { MaskRaster } from './mask-rasters.ts';
import { paintTag, type StageTextMeasure } from './paint-labels.ts';
import { dashedLine, strokeCased } from './paint-lines.ts';
import { sizeOf } from './paint-shapes.ts';
import { objectColour } from './palette.ts';
import type { StagePaint } from './stage-paint.ts';
import { type Handle, handlePoint, handlesOf } from './tools/handles.ts';
import { boxToScreen, toScreen } from './viewport.ts';

const handleSide = 8;

/** The box of the selection with the handles that scale it. */
export function paintHandles(
  { context, viewport, pixelRatio }: StagePaint,
  box: Box<'image'>,
  hovered: Handle | null,
): void {
  const handles = handlesOf(box, viewport.scale);
  if (handles.length === 0) return;
  const { x1, y1, x2, y2 } = boxToScreen(viewport, box);
  const frame = new Path2D();
  frame.rect(x1, y1, x2 - x1, y2 - y1);
  strokeCased(context, frame, { colour: 'rgb(255 255 255 / .85)', width: 1, dash: [4, 3] });
  for (const handle of handles) {
    const { x, y } = toScreen(viewport, handlePoint(box, handle));
    const large = hovered !== null && hovered.x === handle.x && hovered.y === handle.y;
    const side = handleSide + (large ? 3 : 0);
    const left = Math.round((x - side / 2) * pixelRatio) / pixelRatio;
    const top = Math.round((y - side / 2) * pixelRatio) / pixelRatio;
    context.beginPath();
    context.roundRect(left, top, side, side, 2);
    context.fillStyle = '#fff';
    context.fill();
    context.strokeStyle = 'rgb(0 0 0 / .8)';
    context.lineWidth = 1.5;
    context.stroke();
  }
}

/** An object on its way: its outline where it would be. */
export interface Ghost {
  readonly raster: MaskRaster;
  readonly colour: number;
}

/** Outlines under the map that takes one box to the other (image pixels), with the box where it ends. */
export function paintGhosts(
  paint: StagePaint,
  ghosts: readonly Ghost[],
  from: Box<'image'>,
  to: Box<'image'>,
): void {
  const { context, viewport } = paint;
  for (const { raster, colour } of ghosts) {
    const path = new Path2D();
    path.addPath(raster.outline, ghostMatrix(raster, from, to, viewport));
    context.globalAlpha = 0.32;
    context.fillStyle = objectColour(colour);
    context.fill(path, 'evenodd');
    context.globalAlpha = 1;
    strokeCased(context, path, dashedLine);
  }
}

/** From bitmap pixels of a raster to the stage. */
function ghostMatrix(
  { plan }: MaskRaster,
  from: Box<'image'>,
  to: Box<'image'>,
  viewport: StagePaint['viewport'],
): DOMMatrix {
  const across = (to.x2 - to.x1) / (from.x2 - from.x1);
  const down = (to.y2 - to.y1) / (from.y2 - from.y1);
  return new DOMMatrix()
    .translateSelf(viewport.x, viewport.y)
    .scaleSelf(viewport.scale, viewport.scale)
    .translateSelf(to.x1, to.y1)
    .scaleSelf(across, down)
    .translateSelf(plan.box.x1 - from.x1, plan.box.y1 - from.y1)
    .scaleSelf(1 / plan.scale, 1 / plan.scale);
}

/** What a running move or scaling comes to, beside the box that it gives. */
export function paintMeasure(
  paint: StagePaint,
  box: Box<'image'>,
  measure: StageTextMeasure,
  by: { readonly dx: number; readonly dy: number } | null,
): void {
  const { x2, y2 } = boxToScreen(paint.viewport, box);
  paintTag(paint, by === null ? sizeOf(box) : `${signed(by.dx)}, ${signed(by.dy)}`, x2 + 8, y2 + 4, measure);
}

function signed(value: number): string {
  return value > 0 ? `+${value}` : value < 0 ? `−${-value}` : '0';
}
