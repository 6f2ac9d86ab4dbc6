import type { Place } from '../mask/place.ts';

/** A place in whole bins, as an answer can keep to it: the cell to be covered, or the box to be written. */
export type PlaceCells =
  | { readonly kind: 'point'; readonly x: number; readonly y: number }
  | {
      readonly kind: 'box';
      readonly x1: number;
      readonly y1: number;
      readonly x2: number;
      readonly y2: number;
    };

/**
 * The cells of a place, whatever it is: moved onto the canvas, corners put in order. With half-open boxes of `bins`
 * coordinates the last one is the border, so cells go from 0 to bins - 2; a point on the border belongs to the cell
 * before it. Sides go to the nearest bin, as a cell counts where half of it is covered; a box is at least one cell wide
 * and high. What is not a number counts as 0.
 */
export function placeCells(place: Place<'canvas'>, bins: number): PlaceCells {
  const border = bins - 1;
  const within = (value: number, low: number, high: number) =>
    Math.min(high, Math.max(low, Number.isNaN(value) ? 0 : value));
  if (place.kind === 'point') {
    const cell = (value: number) => within(Math.floor(value), 0, border - 1);
    return { kind: 'point', x: cell(place.x), y: cell(place.y) };
  }
  const side = (a: number, b: number): readonly [number, number] => {
    const first = within(Math.round(Math.min(a, b)), 0, border - 1);
    return [first, within(Math.round(Math.max(a, b)), first + 1, border)];
  };
  const { box } = place;
  const [x1, x2] = side(box.x1, box.x2);
  const [y1, y2] = side(box.y1, box.y2);
  return { kind: 'box', x1, y1, x2, y2 };
}
