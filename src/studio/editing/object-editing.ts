import type { CategoryId, ObjectId } from '../../document/document.ts';
import type { Mask } from '../../mask/mask.ts';
import type { RefinedMask, RefinePlan } from '../../mask/refine-mask.ts';
import type { Box, Point } from '../../mask/space.ts';
import type { StrokePoint } from '../../mask/stroke.ts';
import type { MaskMode } from '../view-state.ts';

/**
 * How objects are put together. The first object named is the one that stays.
 * - `merge`: the first becomes all of them, the others go.
 * - `subtract`: the first loses what any of the others covers; they stay.
 * - `intersect`: the first becomes what all of them share, the others go.
 * - `exclude`: the first becomes what an odd number of them covers (of two: what exactly one does), the others go.
 * - `cut`: the first loses what all of them share; the others stay. Of two objects the same as `subtract`.
 */
export type CombineOp = 'merge' | 'subtract' | 'intersect' | 'exclude' | 'cut';
export type RaiseDirection = 'forward' | 'backward' | 'front' | 'back';
type OneOrMore = ObjectId | readonly ObjectId[];

/**
 * What people do to the objects of the photo shown. Each call is one intention and at most one named undo step; one
 * that would change nothing is none. What is locked is not changed, and a notice says so. Nothing throws for what
 * people can cause. An edit that would leave an object without pixels is refused in words, but for erasing and
 * cutting from below, which then delete the object.
 */
export interface ObjectEditing {
  /** Topmost visible object under a pixel, locked ones too, or null. */
  objectAt(point: Point<'image'>): ObjectId | null;
  /** All visible objects under a pixel, topmost first: what repeated clicks go through. */
  objectsAt(point: Point<'image'>): readonly ObjectId[];

  /**
   * A finished shape changes the first selected object. With nothing selected, `add` and `replace` make a new object of
   * the last used class and select it. Honours `paintOver` and `cutBelow` of the view. `what` names the shape in the
   * step: "Polygon", "Lasso".
   */
  applyMask(mask: Mask, mode: MaskMode, what: string): void;
  /**
   * What a round brush painted, in image pixels; the same as `applyMask` once it is rasterized. With `snapToEdges` the
   * pixel worker narrows it to the photo's edges first. Resolves when it is in the document, so that what the stage
   * shows of the stroke can stay until then.
   */
  applyStroke(points: readonly StrokePoint[], mode: MaskMode): Promise<void>;
  /** Floods the photo's colours from a pixel within `fillTolerance`, off the main thread. */
  fillAt(point: Point<'image'>, mode: MaskMode): Promise<void>;
  /** A mask worked out elsewhere (moved corners). What it gains honours `paintOver` and `cutBelow`. */
  replaceMask(object: ObjectId, mask: Mask, what: string): void;
  /** By image pixels, rounded to whole ones; what leaves the photo is cut off. */
  translate(objects: readonly ObjectId[], dx: number, dy: number): void;
  /** By the map that takes one box to the other; reversed edges mirror. */
  scaleTo(objects: readonly ObjectId[], from: Box<'image'>, to: Box<'image'>): void;
  /** Knife: the pieces that the line parts become objects of the same class; the largest stays the object. */
  cutAlong(line: readonly Point<'image'>[], objects: readonly ObjectId[]): void;

  combine(op: CombineOp, objects: readonly ObjectId[]): void;
  /** Takes the objects out of every object under them. */
  cutFromBelow(objects: readonly ObjectId[]): void;
  /** Each connected part becomes an object of the same class; the largest stays the object. */
  splitComponents(objects: readonly ObjectId[]): void;
  /** What a plan makes of an object, worked out in the pixel worker; nothing changes. Null when it is not there. */
  planRefine(object: ObjectId, plan: RefinePlan): Promise<RefinedMask | null>;
  /** `what` names the step, "Refine" by default: "Grow" becomes "Grow cup". */
  refine(objects: readonly ObjectId[], plan: RefinePlan, what?: string): Promise<void>;

  /** The clipboard is the studio's own; these act on the selection. */
  copy(): void;
  cut(): void;
  /** Into the photo shown: at the same place in another photo, a little aside in the same one. */
  paste(): void;
  duplicate(): void;
  /** Copies of the objects, moved by whole image pixels from where they are, and selected. */
  copyTo(objects: readonly ObjectId[], dx: number, dy: number): void;
  /** Copies the selection (or, with none, pastes what was copied) to the next photo at its place, and shows it there. */
  pasteToNext(): void;

  /** `to`: the object's place afterwards, counted back to front. */
  reorder(object: ObjectId, to: number): void;
  raise(objects: readonly ObjectId[], direction: RaiseDirection): void;
  setVisible(objects: OneOrMore, visible: boolean): void;
  hideOthers(objects: readonly ObjectId[]): void;
  showAll(): void;

  remove(objects: readonly ObjectId[]): void;
  rename(object: ObjectId, name: string): void;
  setCategory(objects: OneOrMore, category: CategoryId): void;
  recolour(category: CategoryId, colour: number): void;
  setLocked(objects: OneOrMore, locked: boolean): void;
  /** Null takes the attribute away. */
  setAttribute(objects: OneOrMore, key: string, value: string | null): void;
}
