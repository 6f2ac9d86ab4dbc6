import type { StrokePoint } from '../mask/stroke.ts';
import type { Trail } from './tools/trail.ts';
import type { Size, Viewport } from './viewport.ts';

/** One step of a stroke: the hull of two discs, which may be the same. */
export type StrokeStep = readonly [from: StrokePoint, to: StrokePoint];

/** What a drawing of a stroke depends on besides the stroke. */
export interface StrokeLook {
  readonly viewport: Viewport;
  readonly stage: Size;
  readonly pixelRatio: number;
  readonly subject: unknown;
}

/**
 * How far a growing stroke has been drawn, so that each frame draws only what is new. It starts over when the stroke is
 * another one, or when the view or the subject has changed.
 */
export class StrokeProgress {
  #trail: Trail<StrokePoint> | null = null;
  #look: StrokeLook | null = null;

  /** The steps that are missing; `restart` when nothing that was drawn stands. */
  advance(
    trail: Trail<StrokePoint>,
    look: StrokeLook,
  ): { readonly restart: boolean; readonly steps: readonly StrokeStep[] } {
    const before = this.#trail;
    const goesOn = before !== null && trail.continues(before) && sameLook(this.#look, look);
    this.#trail = trail;
    this.#look = look;
    const steps: StrokeStep[] = [];
    for (let i = goesOn ? before.length : 0; i < trail.length; i++) {
      const to = trail.at(i)!;
      steps.push([trail.at(i - 1) ?? to, to]);
    }
    return { restart: !goesOn, steps };
  }

  forget(): void {
    this.#trail = null;
    this.#look = null;
  }
}

function sameLook(a: StrokeLook | null, b: StrokeLook): boolean {
  return (
    a !== null &&
    a.viewport === b.viewport &&
    a.stage === b.stage &&
    a.pixelRatio === b.pixelRatio &&
    a.subject === b.subject
  );
}
