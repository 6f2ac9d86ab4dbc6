import { boxMask } from '../../mask/create-mask.ts';
import { ellipseMask } from '../../mask/ellipse.ts';
import type { Mask } from '../../mask/mask.ts';
import { polygonMask } from '../../mask/polygon.ts';
import type { Box, Point } from '../../mask/space.ts';
import type { Size } from '../viewport.ts';

/** A closed shape as it is drawn, in image pixels; may leave the photo. */
export type ToolShape =
  | { readonly kind: 'rectangle'; readonly box: Box<'image'> }
  | { readonly kind: 'ellipse'; readonly box: Box<'image'> }
  | { readonly kind: 'ring'; readonly points: readonly Point<'image'>[] };

/** The pixels of a shape, cut at the photo's border. A ring that crosses itself covers all that it runs around. */
export function shapeMask(shape: ToolShape, { width, height }: Size): Mask {
  switch (shape.kind) {
    case 'rectangle':
      return boxMask(width, height, shape.box);
    case 'ellipse':
      return ellipseMask(shape.box, width, height);
    case 'ring':
      return polygonMask([shape.points.flatMap(({ x, y }) => [x, y])], width, height, 'nonzero');
  }
}
