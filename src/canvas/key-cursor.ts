import type { Box, Point } from '../mask/space.ts';
import type { Size } from './viewport.ts';

/** Steps in CSS pixels, so that they look alike at every zoom; with Alt one pixel of the photo. */
const step = 10;
const largeStep = 50;

const arrows: Readonly<Record<string, readonly [dx: number, dy: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

export interface CursorStep {
  readonly key: string;
  readonly shift: boolean;
  readonly alt: boolean;
}

/**
 * The keyboard's pointer: a point of the photo that the arrow keys move and a key presses, so that every tool works
 * without a mouse. It stands on centres of pixels and never leaves the photo.
 */
export class KeyCursor {
  #at: Point<'image'> | null = null;
  #held = false;

  /** Null while it is not shown. */
  get at(): Point<'image'> | null {
    return this.#at;
  }

  /** Whether it presses. */
  get held(): boolean {
    return this.#held;
  }

  show(at: Point<'image'>, image: Size): void {
    this.#at = onPixel(at, image);
  }

  hide(): void {
    this.#at = null;
    this.#held = false;
  }

  press(): void {
    this.#held = this.#at !== null;
  }

  release(): void {
    this.#held = false;
  }

  /** Moves by an arrow key; null when the key is none, or the cursor is not shown. */
  move({ key, shift, alt }: CursorStep, scale: number, image: Size): Point<'image'> | null {
    const arrow = arrows[key];
    if (arrow === undefined || this.#at === null) return null;
    const length = alt ? 1 : Math.max(1, Math.round((shift ? largeStep : step) / scale));
    this.#at = onPixel({ x: this.#at.x + arrow[0] * length, y: this.#at.y + arrow[1] * length }, image);
    return this.#at;
  }
}

export function isArrowKey(key: string): boolean {
  return arrows[key] !== undefined;
}

function onPixel({ x, y }: Point<'image'>, { width, height }: Size): Point<'image'> {
  return {
    x: Math.min(width - 1, Math.max(0, Math.floor(x))) + 0.5,
    y: Math.min(height - 1, Math.max(0, Math.floor(y))) + 0.5,
  };
}

/** Where the cursor first appears: where the mouse is, at the middle of what is selected, or of what is seen. */
export function firstPlace(
  mouse: Point<'image'> | null,
  selected: Box<'image'> | null,
  seen: Box<'image'>,
): Point<'image'> {
  if (mouse !== null && holds(seen, mouse)) return mouse;
  const middle = selected === null ? null : middleOf(selected);
  return middle !== null && holds(seen, middle) ? middle : middleOf(seen);
}

function holds({ x1, y1, x2, y2 }: Box<'image'>, { x, y }: Point<'image'>): boolean {
  return x >= x1 && y >= y1 && x < x2 && y < y2;
}

function middleOf({ x1, y1, x2, y2 }: Box<'image'>): Point<'image'> {
  return { x: (x1 + x2) / 2, y: (y1 + y2) / 2 };
}
