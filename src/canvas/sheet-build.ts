import type { MotionClock } from './canvas-controller.ts';
import { drawSheet } from './draw-sheet.ts';
import type { SheetBrushes } from './mask-sheet.ts';
import type { SceneObject } from './scene.ts';
import type { Sheet } from './sheet-geometry.ts';
import type { StageBitmap } from './stage-bitmap.ts';
import type { StagePaint } from './stage-paint.ts';

/** Milliseconds of each frame that may go into a picture that nobody waits for. */
const slice = 5;

/** Draws a sheet piece by piece, a slice a frame; tells after each, and at last that it is done. */
export class SheetBuild {
  readonly sheet: Sheet;
  readonly bitmap: StageBitmap;
  readonly #on: StagePaint;
  readonly #objects: readonly SceneObject[];
  readonly #brushes: SheetBrushes;
  readonly #clock: MotionClock;
  readonly #tell: (done: boolean) => void;
  #next = 0;
  #stop: (() => void) | null = null;

  constructor(
    bitmap: StageBitmap,
    sheet: Sheet,
    paint: StagePaint,
    objects: readonly SceneObject[],
    brushes: SheetBrushes,
    clock: MotionClock,
    tell: (done: boolean) => void,
  ) {
    this.sheet = sheet;
    this.bitmap = bitmap;
    this.#on = { ...paint, ...sheet, context: bitmap.clear({ ...paint, ...sheet }) };
    this.#objects = objects;
    this.#brushes = brushes;
    this.#clock = clock;
    this.#tell = tell;
  }

  start(): void {
    this.#stop = this.#clock.nextFrame(() => this.#work());
  }

  stop(): void {
    this.#stop?.();
    this.#stop = null;
  }

  /** What there is of it so far. */
  show(paint: StagePaint): void {
    drawSheet(paint, this.bitmap, this.sheet);
  }

  #work(): void {
    this.#stop = null;
    const began = performance.now();
    while (this.#next < this.#objects.length) {
      this.#brushes.masks(this.#on, [this.#objects[this.#next]!]);
      this.#next++;
      if (performance.now() - began > slice) break;
    }
    if (this.#next < this.#objects.length) {
      this.#tell(false);
      this.start();
      return;
    }
    this.#brushes.labels(this.#on, this.#objects);
    this.#tell(true);
  }
}
