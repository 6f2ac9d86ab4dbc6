import type { ObjectId } from '../../document/document.ts';
import type { Mask } from '../../mask/mask.ts';
import type { Box, Point } from '../../mask/space.ts';
import type { MaskMode } from '../../studio/view-state.ts';
import type { Size } from '../viewport.ts';
import type { ToolEffect } from './tool-effect.ts';
import type { ToolPreview } from './tool-preview.ts';

/** Where a pointer was, and how hard it was pressed: 0..1, and 1 for devices that cannot tell. */
export interface InkPoint extends Point<'image'> {
  readonly pressure: number;
}

/** A pointer as tools see it, whatever device it is. */
export interface ToolPointer {
  readonly point: Point<'image'>;
  readonly screen: Point<'screen'>;
  /** Every sample since the last input, oldest first, the last one at `point`. */
  readonly path: readonly InkPoint[];
  readonly shift: boolean;
  readonly alt: boolean;
  /** The eraser end or the barrel button of a stylus. */
  readonly erase: boolean;
  /** How near to a vertex or a handle is on it, in CSS pixels: fingers need more room than a mouse. */
  readonly reach: number;
}

/** Keys that tools may take; all others go their usual way. */
export const toolKeys = [
  'Enter',
  'Backspace',
  'Delete',
  'ArrowLeft',
  'ArrowRight',
  'ArrowUp',
  'ArrowDown',
] as const;
export type ToolKey = (typeof toolKeys)[number];

export type ToolInput =
  | { readonly kind: 'hover'; readonly pointer: ToolPointer }
  | { readonly kind: 'leave' }
  | { readonly kind: 'down'; readonly pointer: ToolPointer }
  | { readonly kind: 'drag'; readonly pointer: ToolPointer }
  | { readonly kind: 'up'; readonly pointer: ToolPointer }
  /** Follows the `up` of the second of two clicks at one place. */
  | { readonly kind: 'double'; readonly pointer: ToolPointer }
  | { readonly kind: 'key'; readonly key: ToolKey; readonly shift: boolean; readonly control: boolean }
  | { readonly kind: 'key-up'; readonly key: ToolKey }
  /** A second finger or the system took the pointer: the press counts for nothing, points already placed stay. */
  | { readonly kind: 'lost' }
  /** Escape: nothing may be left of the gesture. */
  | { readonly kind: 'cancel' };

/** What tools may ask about the photo and how it is looked at. */
export interface ToolContext {
  /** Of the photo, in image pixels. */
  readonly image: Size;
  /** CSS pixels an image pixel. */
  readonly scale: number;
  /** Diameter in image pixels. */
  readonly brushSize: number;
  readonly pressureSize: boolean;
  readonly maskMode: MaskMode;
  readonly selection: readonly ObjectId[];
  /** Those of the selection that may be changed: visible and not locked. */
  readonly editable: readonly ObjectId[];
  /** Tight box of all that is editable; null when that is nothing. */
  readonly editableBox: Box<'image'> | null;
  objectAt(point: Point<'image'>): ObjectId | null;
  /** All visible objects under a point, topmost first. */
  objectsAt(point: Point<'image'>): readonly ObjectId[];
  objectsIn(box: Box<'image'>): readonly ObjectId[];
  maskOf(object: ObjectId): Mask | null;
}

export interface ToolStep<State> {
  readonly state: State;
  readonly effects: readonly ToolEffect[];
  /** The tool has no use for the key: it goes its usual way. */
  readonly passed?: true;
}

/** How the pointer looks over the stage. */
export type ToolCursor =
  | 'default'
  | 'pointer'
  | 'crosshair'
  | 'move'
  | 'copy'
  /** The ring of the brush, whole or dashed. */
  | 'brush'
  | 'eraser'
  | 'zoom-in'
  | 'zoom-out'
  | 'ns-resize'
  | 'ew-resize'
  | 'nwse-resize'
  | 'nesw-resize';

/**
 * A tool is a state machine without surroundings: the same inputs give the same states and effects, so that it runs
 * headless. It changes the document only through the effects of a finished gesture.
 */
export interface Tool<State> {
  readonly start: State;
  reduce(state: State, input: ToolInput, context: ToolContext): ToolStep<State>;
  /** Whether a gesture runs that Escape would cancel. */
  busy(state: State): boolean;
  preview(state: State, context: ToolContext): ToolPreview;
  cursor(state: State, alt: boolean, context: ToolContext): ToolCursor;
  /** What the press key does at a point: hold the pointer down until it is pressed again, or click. Clicks if left out. */
  pressByKey?(state: State, point: Point<'image'>, context: ToolContext): 'hold' | 'click';
  /** Whether a finger at a point takes hold of something instead of panning. Only asked where fingers pan. */
  grabs?(state: State, pointer: ToolPointer, context: ToolContext): boolean;
}

/** A step that changes the state and nothing else. */
export function stay<State>(state: State): ToolStep<State> {
  return { state, effects: [] };
}

/** What a key does that the tool has no use for. */
export function pass<State>(state: State): ToolStep<State> {
  return { state, effects: [], passed: true };
}

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
