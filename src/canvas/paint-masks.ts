import type { RawCanvas } from '../document/document.ts';
import { assertNever } from '../errors/assert-never.ts';
import { subtractMasks } from '../mask/boolean.ts';
import type { Mask } from '../mask/mask.ts';
import { nearestCanvas } from '../mask/nearest-canvas.ts';
import type { ViewState } from '../studio/view-state.ts';
import { cellsOfBox, cellsOnImage } from './cell-geometry.ts';
import type { CellRasters } from './cell-rasters.ts';
import type { GhostRaster } from './ghost-raster.ts';
import { HatchPatterns } from './hatch-pattern.ts';
import type { MaskFades } from './mask-fades.ts';
import type { MaskRaster, MaskRasters, RasterView } from './mask-rasters.ts';
import { paintCellGrid, paintCellRows } from './paint-cells.ts';
import { objectColour } from './palette.ts';
import type { SceneObject } from './scene.ts';
import { onPhoto, type StagePaint, strokeBox } from './stage-paint.ts';
import { boxToScreen } from './viewport.ts';

export interface MaskPainters {
  readonly masks: MaskRasters;
  readonly cells: CellRasters;
  readonly ghost: GhostRaster;
  readonly fades: MaskFades;
  readonly differences: MaskDifferences;
  readonly look: MaskLook;
}

/** How people want fills: their strength, or stripes, or none. */
export type MaskLook = Pick<ViewState, 'maskOpacity' | 'maskStyle'>;

const patterns = new HatchPatterns();

/** How one mask is drawn; `alpha` scales all of it. */
export interface MaskStyle {
  readonly colour: number;
  readonly selected: boolean;
  readonly hovered: boolean;
  readonly alpha: number;
  /** It stands here already as it looks at rest: only what it has beyond that is drawn. */
  readonly over?: true;
}

/** Finished objects, back to front, each as its view says. */
export function paintMasks(
  paint: StagePaint,
  objects: readonly SceneObject[],
  view: RasterView,
  painters: MaskPainters,
): void {
  for (const object of objects) paintObject(paint, object, view, painters);
}

/** Draws what sets objects apart that a picture below shows at rest: a stronger fill under the pointer, and their lines. */
export function raiseMasks(
  paint: StagePaint,
  objects: readonly SceneObject[],
  view: RasterView,
  { masks, look }: Pick<MaskPainters, 'masks' | 'look'>,
): void {
  for (const object of objects) {
    const raster = masks.get(object.id, object.mask, object.colour, view);
    paintMaskShape(paint, raster, { ...object, alpha: 1, over: true }, look);
  }
}

function paintObject(paint: StagePaint, object: SceneObject, view: RasterView, painters: MaskPainters): void {
  const { canvas } = object;
  if (object.show === 'cells' && canvas !== null) paintCellView(paint, object, canvas, painters, 1);
  else if (object.show === 'draft' && canvas !== null) paintDraftView(paint, object, canvas, painters);
  else if (object.show === 'difference' && canvas !== null)
    paintDifference(paint, object, canvas, view, painters);
  else {
    const alpha = painters.fades.progress(object.mask);
    if (alpha < 1 && canvas !== null) paintCellView(paint, object, canvas, painters, 1 - alpha);
    const raster = painters.masks.get(object.id, object.mask, object.colour, view);
    paintMaskShape(paint, raster, { ...object, alpha }, painters.look);
  }
}

/** Fill, then a dark casing and the coloured line over it; a white halo around both when selected. */
export function paintMaskShape(
  paint: StagePaint,
  raster: MaskRaster | null,
  style: MaskStyle,
  look: MaskLook,
): void {
  if (raster === null || style.alpha <= 0) return;
  inRaster(paint, raster, (context, size) => {
    fillShape(paint, raster, style, look, size);
    context.globalAlpha = style.alpha;
    context.lineJoin = 'round';
    const stroke = (colour: string, width: number) => {
      context.strokeStyle = colour;
      context.lineWidth = width / size;
      context.stroke(raster.outline);
    };
    const { selected } = onPhoto;
    if (style.selected) stroke('#fff', selected.halo);
    stroke(style.selected ? '#000' : onPhoto.casing, style.selected ? selected.casing : onPhoto.casingLine);
    stroke(objectColour(style.colour), style.selected || style.hovered ? selected.line : onPhoto.line);
  });
}

function fillShape(
  { context, pixelRatio }: StagePaint,
  { bitmap, outline }: MaskRaster,
  { alpha, colour, hovered, over }: MaskStyle,
  look: MaskLook,
  size: number,
): void {
  const wanted = fillStrength(look, hovered);
  const there = over ? fillStrength(look, false) : 0;
  if (wanted <= there) return;
  context.globalAlpha = (alpha * (wanted - there)) / (1 - there);
  if (look.maskStyle === 'fill') {
    context.drawImage(bitmap, 0, 0);
    return;
  }
  const pattern = patterns.get(context, colour, pixelRatio, size);
  if (pattern === null) return;
  context.fillStyle = pattern;
  context.fill(outline, 'evenodd');
}

/** 0..1. Stripes leave most of the photo free, so they are stronger than a fill. */
function fillStrength({ maskOpacity, maskStyle }: MaskLook, hovered: boolean): number {
  const strength = Math.min(1, maskOpacity + (hovered ? onPhoto.hoverGain : 0));
  switch (maskStyle) {
    case 'outline':
      return 0;
    case 'fill':
      return strength;
    case 'hatch':
      return Math.min(1, strength * 2);
    default:
      return assertNever(maskStyle);
  }
}

