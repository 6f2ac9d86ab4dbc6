import type { Box } from '../mask/space.ts';
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
      // Where the new steps pass earlier ones, the edge runs around both.
      const place = around(steps, widestRim / viewport.scale);
      this.#drawRim(paint, target.colour, stepsNear(trail, place, widestRim / viewport.scale), place);
      this.#cut(this.#target, paint, steps, place);
      this.#cut(this.#solid, paint, steps, place, false);
    }
    let shown = this.#target;
    if (tail !== null && trail.last !== undefined) {
      shown = this.#withTail;
      this.#target.drawOn(shown.clear(paint), paint);
      const line: readonly StrokeStep[] = [[trail.last, tail]];
      const place = around(line, widestRim / viewport.scale);
      const near = stepsNear(trail, place, widestRim / viewport.scale);
      this.#drawRim(paint, target.colour, [...near, ...line], place);
      this.#cut(shown, paint, line, place);
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

  /** The edge that the steps give, within the place, to what is left of the target. */
  #drawRim(paint: StagePaint, colour: number, steps: readonly StrokeStep[], place: Box<'image'>): void {
    const { viewport } = paint;
    const rim = this.#rim.context;
    rim.save();
    clipTo(rim, place, viewport);
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

  #cut(
    bitmap: StageBitmap,
    paint: StagePaint,
    steps: readonly StrokeStep[],
    place: Box<'image'>,
    edged = true,
  ): void {
    const { context } = bitmap;
    context.save();
    clipTo(context, place, paint.viewport);
    if (edged) this.#rim.drawOn(context, paint);
    inPhoto(context, paint, '#000');
    context.globalCompositeOperation = 'destination-out';
    fillSteps(context, steps);
    context.restore();
  }
}

/** The box around steps, in image pixels, with a margin. */
function around(steps: readonly StrokeStep[], margin: number): Box<'image'> {
  let x1 = Number.POSITIVE_INFINITY;
  let y1 = Number.POSITIVE_INFINITY;
  let x2 = Number.NEGATIVE_INFINITY;
  let y2 = Number.NEGATIVE_INFINITY;
  for (const point of steps.flat()) {
    const reach = point.radius + margin;
    x1 = Math.min(x1, point.x - reach);
    y1 = Math.min(y1, point.y - reach);
    x2 = Math.max(x2, point.x + reach);
    y2 = Math.max(y2, point.y + reach);
  }
  return { x1, y1, x2, y2 };
}

/** The steps of a stroke that come within a margin of a box. */
function stepsNear(trail: Trail<StrokePoint>, box: Box<'image'>, margin: number): readonly StrokeStep[] {
  const near: StrokeStep[] = [];
  for (let i = 0; i < trail.length; i++) {
    const b = trail.at(i)!;
    const a = trail.at(i - 1) ?? b;
    const reach = Math.max(a.radius, b.radius) + margin;
    const meets =
      Math.min(a.x, b.x) - reach < box.x2 &&
      Math.max(a.x, b.x) + reach > box.x1 &&
      Math.min(a.y, b.y) - reach < box.y2 &&
      Math.max(a.y, b.y) + reach > box.y1;
    if (meets) near.push([a, b]);
  }
  return near;
}

/** Keeps drawing to a place, so that a frame costs what is new there and not what the stage holds. */
function clipTo(
  context: CanvasRenderingContext2D,
  { x1, y1, x2, y2 }: Box<'image'>,
  { x, y, scale }: Viewport,
): void {
  const left = Math.floor(x1 * scale + x) - 1;
  const top = Math.floor(y1 * scale + y) - 1;
  context.beginPath();
  context.rect(left, top, Math.ceil(x2 * scale + x) + 1 - left, Math.ceil(y2 * scale + y) + 1 - top);
  context.clip();
}
