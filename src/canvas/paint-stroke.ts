import type { StrokePoint } from '../mask/stroke.ts';
import { addCapsule } from './capsule-path.ts';
import { objectColour } from './palette.ts';
import { StageBitmap } from './stage-bitmap.ts';
import type { StagePaint } from './stage-paint.ts';
import { StrokeProgress, type StrokeStep } from './stroke-progress.ts';
import type { Trail } from './tools/trail.ts';

const strength = 0.75;

/** What the brush has painted since the pointer went down. Each frame draws only the steps that are new. */
export class StrokePainter {
  readonly #ink = new StageBitmap();
  readonly #whole = new StageBitmap();
  readonly #progress = new StrokeProgress();

  /** `tail` is the movable end of a straight line, drawn anew each time. */
  paint(paint: StagePaint, trail: Trail<StrokePoint>, tail: StrokePoint | null, colour: number): void {
    const { viewport, stage, pixelRatio, context } = paint;
    const { restart, steps } = this.#progress.advance(trail, {
      viewport,
      stage,
      pixelRatio,
      subject: colour,
    });
    if (restart) startInk(this.#ink, paint, colour);
    fillSteps(this.#ink.context, steps);
    let shown = this.#ink;
    if (tail !== null && trail.last !== undefined) {
      // Both at one strength: drawn one over the other they would be stronger where they meet.
      shown = this.#whole;
      const whole = shown.clear(paint);
      this.#ink.drawOn(whole, paint);
      inPhoto(whole, paint, objectColour(colour));
      fillSteps(whole, [[trail.last, tail]]);
    }
    context.globalAlpha = strength;
    shown.drawOn(context, paint);
    context.globalAlpha = 1;
  }

  /** Call when no stroke is under way. */
  rest(): void {
    this.#progress.forget();
    this.#ink.release();
    this.#whole.release();
  }
}

function startInk(ink: StageBitmap, paint: StagePaint, colour: number): void {
  inPhoto(ink.clear(paint), paint, objectColour(colour));
}

/** From here on draws in image pixels, cut at the photo's border. */
export function inPhoto(
  context: CanvasRenderingContext2D,
  { viewport, image }: StagePaint,
  colour: string,
): void {
  context.translate(viewport.x, viewport.y);
  context.scale(viewport.scale, viewport.scale);
  context.beginPath();
  context.rect(0, 0, image.width, image.height);
  context.clip();
  context.fillStyle = colour;
}

/** Steps of a stroke in the context's units, each grown by `grow`. */
export function fillSteps(context: CanvasRenderingContext2D, steps: readonly StrokeStep[], grow = 0): void {
  if (steps.length === 0) return;
  context.beginPath();
  for (const [from, to] of steps) addCapsule(context, from, to, grow);
  context.fill('nonzero');
}
