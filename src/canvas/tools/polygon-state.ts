import type { ObjectId } from '../../document/document.ts';
import type { Mask } from '../../mask/mask.ts';
import type { Point } from '../../mask/space.ts';
import type { MaskMode } from '../../studio/view-state.ts';
import type { EdgePlace, EditableContour, VertexPlace } from './editable-contour.ts';

/** The outline of the selected object, as long as its mask is the one it was made from. */
export interface ContourWork {
  readonly object: ObjectId;
  readonly mask: Mask;
  readonly contour: EditableContour;
}

/** Nothing runs; with one object selected its vertices can be taken. */
export interface PolygonIdle {
  readonly kind: 'idle';
  readonly work: ContourWork | null;
  readonly hovered: VertexPlace | null;
  readonly insert: EdgePlace | null;
  /** The vertex that Delete takes away. */
  readonly chosen: VertexPlace | null;
}

/** A vertex of a finished object is held. */
export interface PolygonHolding {
  readonly kind: 'holding';
  readonly work: ContourWork;
  readonly contour: EditableContour;
  readonly place: VertexPlace;
  readonly at: Point<'screen'>;
  readonly moved: boolean;
  readonly before: PolygonIdle;
}

/** What a press while drawing may become. */
export interface PolygonPress {
  readonly on: 'nothing' | 'vertex' | 'edge' | 'start';
  /** The vertex, or the one before the edge. */
  readonly index: number;
  readonly at: Point<'screen'>;
  readonly moved: boolean;
  /** Points as they were, for a press that is lost. */
  readonly pointsBefore: readonly Point<'image'>[];
}

export interface PolygonDrawing {
  readonly kind: 'drawing';
  readonly points: readonly Point<'image'>[];
  readonly mode: MaskMode;
  /** Where the pointer is; null when it is elsewhere. */
  readonly to: Point<'image'> | null;
  /** A click here would finish it. */
  readonly closes: boolean;
  readonly press: PolygonPress | null;
  readonly before: PolygonIdle;
}

export type PolygonState = PolygonIdle | PolygonHolding | PolygonDrawing;

export const polygonIdle: PolygonIdle = {
  kind: 'idle',
  work: null,
  hovered: null,
  insert: null,
  chosen: null,
};
