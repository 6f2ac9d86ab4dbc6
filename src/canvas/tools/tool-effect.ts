import type { ObjectId } from '../../document/document.ts';
import type { Mask } from '../../mask/mask.ts';
import type { Place } from '../../mask/place.ts';
import type { Box, Point } from '../../mask/space.ts';
import type { StrokePoint } from '../../mask/stroke.ts';
import type { MaskMode } from '../../studio/view-state.ts';
import type { ToolShape } from './tool-shape.ts';

/** What a tool wants done; the stage carries it out. */
export type ToolEffect =
  | { readonly kind: 'select'; readonly objects: readonly ObjectId[] }
  | { readonly kind: 'hover'; readonly object: ObjectId | null }
  | { readonly kind: 'stroke'; readonly points: readonly StrokePoint[]; readonly mode: MaskMode }
  /** A finished shape, applied to the selected object. `what` names it in the history. */
  | { readonly kind: 'shape'; readonly shape: ToolShape; readonly mode: MaskMode; readonly what: string }
  | { readonly kind: 'fill'; readonly point: Point<'image'>; readonly mode: MaskMode }
  | {
      readonly kind: 'replace-mask';
      readonly object: ObjectId;
      readonly mask: Mask;
      readonly what: string;
    }
  /** Whole image pixels. `copy` leaves the objects and moves copies. */
  | {
      readonly kind: 'move';
      readonly objects: readonly ObjectId[];
      readonly dx: number;
      readonly dy: number;
      readonly copy: boolean;
    }
  | {
      readonly kind: 'scale';
      readonly objects: readonly ObjectId[];
      readonly from: Box<'image'>;
      readonly to: Box<'image'>;
    }
  | { readonly kind: 'cut'; readonly line: readonly Point<'image'>[]; readonly objects: readonly ObjectId[] }
  /** The model is asked what is there. */
  | { readonly kind: 'ask'; readonly place: Place<'image'> }
  /** Words typed next are asked in this box. */
  | { readonly kind: 'region'; readonly box: Box<'image'> }
  | { readonly kind: 'zoom-step'; readonly at: Point<'screen'>; readonly direction: 1 | -1 }
  | { readonly kind: 'zoom-box'; readonly box: Box<'image'> };
