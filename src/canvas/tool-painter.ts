import type { ObjectId } from '../document/document.ts';
import type { Box } from '../mask/space.ts';
import { cellsOnImage } from './cell-geometry.ts';
import type { MaskRasters, RasterView } from './mask-rasters.ts';
import type { StageTextMeasure } from './paint-labels.ts';
import { paintBrushRing, paintKeyCursor } from './paint-pointer.ts';
import { paintContour, paintPolygon } from './paint-polygon.ts';
import { type Ghost, paintGhosts, paintHandles, paintMeasure } from './paint-selection.ts';
import { LassoPainter, paintBoxShape, paintKnife, paintMarquee, paintRegion } from './paint-shapes.ts';
import { StrokePainter } from './paint-stroke.ts';
import type { SceneObject } from './scene.ts';
import type { StagePaint } from './stage-paint.ts';
import type { ToolPicture } from './tool-picture.ts';
import type { ToolPreview } from './tools/tool-preview.ts';

/** What tools are painted over and with. */
export interface ToolScene {
  readonly objects: readonly SceneObject[];
  /** Palette index of the object that is drawn on, or of a new one. */
  readonly colour: number;
  readonly brushSize: number;
  /** The box in which the words typed next are asked. */
  readonly region: Box<'canvas'> | null;
  readonly view: RasterView;
}

/** Paints what the tool in hand shows: the running gesture, handles and corners, the brush's ring, the key cursor. */
export class ToolPainter {
  readonly #masks: MaskRasters;
  readonly #measure: StageTextMeasure;
  readonly #stroke = new StrokePainter();
  readonly #lasso = new LassoPainter();

  /** `masks` are those of the finished objects, whose outlines are shown on their way. */
  constructor(masks: MaskRasters, measure: StageTextMeasure) {
    this.#masks = masks;
    this.#measure = measure;
  }

  paint(paint: StagePaint, { preview, pending, ring, cursor }: ToolPicture, scene: ToolScene): void {
    const stroke = preview.kind === 'stroke' ? preview : pending;
    // What takes away is seen on the masks themselves.
    if (stroke === null || stroke.mode === 'subtract') this.#stroke.rest();
    else this.#stroke.paint(paint, stroke.points, stroke.tail, scene.colour);
    if (preview.kind !== 'lasso') this.#lasso.rest();
    if (scene.region !== null && preview.kind !== 'region') {
      paintRegion(paint, cellsOnImage(scene.region, paint.image));
    }
    this.#paintPreview(paint, preview, scene);
    if (ring !== null) paintBrushRing(paint, { ...ring, size: scene.brushSize });
    if (cursor !== null) paintKeyCursor(paint, cursor);
  }

  dispose(): void {
    this.#stroke.rest();
    this.#lasso.rest();
  }

  #paintPreview(paint: StagePaint, preview: ToolPreview, scene: ToolScene): void {
    const { colour } = scene;
    switch (preview.kind) {
      case 'none':
      case 'stroke':
        return;
      case 'marquee':
        paintMarquee(paint, preview.box);
        return;
      case 'handles':
        paintHandles(paint, preview.box, preview.hovered);
        return;
      case 'move':
        this.#paintMove(paint, preview, scene);
        return;
      case 'scale':
        paintGhosts(paint, this.#ghosts(preview.objects, scene), preview.from, preview.to);
        paintHandles(paint, preview.to, null);
        paintMeasure(paint, preview.to, this.#measure, null);
        return;
      case 'shape':
        if (preview.shape.kind === 'ring') return;
        paintBoxShape(paint, preview.shape, preview.mode, colour, this.#measure);
        return;
      case 'lasso':
        this.#lasso.paint(paint, preview.points, preview.mode, colour);
        return;
      case 'polygon':
        paintPolygon(paint, preview, colour);
        return;
      case 'contour':
        paintContour(paint, preview, colour);
        return;
      case 'knife':
        paintKnife(paint, preview.points, preview.to);
        return;
      case 'region':
        paintRegion(paint, preview.box);
        return;
    }
  }

  #paintMove(
    paint: StagePaint,
    { objects, dx, dy }: Extract<ToolPreview, { kind: 'move' }>,
    scene: ToolScene,
  ): void {
    const unit = { x1: 0, y1: 0, x2: 1, y2: 1 };
    const moved = { x1: dx, y1: dy, x2: dx + 1, y2: dy + 1 };
    const ghosts = this.#ghosts(objects, scene);
    paintGhosts(paint, ghosts, unit, moved);
    const box = around(
      scene.objects.filter(({ id }) => objects.includes(id)).map(({ mask }) => this.#masks.boxOf(mask)),
    );
    if (box === null) return;
    const at = { x1: box.x1 + dx, y1: box.y1 + dy, x2: box.x2 + dx, y2: box.y2 + dy };
    paintMeasure(paint, at, this.#measure, { dx, dy });
  }

  #ghosts(objects: readonly ObjectId[], { objects: all, view }: ToolScene): readonly Ghost[] {
    return all
      .filter(({ id }) => objects.includes(id))
      .flatMap(({ id, mask, colour }) => {
        const raster = this.#masks.get(id, mask, colour, view);
        return raster === null ? [] : [{ raster, colour }];
      });
  }
}

function around(boxes: readonly (Box<'image'> | null)[]): Box<'image'> | null {
  return boxes.reduce((whole, box) => {
    if (whole === null || box === null) return whole ?? box;
    return {
      x1: Math.min(whole.x1, box.x1),
      y1: Math.min(whole.y1, box.y1),
      x2: Math.max(whole.x2, box.x2),
      y2: Math.max(whole.y2, box.y2),
    };
  }, null);
}