/** All pixels of a mask, opaque. */
export function paintSolidMask(paint: StagePaint, raster: MaskRaster | null): void {
  fillRaster(paint, raster, 1);
}

/** What a mask would become: a white dashed line over a dark one. */
export function paintDashedMask(paint: StagePaint, raster: MaskRaster | null): void {
  strokeRaster(paint, raster, onPhoto.casing, 3.5);
  strokeRaster(paint, raster, '#fff', 1.5, onPhoto.dash);
}

function paintCellView(
  paint: StagePaint,
  object: SceneObject,
  canvas: RawCanvas,
  painters: MaskPainters,
  alpha: number,
): void {
  const bitmap = painters.cells.get(object.id, canvas.cells, object.colour);
  const cells = cellsOfBox(canvas.box);
  const end = object.lastRow === null ? cells.y2 : Math.min(cells.y2, Math.max(cells.y1, object.lastRow + 1));
  const marked = object.markedRow !== null && object.markedRow >= cells.y1 && object.markedRow < end;
  const row = marked ? object.markedRow! : end;
  const quiet = (marked ? onPhoto.quietCellFill : onPhoto.cellFill) * alpha;
  paintCellRows(paint, bitmap, { ...cells, y2: row }, quiet);
  if (marked) {
    paintCellRows(paint, bitmap, { ...cells, y1: row, y2: row + 1 }, onPhoto.currentRowFill * alpha);
    paintCellRows(paint, bitmap, { ...cells, y1: row + 1, y2: end }, quiet);
  }
  paintCellGrid(paint, cells, alpha);
  const { context } = paint;
  context.globalAlpha = alpha;
  strokeBox(
    context,
    boxToScreen(paint.viewport, cellsOnImage(cells, paint.image)),
    objectColour(object.colour),
    false,
  );
  context.globalAlpha = 1;
}

function paintDraftView(
  paint: StagePaint,
  object: SceneObject,
  canvas: RawCanvas,
  painters: MaskPainters,
): void {
  if (object.ghost === null) return;
  painters.ghost.paint(paint, object.ghost, [{ x1: 0, y1: 0, x2: 64, y2: 64 }]);
  const box = boxToScreen(paint.viewport, cellsOnImage(cellsOfBox(canvas.box), paint.image));
  strokeBox(paint.context, box, objectColour(object.colour), true);
}

/** What refining added stands filled, what it took away stands white with a dashed edge; the mask's line over both. */
function paintDifference(
  paint: StagePaint,
  object: SceneObject,
  canvas: RawCanvas,
  view: RasterView,
  painters: MaskPainters,
): void {
  const { added, removed } = painters.differences.of(object.mask, canvas);
  const line = painters.masks.get(object.id, object.mask, object.colour, view);
  fillRaster(paint, painters.masks.get(`${object.id} added`, added, object.colour, view), 0.75);
  strokeRaster(paint, line, onPhoto.casing, onPhoto.casingLine);
  strokeRaster(paint, line, objectColour(object.colour), onPhoto.line);
  const away = painters.masks.get(`${object.id} removed`, removed, object.colour, view);
  strokeRaster(paint, away, onPhoto.casing, 3);
  strokeRaster(paint, away, '#fff', 1.25, [4, 3]);
}

function fillRaster(paint: StagePaint, raster: MaskRaster | null, alpha: number): void {
  if (raster === null) return;
  inRaster(paint, raster, (context) => {
    context.globalAlpha = alpha;
    context.drawImage(raster.bitmap, 0, 0);
  });
}

function strokeRaster(
  paint: StagePaint,
  raster: MaskRaster | null,
  colour: string,
  width: number,
  dash: readonly number[] = [],
): void {
  if (raster === null) return;
  inRaster(paint, raster, (context, size) => {
    context.strokeStyle = colour;
    context.lineJoin = 'round';
    context.lineWidth = width / size;
    context.setLineDash(dash.map((length) => length / size));
    context.stroke(raster.outline);
  });
}

/** Runs with the context in the raster's pixels; `size` is CSS pixels a raster pixel. */
function inRaster(
  { context, viewport }: StagePaint,
  { plan }: MaskRaster,
  run: (context: CanvasRenderingContext2D, size: number) => void,
): void {
  const size = viewport.scale / plan.scale;
  context.save();
  context.translate(viewport.x + plan.box.x1 * viewport.scale, viewport.y + plan.box.y1 * viewport.scale);
  context.scale(size, size);
  context.imageSmoothingEnabled = size < 2;
  run(context, size);
  context.restore();
}

/** Where a mask and the cells it was refined from differ, remembered as long as the mask lives. */
export class MaskDifferences {
  readonly #known = new WeakMap<
    Mask,
    { readonly canvas: RawCanvas; readonly added: Mask; readonly removed: Mask }
  >();

  of(mask: Mask, canvas: RawCanvas): { readonly added: Mask; readonly removed: Mask } {
    const known = this.#known.get(mask);
    if (known !== undefined && known.canvas === canvas) return known;
    const cells = nearestCanvas(canvas.cells, mask.width, mask.height);
    const made = { canvas, added: subtractMasks(mask, cells), removed: subtractMasks(cells, mask) };
    this.#known.set(mask, made);
    return made;
  }
}
