import type { StrokePoint } from '../mask/stroke.ts';
import { fillSteps, inPhoto } from './paint-stroke.ts';
import { objectColour } from './palette.ts';
import type { SceneObject } from './scene.ts';
import { StageBitmap } from './stage-bitmap.ts';
import type { StagePaint } from './stage-paint.ts';
import { StrokeProgress, type StrokeStep } from './stroke-progress.ts';
import type { Trail } from './tools/trail.ts';
import type { Viewport } from './viewport.ts';

/** A stroke that takes away from one of the objects on the stage; `tail` is the movable end of a straight line. */
export interface Erasing {
  readonly target: SceneObject;
  readonly trail: Trail<StrokePoint>;
  readonly tail: StrokePoint | null;
}

/** How the painter of masks draws: objects as usual, and a mask's pixels all opaque. */
export interface EraseBrushes {
  objects(paint: StagePaint, objects: readonly SceneObject[]): void;
  solid(paint: StagePaint, object: SceneObject): void;
}

/** The new edge in CSS pixels inwards: halo, casing, line and casing, as a selected outline has them. */
const rims = [
  { to: 5, colour: '#fff' },
  { to: 4, colour: '#000' },
  { to: 3.1, colour: null },
  { to: 0.9, colour: '#000' },
] as const;
const widestRim = rims[0].to;

/**
 * The masks while one of them is erased. What lies below and above it is drawn once; then each frame cuts the new steps
 * of the stroke out of it and gives it an edge there, whatever the number of objects and the length of the stroke.
 */
export class ErasePainter {
  readonly #below = new StageBitmap();
  readonly #target = new StageBitmap();
  /** The pixels that the target still has. */
  readonly #solid = new StageBitmap();
  readonly #above = new StageBitmap();
  readonly #rim = new StageBitmap();
  readonly #withTail = new StageBitmap();
  readonly #progress = new StrokeProgress();

  /** `subject` is everything else that the picture depends on; another one starts it over. */
  paint(
    paint: StagePaint,
    objects: readonly SceneObject[],
    { target, trail, tail }: Erasing,
    subject: unknown,
    brushes: EraseBrushes,
  ): void {
    const { viewport, stage, pixelRatio, context } = paint;
    const { restart, steps } = this.#progress.advance(trail, { viewport, stage, pixelRatio, subject });
    if (restart) this.#restart(paint, objects, target, brushes);
    if (steps.length > 0) {
      this.#drawRim(paint, target.colour, steps);
      this.#cut(this.#target, paint, steps);
      this.#cut(this.#solid, paint, steps, false);
    }
    let shown = this.#target;
    if (tail !== null && trail.last !== undefined) {
      shown = this.#withTail;
      this.#target.drawOn(shown.clear(paint), paint);
      const line: readonly StrokeStep[] = [[trail.last, tail]];
      this.#drawRim(paint, target.colour, line);
      this.#cut(shown, paint, line);
    }
    for (const part of [this.#below, shown, this.#above]) part.drawOn(context, paint);
  }

  /** Call when nothing is being erased. */
  rest(): void {
    this.#progress.forget();
    const all = [this.#below, this.#target, this.#solid, this.#above, this.#rim, this.#withTail];
    for (const bitmap of all) bitmap.release();
  }

  #restart(
    paint: StagePaint,
    objects: readonly SceneObject[],
    target: SceneObject,
    brushes: EraseBrushes,
  ): void {
    const at = objects.indexOf(target);
    const on = (bitmap: StageBitmap): StagePaint => ({ ...paint, context: bitmap.clear(paint) });
    brushes.objects(on(this.#below), objects.slice(0, at));
    brushes.objects(on(this.#target), [target]);
    brushes.objects(on(this.#above), objects.slice(at + 1));
    brushes.solid(on(this.#solid), target);
    this.#rim.clear(paint);
  }

  /** The edge that the steps give to what is left: only there, and not over what they cut away together. */
  #drawRim(paint: StagePaint, colour: number, steps: readonly StrokeStep[]): void {
    const { viewport } = paint;
    const rim = this.#rim.context;
    rim.save();
    clipAround(rim, steps, viewport);
    rim.clearRect(0, 0, paint.stage.width, paint.stage.height);
    rim.save();
    inPhoto(rim, paint, '#fff');
    for (const { to, colour: own } of rims) {
      rim.fillStyle = own ?? objectColour(colour);
      fillSteps(rim, steps, to / viewport.scale);
    }
    rim.restore();
    rim.globalCompositeOperation = 'destination-in';
    this.#solid.drawOn(rim, paint);
    rim.restore();
  }

  #cut(bitmap: StageBitmap, paint: StagePaint, steps: readonly StrokeStep[], edged = true): void {
    const { context } = bitmap;
    context.save();
    clipAround(context, steps, paint.viewport);
    if (edged) this.#rim.drawOn(context, paint);
    inPhoto(context, paint, '#000');
    context.globalCompositeOperation = 'destination-out';
    fillSteps(context, steps);
    context.restore();
  }
}

/** Keeps drawing to the neighbourhood of the steps: a frame costs what is new, not what the stage holds. */
function clipAround(
  context: CanvasRenderingContext2D,
  steps: readonly StrokeStep[],
  { x, y, scale }: Viewport,
): void {
  let x1 = Number.POSITIVE_INFINITY;
  let y1 = Number.POSITIVE_INFINITY;
  let x2 = Number.NEGATIVE_INFINITY;
  let y2 = Number.NEGATIVE_INFINITY;
  for (const point of steps.flat()) {
    x1 = Math.min(x1, point.x - point.radius);
    y1 = Math.min(y1, point.y - point.radius);
    x2 = Math.max(x2, point.x + point.radius);
    y2 = Math.max(y2, point.y + point.radius);
  }
  const margin = widestRim + 1;
  const left = Math.floor(x1 * scale + x - margin);
  const top = Math.floor(y1 * scale + y - margin);
  context.beginPath();
  context.rect(
    left,
    top,
    Math.ceil(x2 * scale + x + margin) - left,
    Math.ceil(y2 * scale + y + margin) - top,
  );
  context.clip();
}
