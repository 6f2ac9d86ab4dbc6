import type { Mask } from '../mask/mask.ts';
import type { MotionClock } from './canvas-controller.ts';

const milliseconds = 220;

/** Cells that turn into their refined mask: how far each mask has come in. Masks not told of are all in. */
export class MaskFades {
  readonly #clock: MotionClock;
  readonly #started = new Map<Mask, number>();
  readonly #known = new WeakSet<Mask>();

  constructor(clock: MotionClock) {
    this.#clock = clock;
  }

  /** Starts the fade of a mask, once; with reduced motion the mask is there at once. */
  start(mask: Mask): void {
    if (this.#known.has(mask)) return;
    this.#known.add(mask);
    if (!this.#clock.reducedMotion()) this.#started.set(mask, this.#clock.now());
  }

  /** 0 shows the cells, 1 the mask. */
  progress(mask: Mask): number {
    const start = this.#started.get(mask);
    if (start === undefined) return 1;
    const time = (this.#clock.now() - start) / milliseconds;
    if (time >= 1) {
      this.#started.delete(mask);
      return 1;
    }
    return 1 - (1 - Math.max(0, time)) ** 3;
  }

  /** Whether another paint is needed. */
  get running(): boolean {
    return this.#started.size > 0;
  }
}
