import type Konva from 'konva';
import type { ObjectId } from '../document/document.ts';
import { objectById } from '../document/lookup.ts';
import { canvasSide } from '../mask/nearest-canvas.ts';
import { drawingCategory } from '../studio/editing/drawing-category.ts';
import type { Studio } from '../studio/studio.ts';
import type { CanvasController, MotionClock } from './canvas-controller.ts';
import { cellsOfBox } from './cell-geometry.ts';
import { CellRasters } from './cell-rasters.ts';
import { GhostRaster } from './ghost-raster.ts';
import { type LabelRequest, labelHeight } from './label-layout.ts';
import { labelRequests, MaskAnchors } from './label-requests.ts';
import { MaskFades } from './mask-fades.ts';
import { MaskRasters, type RasterView } from './mask-rasters.ts';
import { MaskSheet, type SheetBrushes } from './mask-sheet.ts';
import { paintCellGrid } from './paint-cells.ts';
import { ErasePainter, type Erasing } from './paint-erasing.ts';
import { labelFonts, StageTextMeasure } from './paint-labels.ts';
import { liveKey, paintLive } from './paint-live.ts';
import {
  MaskDifferences,
  type MaskPainters,
  paintDashedMask,
  paintMasks,
  paintSolidMask,
  raiseMasks,
} from './paint-masks.ts';
import { paintLabels, paintMarkedRow } from './paint-overlay.ts';
import { paintPhoto } from './paint-photo.ts';
import { atRest, ScenePartition, type SceneParts } from './part-scene.ts';
import { PhotoLevels } from './photo-levels.ts';
import { levelOfDetail } from './raster-plan.ts';
import { type SceneAnswer, type SceneObject, sceneAnswer, sceneImage, sceneObjects } from './scene.ts';
import type { StagePaint } from './stage-paint.ts';
import { ToolPainter } from './tool-painter.ts';
import type { ToolPicture } from './tool-picture.ts';
import { nothingShown, type StrokePreview } from './tools/tool-preview.ts';
import { visibleBox } from './viewport.ts';

/** Split by how often they change; each is one canvas. */
export type LayerName = 'photo' | 'masks' | 'live' | 'overlay' | 'tool';
export const layerNames: readonly LayerName[] = ['photo', 'masks', 'live', 'overlay', 'tool'];

/** Above this zoom (CSS pixels an image pixel) outlines follow the pixels. */
const sharpOutlineFrom = 4;

/**
 * Paints the stage from the studio's stores. It listens to them, works out which layers a change concerns and asks
 * Konva for those, at most once a frame; the painting itself happens in `paint`, called by each layer's shape. Owns
 * every bitmap that it makes.
 */
export class CanvasRenderer {
  readonly #studio: Studio;
  readonly #controller: CanvasController;
  readonly #clock: MotionClock;
  readonly #layers: Readonly<Record<LayerName, Konva.Layer>>;
  readonly #masks = new MaskRasters();
  readonly #cells = new CellRasters();
  readonly #liveCells = new CellRasters();
  readonly #liveMasks = new MaskRasters();
  readonly #ghost = new GhostRaster();
  readonly #draft = new GhostRaster();
  readonly #differences = new MaskDifferences();
  readonly #levels = new PhotoLevels(() => this.#ask('photo'));
  readonly #anchors = new MaskAnchors((mask) => this.#masks.boxOf(mask));
  readonly #measure: StageTextMeasure;
  readonly #erase = new ErasePainter();
  readonly #sheet: MaskSheet;
  readonly #tool: ToolPainter;
  readonly #fades: MaskFades;
  readonly #partition: ScenePartition;
  readonly #stops: (() => void)[];

  #objects: readonly SceneObject[] = [];
  #answer: SceneAnswer | null = null;
  #lastTurn: string | null = null;
  /** Objects that have been on the stage. */
  readonly #met = new Set<ObjectId>();
  #picture: ToolPicture = { preview: nothingShown, pending: null, ring: null, cursor: null };
  #stopFade: (() => void) | null = null;

