import type { Mask } from '../mask/mask.ts';
import type { Box } from '../mask/space.ts';
import type { MotionClock } from './canvas-controller.ts';
import { drawSheet } from './draw-sheet.ts';
import type { SceneObject } from './scene.ts';
import { SheetBuild } from './sheet-build.ts';
import { boxPx, type Sheet, sheetCovers, sheetViewport } from './sheet-geometry.ts';
import { StageBitmap } from './stage-bitmap.ts';
import type { StagePaint } from './stage-paint.ts';

/** Fewer objects are drawn one by one: a picture of them would save nothing. */
const fewest = 40;
/** Changed objects up to this many are drawn again where they are, at once; more make the whole picture anew. */
const mostAtOnce = 12;
/** Milliseconds without another zoom after which the picture is made anew at the new size. */
const settled = 120;
/** Milliseconds after the last change in place after which it is, since labels around the place may be cut. */
const tidied = 400;
/** How far an outline, its casing and halo reach out of a mask, CSS pixels. */
const outlineReach = 6;

/** How the objects of a sheet are drawn. */
export interface SheetBrushes {
  /** The tight box of a mask in image pixels; null when it is empty. */
  boxOf(mask: Mask): Box<'image'> | null;
  masks(on: StagePaint, objects: readonly SceneObject[]): void;
  labels(on: StagePaint, objects: readonly SceneObject[]): void;
}

/** What the picture of an object depends on. */
type Drawn = Pick<SceneObject, 'mask' | 'colour' | 'number' | 'name' | 'note'>;

/**
 * Many resting objects as one picture, a little larger than the stage: panning and zooming move the picture, a change
 * draws only the place where it happened, and the whole is drawn again piece by piece, a few milliseconds a frame, when
 * the view has come to rest elsewhere. So a frame costs the same with 10 objects and with 1,000. Owns its bitmaps.
 */
export class MaskSheet {
  readonly #clock: MotionClock;
  readonly #ask: () => void;
  #front: Front | null = null;
  #drawn = new Map<string, Drawn>();
  /** The list that `#drawn` was last compared with: most frames come with the same. */
  #known: readonly SceneObject[] | null = null;
  #build: SheetBuild | null = null;
  #spare: StageBitmap | null = null;
  #subject: unknown = null;
  #scale = 0;
  /** When the picture is to be made anew; null while it is as it should be. */
  #due: number | null = null;
  #stopWaiting: (() => void) | null = null;

  /** `ask` has the masks painted again. */
  constructor(clock: MotionClock, ask: () => void) {
    this.#clock = clock;
    this.#ask = ask;
  }

  /** Whether so many objects are better drawn as one picture. */
  static serves(count: number): boolean {
    return count >= fewest;
  }

  /** Draws the objects; `subject` is everything else that the picture depends on, another one starts it over. */
  paint(paint: StagePaint, objects: readonly SceneObject[], subject: unknown, brushes: SheetBrushes): void {
    if (subject !== this.#subject || this.#isOther(paint, objects)) this.#startOver(subject);
    const front = this.#front;
    if (front === null) {
      this.#build ??= this.#startBuild(paint, objects, brushes);
      // The first picture is shown as it grows: nothing else could be.
      this.#build.show(paint);
      return;
    }
    this.#update(paint, objects, front, brushes);
    const { sheet, bitmap } = this.#front ?? front;
    drawSheet(paint, bitmap, sheet);
  }

  /** Call when few objects rest. */
  rest(): void {
    if (this.#front !== null || this.#build !== null) this.#startOver(null);
  }

  dispose(): void {
    this.rest();
    this.#spare?.release();
    this.#stopWaiting?.();
  }

  #startOver(subject: unknown): void {
    this.#subject = subject;
    this.#giveUpBuild();
    this.#front?.bitmap.release();
    this.#front = null;
    this.#drawn = new Map();
    this.#known = null;
  }

  /** Whether none of the objects drawn is among these any more: another photo. */
  #isOther({ pixelRatio }: StagePaint, objects: readonly SceneObject[]): boolean {
    if (this.#front === null) return false;
    if (this.#front.sheet.pixelRatio !== pixelRatio) return true;
    return !objects.some(({ id }) => this.#drawn.has(id));
  }

  #update(paint: StagePaint, objects: readonly SceneObject[], front: Front, brushes: SheetBrushes): void {
    const { viewport } = paint;
    if (viewport.scale !== this.#scale) {
      this.#scale = viewport.scale;
      if (viewport.scale !== front.sheet.viewport.scale) this.#due = this.#clock.now() + settled;
    }
    const change = objects === this.#known ? unchanged : this.#changeOf(objects);
    this.#known = objects;
    if (change.places.length > mostAtOnce || change.reordered) this.#rebuild(paint, objects, brushes);
    else if (change.places.length > 0) this.#redraw(paint, objects, change.places, front, brushes);
    else if (change.labels) this.#rebuild(paint, objects, brushes);
    else this.#rebuildWhenDue(paint, objects, front.sheet, brushes);
  }

  #serves(paint: StagePaint, sheet: Sheet): boolean {
    const { viewport, stage } = paint;
    return sheet.viewport.scale === viewport.scale && sheetCovers(sheet, viewport, stage, paint.image);
  }

  /** What is not as drawn: places to draw again, or only labels, or the order. */
  #changeOf(objects: readonly SceneObject[]): Change {
    const drawn = this.#drawn;
    const places: Place[] = [];
    let labels = false;
    let common = 0;
    const ids = new Set<string>();
    for (const object of objects) {
      ids.add(object.id);
      const before = drawn.get(object.id);
      if (before === undefined) places.push({ now: object, before: null });
      else {
        common++;
        if (before.mask !== object.mask || before.colour !== object.colour)
          places.push({ now: object, before });
        else if (
          before.number !== object.number ||
          before.name !== object.name ||
          before.note !== object.note
        )
          labels = true;
      }
    }
    if (common < drawn.size)
      for (const [id, before] of drawn) if (!ids.has(id)) places.push({ now: null, before });
    return { places, labels, reordered: !sameOrder(drawn, objects) };
  }

