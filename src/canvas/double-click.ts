import type { Point } from '../mask/space.ts';

const milliseconds = 400;
/** CSS pixels between press and release. */
const slop = 6;

/**
 * Tells the second of two clicks at one place from the times and places of presses and releases: browsers report it by
 * pointer events not at all, and by `dblclick` only for some devices.
 */
export class DoubleClick {
  #pressed: Point<'screen'> | null = null;
  #last: { readonly at: Point<'screen'>; readonly time: number } | null = null;

  press(at: Point<'screen'>): void {
    this.#pressed = at;
  }

  /**
   * True at the release that ends a double click; a third click begins anew. `reach` is how far apart the two may be in
   * CSS pixels: fingers don't meet a place twice.
   */
  release(at: Point<'screen'>, time: number, reach: number): boolean {
    const pressed = this.#pressed;
    const last = this.#last;
    this.#pressed = null;
    this.#last = null;
    if (pressed === null || !near(pressed, at, slop)) return false;
    if (last !== null && time - last.time <= milliseconds && near(last.at, at, reach)) return true;
    this.#last = { at, time };
    return false;
  }

  forget(): void {
    this.#pressed = null;
    this.#last = null;
  }
}

function near(a: Point<'screen'>, b: Point<'screen'>, reach: number): boolean {
  return Math.hypot(a.x - b.x, a.y - b.y) <= reach;
}
