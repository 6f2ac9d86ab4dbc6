/** What turning the wheel, or two fingers on a trackpad, is meant to do. */
export type WheelIntent =
  | { readonly kind: 'zoom'; readonly factor: number }
  | { readonly kind: 'pan'; readonly dx: number; readonly dy: number };

export interface WheelSample {
  readonly deltaX: number;
  readonly deltaY: number;
  /** 0 pixels, 1 lines, 2 pages, as in WheelEvent. */
  readonly deltaMode: number;
  /** Browsers report a trackpad's pinch as a wheel with Ctrl. */
  readonly ctrl: boolean;
  readonly shift: boolean;
  /** Milliseconds. */
  readonly time: number;
}

/** Events closer than this belong to one movement of the hand. */
const burstMilliseconds = 180;
const linePixels = 40;
const pagePixels = 400;
/** A wheel's notch is at least this long at once; a trackpad's movement begins and ends with less. */
const notchPixels = 48;
/** Pixels of a trackpad's movement for one step of a setting. */
const stepPixels = 12;

/**
 * Tells wheels from trackpads, which browsers do not: a mouse wheel zooms at the pointer, two fingers pan. A movement
 * that begins with a whole notch, or counts in lines, is a wheel; one with a sideways part is a trackpad.
 */
export class WheelReader {
  #device: 'wheel' | 'trackpad' = 'wheel';
  #last = Number.NEGATIVE_INFINITY;
  #rest = 0;

  /** Whole steps of a setting that the wheel turns, positive downwards: one a notch, or so many pixels of two fingers. */
  steps({ deltaX, deltaY, deltaMode }: Pick<WheelSample, 'deltaX' | 'deltaY' | 'deltaMode'>): number {
    // With Shift or Alt some systems turn the wheel sideways.
    const pixels = (deltaY === 0 ? deltaX : deltaY) * unitOf(deltaMode);
    if (Math.abs(pixels) >= notchPixels) {
      this.#rest = 0;
      return Math.sign(pixels);
    }
    this.#rest += pixels;
    const steps = Math.trunc(this.#rest / stepPixels);
    this.#rest -= steps * stepPixels;
    return steps;
  }

  read(sample: WheelSample): WheelIntent {
    const unit = unitOf(sample.deltaMode);
    const dx = sample.deltaX * unit;
    const dy = sample.deltaY * unit;
    const starts = sample.time - this.#last > burstMilliseconds;
    this.#last = sample.time;
    if (sample.ctrl) return { kind: 'zoom', factor: pinchFactor(dy) };
    if (sample.deltaMode !== 0) this.#device = 'wheel';
    else if (dx !== 0 && dy !== 0) this.#device = 'trackpad';
    else if (starts) this.#device = dx === 0 && Math.abs(dy) >= notchPixels ? 'wheel' : 'trackpad';
    if (sample.shift) return { kind: 'pan', dx: -(dx === 0 ? dy : dx), dy: 0 };
    if (this.#device === 'trackpad' || dy === 0) return { kind: 'pan', dx: -dx, dy: -dy };
    return { kind: 'zoom', factor: 1.2 ** (-clamp(dy, 240) / 100) };
  }
}

function unitOf(deltaMode: number): number {
  if (deltaMode === 0) return 1;
  return deltaMode === 1 ? linePixels : pagePixels;
}

/** Trackpads send small steps, a mouse wheel with Ctrl whole notches; both must feel alike. */
function pinchFactor(dy: number): number {
  return Math.abs(dy) >= notchPixels ? 1.2 ** (-clamp(dy, 240) / 100) : Math.exp(-dy / 100);
}

function clamp(value: number, most: number): number {
  return Math.min(most, Math.max(-most, value));
}
