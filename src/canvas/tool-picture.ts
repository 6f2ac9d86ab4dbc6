import type { Point } from '../mask/space.ts';
import type { StrokePreview, ToolPreview } from './tools/tool-preview.ts';

/** What the hand adds to the picture. */
export interface ToolPicture {
  readonly preview: ToolPreview;
  /** A finished stroke that is not in the document yet. */
  readonly pending: StrokePreview | null;
  /** The brush over the photo; dashed when it erases. */
  readonly ring: { readonly at: Point<'screen'>; readonly erases: boolean } | null;
  /** The keyboard's pointer. */
  readonly cursor: { readonly at: Point<'image'>; readonly held: boolean } | null;
}
