/**
 * Coordinate spaces, branded so that they cannot be mixed.
 * - `image`: pixels of the photo as displayed (after EXIF rotation), origin top-left.
 * - `canvas`: cells of the model's 64x64 canvas that covers the whole photo, 0..63.
 * - `screen`: CSS pixels of the stage.
 */
export type Space = 'image' | 'canvas' | 'screen';

declare const space: unique symbol;

/** A point; pixel (x, y) covers [x, x+1) x [y, y+1), so its centre is at x + 0.5. */
export interface Point<S extends Space> {
  readonly x: number;
  readonly y: number;
  readonly [space]?: S;
}

/** A half-open box: x1 <= x < x2, y1 <= y < y2. */
export interface Box<S extends Space> {
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
  readonly [space]?: S;
}