  constructor(
    studio: Studio,
    controller: CanvasController,
    layers: Readonly<Record<LayerName, Konva.Layer>>,
    clock: MotionClock,
  ) {
    this.#studio = studio;
    this.#controller = controller;
    this.#layers = layers;
    this.#clock = clock;
    this.#fades = new MaskFades(clock);
    this.#partition = new ScenePartition(this.#fades);
    this.#sheet = new MaskSheet(clock, () => this.#ask('masks'));
    const { fontFamily } = getComputedStyle(layers.overlay.getStage().container());
    this.#measure = new StageTextMeasure(labelFonts(fontFamily || 'system-ui, sans-serif'));
    this.#tool = new ToolPainter(this.#masks, this.#measure);
    this.#stops = [
      controller.frame.subscribe(() => this.#ask(...layerNames)),
      studio.photos.subscribe(() => this.#ask('photo')),
      studio.project.subscribe((project, before) => {
        const same =
          project.document === before.document &&
          project.currentImage === before.currentImage &&
          project.conversations === before.conversations;
        if (!same) this.#refresh();
      }),
      studio.view.subscribe((view, before) => {
        this.#refresh();
        if (view.showGrid !== before.showGrid) this.#ask('live');
        if (view.region !== before.region) this.#ask('tool');
      }),
      studio.answer.subscribe(() => this.#refreshAnswer()),
    ];
    this.#refresh();
  }

  /** Figures for tests: what is held until `dispose`. */
  get held(): { readonly maskBitmaps: number; readonly cellBitmaps: number; readonly photoCopies: number } {
    return {
      maskBitmaps: this.#masks.held.bitmaps + this.#liveMasks.held.bitmaps,
      cellBitmaps: this.#cells.held + this.#liveCells.held,
      photoCopies: this.#levels.held,
    };
  }

  /** Shows what the tool in hand shows. Only what takes away from a mask touches more than the tool's own layer. */
  showTool(picture: ToolPicture): void {
    const before = this.#picture;
    if (isNothing(before) && isNothing(picture)) return;
    this.#picture = picture;
    const erased = erasingOf(before);
    const erases = erasingOf(picture);
    const same = erased?.points === erases?.points && erased?.tail === erases?.tail;
    if (same) this.#ask('tool');
    else this.#ask('masks', 'tool');
  }

  /** Paints all layers now, for a resize: waiting for the next frame would show the stage empty. */
  paintNow(): void {
    for (const name of layerNames) this.#layers[name].draw();
  }

  /** Paints one layer into its context, which is scaled to CSS pixels. */
  paint(layer: LayerName, context: CanvasRenderingContext2D, pixelRatio: number): void {
    const { size: stage, viewport, image } = this.#controller.frame.getState();
    if (viewport === null || image === null || stage.width < 1 || stage.height < 1) return;
    const paint: StagePaint = { context, viewport, stage, image, pixelRatio };
    switch (layer) {
      case 'photo':
        this.#paintPhoto(paint);
        return;
      case 'masks':
        this.#paintMasks(paint);
        return;
      case 'live':
        this.#paintLive(paint);
        return;
      case 'overlay':
        this.#paintOverlay(paint);
        return;
      case 'tool':
        this.#paintTool(paint);
        return;
    }
  }

  dispose(): void {
    for (const stop of this.#stops) stop();
    this.#stopFade?.();
    this.#stopFade = null;
    this.#erase.rest();
    this.#sheet.dispose();
    this.#tool.dispose();
    for (const owned of [
      this.#masks,
      this.#cells,
      this.#liveCells,
      this.#liveMasks,
      this.#ghost,
      this.#draft,
      this.#levels,
    ]) {
      owned.dispose();
    }
  }

  #ask(...names: readonly LayerName[]): void {
    for (const name of names) this.#layers[name].batchDraw();
  }

  #refresh(): void {
    const project = this.#studio.project.getState();
    const image = sceneImage(project);
    this.#controller.setImage(image?.id ?? '', image);
    const objects = sceneObjects(project, this.#studio.view.getState());
    this.#fadeIn(objects);
    const before = this.#objects;
    this.#objects = objects;
    this.#refreshAnswer();
    if (!sameIds(objects, before)) this.#keepOnly(objects);
    this.#ask('masks', 'overlay');
    this.#keepFading();
  }

  /** Releases what was made for objects that are no longer on the stage. */
  #keepOnly(objects: readonly SceneObject[]): void {
    const wanted = new Set<string>();
    for (const { id } of objects)
      for (const part of ['', ' added', ' removed', ' preview']) wanted.add(`${id}${part}`);
    this.#masks.keepOnly(wanted);
    this.#cells.keepOnly(wanted);
  }

  /** What the last answer brought comes in from its cells, once; a stroke on it later does not. */
  #fadeIn(objects: readonly SceneObject[]): void {
    for (const { id, turn, canvas, mask } of objects) {
      if (this.#met.has(id)) continue;
      this.#met.add(id);
      if (turn !== null && turn === this.#lastTurn && canvas !== null) this.#fades.start(mask);
    }
  }

  #refreshAnswer(): void {
    const { running } = this.#studio.answer.getState();
    if (running !== null) this.#lastTurn = running.turn;
    const answer = sceneAnswer(this.#studio.project.getState(), running);
    if (answer === null && this.#answer === null) return;
    this.#answer = answer;
    const wanted = new Set<string>();
    for (const live of answer?.objects ?? []) {
      wanted.add(liveKey(answer!, live));
      if (live.object.refined !== undefined) this.#fades.start(live.object.refined);
    }
    this.#liveCells.keepOnly(wanted);
    this.#liveMasks.keepOnly(wanted);
    this.#ask('live', 'overlay');
    this.#keepFading();
  }

  /** Paints until the last fade is over. */
  #keepFading(): void {
    if (this.#stopFade !== null || !this.#fades.running) return;
    const step = () => {
      this.#stopFade = this.#fades.running ? this.#clock.nextFrame(step) : null;
      this.#ask('masks', 'live');
    };
    this.#stopFade = this.#clock.nextFrame(step);
  }

  #rasterView({ viewport, stage, image, pixelRatio }: StagePaint): RasterView {
    return {
      box: visibleBox(viewport, stage, image),
      level: levelOfDetail(viewport.scale * pixelRatio),
      sharp: viewport.scale >= sharpOutlineFrom,
    };
  }

  #paintPhoto(paint: StagePaint): void {
    const image = this.#studio.project.getState().currentImage;
    const photo = image === null ? undefined : this.#studio.photos.getState().get(image);
    if (photo?.kind === 'ready') paintPhoto(paint, photo.display, this.#levels);
  }

  #paintMasks(paint: StagePaint): void {
    const view = this.#rasterView(paint);
    const painters = this.#maskPainters();
    const erasing = this.#erasing();
    const { resting, raised, others } = this.#parted();
    if (resting.length > 0) this.#sheet.paint(paint, resting, this.#sheetSubject(), this.#sheetBrushes);
    else this.#sheet.rest();
    raiseMasks(paint, raised, view, painters);
    if (erasing === null) {
      this.#erase.rest();
      paintMasks(paint, others, view, painters);
    } else {
      this.#erase.paint(paint, others, erasing, this.#objects, {
        objects: (on, objects) => paintMasks(on, objects, view, painters),
        solid: (on, { id, mask, colour }) => paintSolidMask(on, this.#masks.get(id, mask, colour, view)),
      });
    }
    this.#paintPreview(paint, view);
    this.#masks.endFrame();
  }

