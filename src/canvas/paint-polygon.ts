import type { Point } from '../mask/space.ts';
import type { MaskMode } from '../studio/view-state.ts';
import { addLine, dashedLine, strokeCased, whiteLine } from './paint-lines.ts';
import { modeLook, paintDot } from './paint-shapes.ts';
import { objectColour } from './palette.ts';
import type { StagePaint } from './stage-paint.ts';
import { contourRings, type EditableContour, type VertexPlace } from './tools/editable-contour.ts';
import type { ToolPreview } from './tools/tool-preview.ts';
import { toScreen } from './viewport.ts';

const vertexRadius = 3.5;
const heldRadius = 5;
const startRadius = 7;

/** A polygon under way: its sides, the one that follows the pointer, its points, and where it would close. */
export function paintPolygon(
  { context, viewport }: StagePaint,
  { points, to, closes, held, mode }: Extract<ToolPreview, { kind: 'polygon' }>,
  colour: number,
): void {
  const on = points.map((point) => toScreen(viewport, point));
  const [first] = on;
  const end = to === null ? null : toScreen(viewport, to);
  if (first === undefined) {
    if (end !== null) paintDot(context, end, vertexRadius, '#fff');
    return;
  }
  paintInside(context, end === null || closes ? on : [...on, end], mode, colour);
  const sides = new Path2D();
  addLine(sides, on);
  if (closes) sides.closePath();
  strokeCased(context, sides, modeLook(mode, colour));
  const last = on[on.length - 1]!;
  if (end !== null && !closes) {
    const open = new Path2D();
    addLine(open, [last, end]);
    strokeCased(context, open, dashedLine);
  }
  // The point that closes it is larger from the moment that it can, and filled when a click there would.
  const closable = points.length >= 3;
  on.forEach((point, i) => {
    if (i === 0 && closable) paintStart(context, point, closes, objectColour(colour));
    else paintDot(context, point, i === held ? heldRadius : vertexRadius, '#fff');
  });
}

function paintInside(
  context: CanvasRenderingContext2D,
  corners: readonly Point<'screen'>[],
  mode: MaskMode,
  colour: number,
): void {
  if (corners.length < 3) return;
  context.beginPath();
  addLine(context, corners);
  context.globalAlpha = 0.2;
  context.fillStyle = modeLook(mode, colour).fill;
  context.fill('nonzero');
  context.globalAlpha = 1;
}

function paintStart(
  context: CanvasRenderingContext2D,
  at: Point<'screen'>,
  closes: boolean,
  colour: string,
): void {
  paintDot(context, at, closes ? startRadius : heldRadius, closes ? colour : '#fff');
  if (!closes) return;
  context.beginPath();
  context.arc(at.x, at.y, startRadius + 3, 0, 2 * Math.PI);
  context.strokeStyle = '#fff';
  context.lineWidth = 1.5;
  context.stroke();
}

const paths = new WeakMap<EditableContour, Path2D>();

function pathOf(contour: EditableContour): Path2D {
  let path = paths.get(contour);
  if (path === undefined) {
    path = new Path2D();
    for (const ring of contourRings(contour)) {
      path.moveTo(ring[0]!, ring[1]!);
      for (let i = 2; i < ring.length; i += 2) path.lineTo(ring[i]!, ring[i + 1]!);
      path.closePath();
    }
    paths.set(contour, path);
  }
  return path;
}

/** The corners of a finished object, and while one is moved the outline that it will have. */
export function paintContour(
  paint: StagePaint,
  { contour, hovered, chosen, insert, changing }: Extract<ToolPreview, { kind: 'contour' }>,
  colour: number,
): void {
  const { context, viewport } = paint;
  context.save();
  context.translate(viewport.x, viewport.y);
  context.scale(viewport.scale, viewport.scale);
  const path = pathOf(contour);
  if (changing) {
    context.globalAlpha = 0.14;
    context.fillStyle = objectColour(colour);
    context.fill(path, 'evenodd');
    context.globalAlpha = 1;
    strokeCased(context, path, { colour: objectColour(colour), width: 1.75 }, viewport.scale);
  } else strokeCased(context, path, { ...whiteLine, width: 1 }, viewport.scale);
  context.restore();
  paintVertices(paint, contour, hovered, chosen, objectColour(colour));
  if (insert !== null) paintInsertion(context, toScreen(viewport, insert));
}

function paintVertices(
  { context, viewport, stage }: StagePaint,
  { rings }: EditableContour,
  hovered: VertexPlace | null,
  chosen: VertexPlace | null,
  colour: string,
): void {
  const is = (place: VertexPlace | null, ring: number, vertex: number) =>
    place !== null && place.ring === ring && place.vertex === vertex;
  rings.forEach(({ vertices }, ring) => {
    vertices.forEach((point, vertex) => {
      const at = toScreen(viewport, point);
      if (at.x < -heldRadius || at.y < -heldRadius) return;
      if (at.x > stage.width + heldRadius || at.y > stage.height + heldRadius) return;
      const marked = is(chosen, ring, vertex);
      const large = marked || is(hovered, ring, vertex);
      paintDot(context, at, large ? heldRadius : vertexRadius - 0.5, marked ? colour : '#fff');
    });
  });
}

/** Where a press on an edge would put a vertex: a hollow point with a plus. */
function paintInsertion(context: CanvasRenderingContext2D, { x, y }: Point<'screen'>): void {
  paintDot(context, { x, y }, heldRadius, 'rgb(0 0 0 / .75)');
  context.beginPath();
  context.moveTo(x - 2.5, y);
  context.lineTo(x + 2.5, y);
  context.moveTo(x, y - 2.5);
  context.lineTo(x, y + 2.5);
  context.strokeStyle = '#fff';
  context.lineWidth = 1.5;
  context.stroke();
}
