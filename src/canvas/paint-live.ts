import { canvasSide } from '../mask/nearest-canvas.ts';
import { cellsOnImage } from './cell-geometry.ts';
import type { CellRasters } from './cell-rasters.ts';
import { type GhostRaster, unpaintedRegions } from './ghost-raster.ts';
import type { MaskFades } from './mask-fades.ts';
import type { MaskRasters, RasterView } from './mask-rasters.ts';
import { paintCellGrid, paintCellRows } from './paint-cells.ts';
import { type MaskLook, paintMaskShape } from './paint-masks.ts';
import { objectColour } from './palette.ts';
import type { SceneAnswer, SceneLive } from './scene.ts';
import { onPhoto, type StagePaint, strokeBox } from './stage-paint.ts';
import { boxToScreen } from './viewport.ts';

export interface LivePainters {
  readonly ghost: GhostRaster;
  readonly cells: CellRasters;
  readonly masks: MaskRasters;
  readonly fades: MaskFades;
  readonly look: MaskLook;
}

const wholeCanvas = { x1: 0, y1: 0, x2: canvasSide, y2: canvasSide };

/** The key under which a live object's bitmaps are kept. */
export function liveKey(answer: SceneAnswer, live: SceneLive): string {
  return `${answer.turn}:${live.object.index}`;
}

/** The answer as it is written: dots where the model leans, boxes, cells row by row, finished objects refined. */
export function paintLive(
  paint: StagePaint,
  answer: SceneAnswer,
  view: RasterView,
  painters: LivePainters,
): void {
  if (answer.ghost !== null && answer.objects.length === 0) {
    painters.ghost.paint(paint, answer.ghost, [wholeCanvas]);
  }
  for (const live of answer.objects) paintLiveObject(paint, answer, live, view, painters);
}

function paintLiveObject(
  paint: StagePaint,
  answer: SceneAnswer,
  live: SceneLive,
  view: RasterView,
  painters: LivePainters,
): void {
  const { object, cells } = live;
  const { refined } = object;
  const shownMask = refined === undefined ? 0 : painters.fades.progress(refined);
  if (refined !== undefined && shownMask > 0) {
    const style = { colour: object.colour, selected: false, hovered: false, alpha: shownMask };
    const raster = painters.masks.get(liveKey(answer, live), refined, object.colour, view);
    paintMaskShape(paint, raster, style, painters.look);
  }
  if (shownMask >= 1) return;
  const open = object.phase === 'box' || object.phase === 'painting';
  if (open && answer.ghost !== null) {
    const regions =
      object.phase === 'box' ? [cells] : unpaintedRegions(cells, object.cursorX, object.cursorY);
    painters.ghost.paint(paint, answer.ghost, regions);
  }
  paintBoxAndCells(
    paint,
    live,
    painters.cells.get(liveKey(answer, live), object.cells, object.colour),
    1 - shownMask,
  );
}

function paintBoxAndCells(paint: StagePaint, live: SceneLive, bitmap: OffscreenCanvas, alpha: number): void {
  const { object, cells } = live;
  const { context } = paint;
  const colour = objectColour(object.colour);
  const box = boxToScreen(paint.viewport, cellsOnImage(cells, paint.image));
  context.globalAlpha = alpha;
  if (object.phase === 'box') {
    context.fillStyle = colour;
    context.globalAlpha = alpha * 0.1;
    context.fillRect(box.x1, box.y1, box.x2 - box.x1, box.y2 - box.y1);
    context.globalAlpha = alpha;
    strokeBox(context, box, colour, true);
    context.globalAlpha = 1;
    return;
  }
  const painting = object.phase === 'painting';
  const current = painting ? Math.min(cells.y2, Math.max(cells.y1, object.cursorY)) : cells.y2;
  paintCellRows(paint, bitmap, { ...cells, y2: current }, onPhoto.cellFill * alpha);
  if (current < cells.y2) {
    paintCellRows(paint, bitmap, { ...cells, y1: current, y2: current + 1 }, onPhoto.currentRowFill * alpha);
  }
  paintCellGrid(paint, painting ? { ...cells, y2: Math.min(cells.y2, current + 1) } : cells, alpha);
  context.globalAlpha = alpha;
  strokeBox(context, box, colour, false);
  context.globalAlpha = 1;
  if (painting && current < cells.y2) paintCursor(paint, live, current);
}

/** A white line where the next row begins and a white mark where the next brick does. */
function paintCursor(paint: StagePaint, { object, cells }: SceneLive, row: number): void {
  const { context, image, viewport } = paint;
  const next = boxToScreen(viewport, cellsOnImage({ ...cells, y1: row, y2: row + 1 }, image));
  context.strokeStyle = 'rgb(255 255 255 / .6)';
  context.lineWidth = 1.5;
  context.beginPath();
  context.moveTo(next.x1, next.y2);
  context.lineTo(next.x2, next.y2);
  context.stroke();
  if (object.cursorX >= cells.x2) return;
  const width = Math.max(2, ((image.width / canvasSide) * viewport.scale) / 2);
  const x = viewport.x + ((object.cursorX * image.width) / canvasSide) * viewport.scale;
  context.fillStyle = '#fff';
  context.fillRect(x, next.y1, width, next.y2 - next.y1);
}
