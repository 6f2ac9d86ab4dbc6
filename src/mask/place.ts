import type { Box, Point, Space } from './space.ts';

/** Something on a photo that a person points at: a spot, or a box drawn around it. Coordinates are continuous. */
export type Place<S extends Space> =
  | ({ readonly kind: 'point' } & Point<S>)
  | { readonly kind: 'box'; readonly box: Box<S> };
