import type { StagePaint } from './stage-paint.ts';

/** A canvas as large as the stage in device pixels, to be drawn bit by bit and shown as a whole. Owns its pixels. */
export class StageBitmap {
  readonly #canvas = document.createElement('canvas');
  readonly #context: CanvasRenderingContext2D;

  constructor() {
    const context = this.#canvas.getContext('2d');
    if (context === null) throw new TypeError('The browser gave no 2D context.');
    this.#context = context;
    this.release();
  }

  /** Empty, at the stage's size, scaled to CSS pixels as the stage's own context is, without the clip set since. */
  clear({ stage, pixelRatio }: StagePaint): CanvasRenderingContext2D {
    const width = Math.max(1, Math.round(stage.width * pixelRatio));
    const height = Math.max(1, Math.round(stage.height * pixelRatio));
    const context = this.#context;
    context.restore();
    if (this.#canvas.width === width && this.#canvas.height === height) {
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.clearRect(0, 0, width, height);
    } else {
      this.#canvas.width = width;
      this.#canvas.height = height;
    }
    context.save();
    context.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0);
    return context;
  }

  get context(): CanvasRenderingContext2D {
    return this.#context;
  }

  /** Puts it on a context scaled to CSS pixels, over the whole stage. */
  drawOn(context: CanvasRenderingContext2D, { stage }: Pick<StagePaint, 'stage'>): void {
    if (this.#canvas.width > 0) context.drawImage(this.#canvas, 0, 0, stage.width, stage.height);
  }

  /** Gives the pixels back until it is cleared again. */
  release(): void {
    this.#canvas.width = 0;
    this.#canvas.height = 0;
  }
}