  /** Draws the places of a few changed objects again, in the picture as it is. */
  #redraw(
    paint: StagePaint,
    objects: readonly SceneObject[],
    places: readonly Place[],
    { bitmap, sheet }: Front,
    brushes: SheetBrushes,
  ): void {
    const on: StagePaint = { ...paint, ...sheet, context: bitmap.context };
    for (const { now, before } of places) {
      for (const part of [now, before]) {
        const box = part === null ? null : brushes.boxOf(part.mask);
        if (box === null) continue;
        const place = boxPx(sheet, box, outlineReach);
        const { context } = on;
        context.save();
        context.beginPath();
        context.rect(place.x1, place.y1, place.x2 - place.x1, place.y2 - place.y1);
        context.clip();
        context.clearRect(place.x1, place.y1, place.x2 - place.x1, place.y2 - place.y1);
        const there = objects.filter((object) => {
          const other = brushes.boxOf(object.mask);
          return other !== null && meets(boxPx(sheet, other, outlineReach), place);
        });
        brushes.masks(on, there);
        brushes.labels(on, there);
        context.restore();
      }
    }
    this.#remember(objects);
    this.#due = Math.max(this.#due ?? 0, this.#clock.now() + tidied);
    // A picture that is being made does not know of the change.
    if (this.#build !== null) this.#rebuild(paint, objects, brushes);
    else this.#wait();
  }

  #rebuildWhenDue(
    paint: StagePaint,
    objects: readonly SceneObject[],
    sheet: Sheet,
    brushes: SheetBrushes,
  ): void {
    if (this.#build !== null && this.#serves(paint, this.#build.sheet)) return;
    // What panning uncovers is wanted at once; the rest can wait for the hand.
    const uncovered = sheet.viewport.scale === paint.viewport.scale && !this.#serves(paint, sheet);
    if (uncovered || (this.#due !== null && this.#clock.now() >= this.#due))
      this.#rebuild(paint, objects, brushes);
    else if (this.#due !== null) this.#wait();
  }

  /** Has the masks painted until something is due. */
  #wait(): void {
    this.#stopWaiting ??= this.#clock.nextFrame(() => {
      this.#stopWaiting = null;
      this.#ask();
    });
  }

  #rebuild(paint: StagePaint, objects: readonly SceneObject[], brushes: SheetBrushes): void {
    this.#giveUpBuild();
    this.#due = null;
    this.#build = this.#startBuild(paint, objects, brushes);
  }

  /** Its bitmap serves the next one. */
  #giveUpBuild(): void {
    if (this.#build === null) return;
    this.#build.stop();
    this.#spare = this.#build.bitmap;
    this.#build = null;
  }

  #startBuild(paint: StagePaint, objects: readonly SceneObject[], brushes: SheetBrushes): SheetBuild {
    const bitmap = this.#spare ?? new StageBitmap();
    this.#spare = null;
    const build = new SheetBuild(
      bitmap,
      sheetViewport(paint),
      paint,
      objects,
      brushes,
      this.#clock,
      (done) => {
        if (done) {
          this.#spare = this.#front?.bitmap ?? null;
          this.#front = { bitmap, sheet: build.sheet };
          this.#build = null;
        }
        if (done || this.#front === null) this.#ask();
      },
    );
    this.#remember(objects);
    build.start();
    return build;
  }

  #remember(objects: readonly SceneObject[]): void {
    this.#drawn = new Map(
      objects.map(({ id, mask, colour, number, name, note }) => [id, { mask, colour, number, name, note }]),
    );
  }
}

/** A finished picture. */
interface Front {
  readonly bitmap: StageBitmap;
  readonly sheet: Sheet;
}

interface Place {
  readonly now: SceneObject | null;
  readonly before: Drawn | null;
}

interface Change {
  readonly places: readonly Place[];
  readonly labels: boolean;
  readonly reordered: boolean;
}

const unchanged: Change = { places: [], labels: false, reordered: false };

/** Whether objects that are in both come in the same order. */
function sameOrder(drawn: ReadonlyMap<string, unknown>, objects: readonly SceneObject[]): boolean {
  const here = new Set<string>(objects.map(({ id }) => id));
  const order = objects.filter(({ id }) => drawn.has(id));
  let at = 0;
  for (const id of drawn.keys()) if (here.has(id) && order[at++]?.id !== id) return false;
  return true;
}

function meets(a: Box<'screen'>, b: Box<'screen'>): boolean {
  return a.x1 < b.x2 && b.x1 < a.x2 && a.y1 < b.y2 && b.y1 < a.y2;
}