  #parted(): SceneParts {
    const { tool } = this.#studio.view.getState();
    return this.#partition.of(this.#objects, {
      erased: this.#erasing()?.target.id ?? null,
      drawing: tool !== 'select' && tool !== 'point' && tool !== 'region' && tool !== 'zoom',
    });
  }

  /** Compared by identity: the same look of the same photo gives the same. */
  #sheetSubject(): string {
    const { maskOpacity, maskStyle } = this.#studio.view.getState();
    return `${this.#studio.project.getState().currentImage} ${maskStyle} ${maskOpacity}`;
  }

  readonly #sheetBrushes: SheetBrushes = {
    boxOf: (mask) => this.#masks.boxOf(mask),
    masks: (on, objects) => {
      paintMasks(on, objects.map(atRest), this.#rasterView(on), this.#maskPainters());
    },
    labels: (on, objects) => {
      const requests = labelRequests(
        objects.map(atRest),
        null,
        on.viewport,
        on.image,
        this.#anchors,
        this.#objects.length,
      );
      paintLabels(on, requests.filter(roomy), this.#measure);
    },
  };

  #maskPainters(): MaskPainters {
    return {
      masks: this.#masks,
      cells: this.#cells,
      ghost: this.#draft,
      fades: this.#fades,
      differences: this.#differences,
      look: this.#studio.view.getState(),
    };
  }

  /** The stroke under way, if it takes away from a mask that is seen. */
  #erasing(): Erasing | null {
    const stroke = erasingOf(this.#picture);
    if (stroke === null) return null;
    const [selected] = this.#studio.view.getState().selection;
    const target = this.#objects.find(({ id }) => id === selected);
    if (target === undefined || target.show !== 'mask' || target.locked) return null;
    return { target, trail: stroke.points, tail: stroke.tail };
  }

  /** What an object would become, while people decide. */
  #paintPreview(paint: StagePaint, view: RasterView): void {
    const { preview } = this.#studio.view.getState();
    if (preview === null) return;
    const object = this.#objects.find(({ id }) => id === preview.object);
    if (object === undefined) return;
    paintDashedMask(paint, this.#masks.get(`${object.id} preview`, preview.mask, object.colour, view));
  }

  #paintLive(paint: StagePaint): void {
    if (this.#studio.view.getState().showGrid) {
      paintCellGrid(paint, { x1: 0, y1: 0, x2: canvasSide, y2: canvasSide });
    }
    if (this.#answer === null) return;
    const painters = {
      ghost: this.#ghost,
      cells: this.#liveCells,
      masks: this.#liveMasks,
      fades: this.#fades,
      look: this.#studio.view.getState(),
    };
    paintLive(paint, this.#answer, this.#rasterView(paint), painters);
    this.#liveMasks.endFrame();
  }

  #paintOverlay(paint: StagePaint): void {
    this.#paintMarkedRow(paint);
    const { raised, others } = this.#parted();
    const { viewport, image } = paint;
    const requests = labelRequests(
      [...others, ...raised],
      this.#answer,
      viewport,
      image,
      this.#anchors,
      this.#objects.length,
    );
    paintLabels(paint, requests, this.#measure);
  }

  #paintTool(paint: StagePaint): void {
    const { brushSize, region } = this.#studio.view.getState();
    this.#tool.paint(paint, this.#picture, {
      objects: this.#objects,
      colour: this.#drawingColour(),
      brushSize,
      region,
      view: this.#rasterView(paint),
    });
  }

  #paintMarkedRow(paint: StagePaint): void {
    const row = this.#studio.view.getState().inspectedRow;
    if (row === null) return;
    const marked = this.#objects.find((object) => object.markedRow !== null);
    if (marked?.canvas != null) {
      paintMarkedRow(paint, { cells: cellsOfBox(marked.canvas.box), row }, this.#measure);
      return;
    }
    const live = this.#answer?.objects.findLast(({ object }) => object.phase !== 'box');
    if (live !== undefined) paintMarkedRow(paint, { cells: live.cells, row }, this.#measure);
  }

  /** The colour of the object that is drawn on, or of the one that the drawing makes. */
  #drawingColour(): number {
    const { document, currentImage } = this.#studio.project.getState();
    const { selection, drawingClass } = this.#studio.view.getState();
    const selected = selection[0];
    const object =
      currentImage === null || selected === undefined
        ? undefined
        : objectById(document, currentImage, selected);
    const category = document.categories.find(({ id }) => id === object?.category);
    return (category ?? drawingCategory(document, drawingClass, () => '').category).colour;
  }
}

function sameIds(a: readonly SceneObject[], b: readonly SceneObject[]): boolean {
  return a.length === b.length && a.every(({ id }, index) => id === b[index]?.id);
}

/** Among many, only what is larger than its label has one: the others would be covered by it. */
function roomy({ box }: LabelRequest): boolean {
  return box.x2 - box.x1 >= labelHeight && box.y2 - box.y1 >= labelHeight;
}

/** The stroke that takes away, under way or just finished. */
function erasingOf({ preview, pending }: ToolPicture): StrokePreview | null {
  const stroke = preview.kind === 'stroke' ? preview : pending;
  return stroke !== null && stroke.mode === 'subtract' ? stroke : null;
}

function isNothing({ preview, pending, ring, cursor }: ToolPicture): boolean {
  return preview.kind === 'none' && pending === null && ring === null && cursor === null;
}
