import type { ObjectId } from '../../document/document.ts';
import type { Box, Point } from '../../mask/space.ts';
import type { StrokePoint } from '../../mask/stroke.ts';
import type { MaskMode } from '../../studio/view-state.ts';
import type { EditableContour, VertexPlace } from './editable-contour.ts';
import type { Handle } from './handles.ts';
import type { InkPoint } from './tool.ts';
import type { ToolShape } from './tool-shape.ts';
import type { Trail } from './trail.ts';

/** A stroke under way, or one that is not in the document yet. */
export interface StrokePreview {
  readonly kind: 'stroke';
  readonly points: Trail<StrokePoint>;
  /** The movable end of a straight line. */
  readonly tail: StrokePoint | null;
  readonly mode: MaskMode;
}

/** What a tool shows on the stage besides the document. */
export type ToolPreview =
  | { readonly kind: 'none' }
  | StrokePreview
  | { readonly kind: 'marquee'; readonly box: Box<'image'> }
  /** The box of the selection with what scales it. */
  | { readonly kind: 'handles'; readonly box: Box<'image'>; readonly hovered: Handle | null }
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
  | { readonly kind: 'shape'; readonly shape: ToolShape; readonly mode: MaskMode }
  | { readonly kind: 'lasso'; readonly points: Trail<InkPoint>; readonly mode: MaskMode }
  /** A polygon under way: `to` follows the pointer, `closes` when a click there would finish it. */
  | {
      readonly kind: 'polygon';
      readonly points: readonly Point<'image'>[];
      readonly to: Point<'image'> | null;
      readonly closes: boolean;
      readonly held: number | null;
      readonly mode: MaskMode;
    }
  /** The corners of a finished object; `insert` is where a press would add one. */
  | {
      readonly kind: 'contour';
      readonly object: ObjectId;
      readonly contour: EditableContour;
      readonly hovered: VertexPlace | null;
      readonly chosen: VertexPlace | null;
      readonly insert: Point<'image'> | null;
      readonly changing: boolean;
    }
  | { readonly kind: 'knife'; readonly points: readonly Point<'image'>[]; readonly to: Point<'image'> | null }
  /** A box in which the model is asked. */
  | { readonly kind: 'region'; readonly box: Box<'image'> };

export const nothingShown: ToolPreview = { kind: 'none' };
