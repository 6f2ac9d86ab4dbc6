import type { ObjectId } from '../../document/document.ts';
import type { Box, Point } from '../../mask/space.ts';
import type { StrokePoint } from '../../mask/stroke.ts';

/** A pointer as tools see it, whatever device it is. */
export interface ToolPointer {
  readonly point: Point<'image'>;
  readonly screen: Point<'screen'>;
  /** Every sample since the last input, oldest first, the last one equal to `point`. */
  readonly path: readonly Point<'image'>[];
  readonly shift: boolean;
  readonly alt: boolean;
  /** The eraser end or the barrel button of a stylus. */
  readonly erase: boolean;
}

export type ToolInput =
  | { readonly kind: 'hover'; readonly pointer: ToolPointer }
  | { readonly kind: 'leave' }
  | { readonly kind: 'down'; readonly pointer: ToolPointer }
  | { readonly kind: 'drag'; readonly pointer: ToolPointer }
  | { readonly kind: 'up'; readonly pointer: ToolPointer }
  /** Escape, a second finger or the system took the pointer: nothing may be left of the gesture. */
  | { readonly kind: 'cancel' };

/** What tools may ask about the photo. */
export interface ToolContext {
  /** Diameter in image pixels. */
  readonly brushSize: number;
  readonly selection: readonly ObjectId[];
  objectAt(point: Point<'image'>): ObjectId | null;
  objectsIn(box: Box<'image'>): readonly ObjectId[];
}

/** What a tool wants done; the stage carries it out. */
export type ToolEffect =
  | { readonly kind: 'select'; readonly objects: readonly ObjectId[] }
  | { readonly kind: 'hover'; readonly object: ObjectId | null }
  | { readonly kind: 'stroke'; readonly points: readonly StrokePoint[]; readonly mode: StrokeMode }
  | { readonly kind: 'zoom-step'; readonly at: Point<'screen'>; readonly direction: 1 | -1 }
  | { readonly kind: 'zoom-box'; readonly box: Box<'image'> };

export type StrokeMode = 'add' | 'subtract';

/** What a running gesture shows on the stage. */
export type ToolPreview =
  | { readonly kind: 'none' }
  | { readonly kind: 'stroke'; readonly points: readonly StrokePoint[]; readonly mode: StrokeMode }
  | { readonly kind: 'marquee'; readonly box: Box<'image'> };

export interface ToolStep<State> {
  readonly state: State;
  readonly effects: readonly ToolEffect[];
}

/** How the pointer looks over the stage. */
export type ToolCursor = 'default' | 'pointer' | 'brush' | 'zoom-in' | 'zoom-out';

/**
 * A tool is a state machine without surroundings: the same inputs give the same states and effects, so that it runs
 * headless. It changes the document only through the effects of a finished gesture.
 */
export interface Tool<State> {
  readonly start: State;
  reduce(state: State, input: ToolInput, context: ToolContext): ToolStep<State>;
  /** Whether a gesture runs that Escape would cancel. */
  busy(state: State): boolean;
  preview(state: State): ToolPreview;
  cursor(state: State, alt: boolean): ToolCursor;
}

export const nothingShown: ToolPreview = { kind: 'none' };

/** Pointers that move less than this many CSS pixels click, others drag. */
export const clickSlop = 4;

export function movedPast(from: Point<'screen'>, to: Point<'screen'>): boolean {
  return Math.hypot(to.x - from.x, to.y - from.y) > clickSlop;
}

export function boxBetween(a: Point<'image'>, b: Point<'image'>): Box<'image'> {
  return {
    x1: Math.min(a.x, b.x),
    y1: Math.min(a.y, b.y),
    x2: Math.max(a.x, b.x),
    y2: Math.max(a.y, b.y),
  };
}
