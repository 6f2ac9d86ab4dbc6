import type { Box } from '../mask/space.ts';

/** At which size and where a mask is turned into a bitmap. */
export interface RasterPlan {
  /** Each level halves the resolution; 0 is one bitmap pixel an image pixel. */
  readonly level: number;
  /** Image pixels that the bitmap covers; its corners lie on multiples of 2^level or on the mask's box. */
  readonly box: Box<'image'>;
  readonly width: number;
  readonly height: number;
  /** Bitmap pixels an image pixel. */
  readonly scale: number;
}

/** The level whose pixels are nearest in size to the screen's; `deviceScale` is device pixels an image pixel. */
export function levelOfDetail(deviceScale: number): number {
  return Math.max(0, Math.round(Math.log2(1 / deviceScale)));
}

/**
 * The bitmap for a mask whose tight box is `box`, seen through `view` (image pixels on the stage): the part of the box
 * within the view widened by a quarter on each side, so that small pans need no new bitmap and no bitmap is larger
 * than a few stages whatever the photo's size. Null when nothing of the box is near the stage.
 */
export function planRaster(box: Box<'image'>, view: Box<'image'>, level: number): RasterPlan | null {
  const near = intersect(box, widen(view));
  if (near === null) return null;
  const step = 2 ** level;
  const x1 = Math.max(box.x1, Math.floor(near.x1 / step) * step);
  const y1 = Math.max(box.y1, Math.floor(near.y1 / step) * step);
  const width = Math.max(1, Math.ceil((near.x2 - x1) / step));
  const height = Math.max(1, Math.ceil((near.y2 - y1) / step));
  const covered = { x1, y1, x2: x1 + width * step, y2: y1 + height * step };
  return { level, box: covered, width, height, scale: 1 / step };
}

/** Whether a bitmap made for `plan` still shows all of a mask that the view needs. */
export function planServes(plan: RasterPlan, box: Box<'image'>, view: Box<'image'>, level: number): boolean {
  if (plan.level !== level) return false;
  const needed = intersect(box, view);
  if (needed === null) return true;
  const { x1, y1, x2, y2 } = plan.box;
  return needed.x1 >= x1 && needed.y1 >= y1 && needed.x2 <= x2 && needed.y2 <= y2;
}

export function boxesMeet(a: Box<'image'>, b: Box<'image'>): boolean {
  return a.x1 < b.x2 && b.x1 < a.x2 && a.y1 < b.y2 && b.y1 < a.y2;
}

function widen(view: Box<'image'>): Box<'image'> {
  const dx = Math.ceil((view.x2 - view.x1) / 4);
  const dy = Math.ceil((view.y2 - view.y1) / 4);
  return { x1: view.x1 - dx, y1: view.y1 - dy, x2: view.x2 + dx, y2: view.y2 + dy };
}

function intersect(a: Box<'image'>, b: Box<'image'>): Box<'image'> | null {
  const x1 = Math.max(a.x1, b.x1);
  const y1 = Math.max(a.y1, b.y1);
  const x2 = Math.min(a.x2, b.x2);
  const y2 = Math.min(a.y2, b.y2);
  return x1 < x2 && y1 < y2 ? { x1, y1, x2, y2 } : null;
}
