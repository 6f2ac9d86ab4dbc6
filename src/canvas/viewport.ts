import type { Box, Point } from '../mask/space.ts';

/** Where the photo stands on the stage: screen = image * scale + (x, y), all in CSS pixels. */
export interface Viewport {
  readonly x: number;
  readonly y: number;
  /** CSS pixels an image pixel; 1 is 100 %. */
  readonly scale: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Space in CSS pixels that Fit keeps free around the photo, for what floats above the stage. */
export interface Insets {
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly left: number;
}

export interface ZoomLimits {
  readonly min: number;
  readonly max: number;
}

/** Part of the photo, in CSS pixels, that panning never lets leave the stage. */
const alwaysVisible = 64;
/** A photo of a few pixels is not blown up to the whole stage. */
const largestFit = 16;

export function toImage(viewport: Viewport, point: Point<'screen'>): Point<'image'> {
  return { x: (point.x - viewport.x) / viewport.scale, y: (point.y - viewport.y) / viewport.scale };
}

export function toScreen(viewport: Viewport, point: Point<'image'>): Point<'screen'> {
  return { x: point.x * viewport.scale + viewport.x, y: point.y * viewport.scale + viewport.y };
}

export function boxToScreen(viewport: Viewport, box: Box<'image'>): Box<'screen'> {
  const { x, y, scale } = viewport;
  return { x1: box.x1 * scale + x, y1: box.y1 * scale + y, x2: box.x2 * scale + x, y2: box.y2 * scale + y };
}

/** The image pixels that the stage shows, cut at the photo's border; empty boxes have x2 <= x1 or y2 <= y1. */
export function visibleBox(viewport: Viewport, stage: Size, image: Size): Box<'image'> {
  const from = toImage(viewport, { x: 0, y: 0 });
  const to = toImage(viewport, { x: stage.width, y: stage.height });
  return {
    x1: Math.max(0, Math.floor(from.x)),
    y1: Math.max(0, Math.floor(from.y)),
    x2: Math.min(image.width, Math.ceil(to.x)),
    y2: Math.min(image.height, Math.ceil(to.y)),
  };
}

/** The whole photo, centred in what the insets leave; small stages shrink the insets instead of the photo. */
export function fitViewport(stage: Size, image: Size, insets: Insets): Viewport {
  const shrink = Math.min(1, stage.width / 600, stage.height / 420);
  const left = insets.left * shrink;
  const top = insets.top * shrink;
  const width = Math.max(1, stage.width - left - insets.right * shrink);
  const height = Math.max(1, stage.height - top - insets.bottom * shrink);
  const scale = Math.min(width / image.width, height / image.height, largestFit);
  return {
    scale,
    x: left + (width - image.width * scale) / 2,
    y: top + (height - image.height * scale) / 2,
  };
}

/** From half of Fit (or 100 %) to 64 screen pixels an image pixel. */
export function zoomLimits(fitScale: number): ZoomLimits {
  return { min: Math.min(1, fitScale / 2), max: Math.max(64, fitScale * 2) };
}

/** Changes the scale while the image point under `at` stays there. */
export function zoomAt(viewport: Viewport, at: Point<'screen'>, scale: number): Viewport {
  const ratio = scale / viewport.scale;
  return { scale, x: at.x - (at.x - viewport.x) * ratio, y: at.y - (at.y - viewport.y) * ratio };
}

/** The nearest viewport that keeps a part of the photo on the stage. */
export function keepInReach(viewport: Viewport, stage: Size, image: Size): Viewport {
  const x = reachable(viewport.x, image.width * viewport.scale, stage.width);
  const y = reachable(viewport.y, image.height * viewport.scale, stage.height);
  return x === viewport.x && y === viewport.y ? viewport : { ...viewport, x, y };
}

function reachable(offset: number, length: number, stage: number): number {
  const margin = Math.min(alwaysVisible, length, stage);
  return Math.min(stage - margin, Math.max(margin - length, offset));
}

/** Pans, and zooms out if it must, so that the box lies within the insets; unchanged when it already does. */
export function viewportShowing(
  viewport: Viewport,
  box: Box<'image'>,
  stage: Size,
  insets: Insets,
  limits: ZoomLimits,
): Viewport {
  const width = Math.max(1, stage.width - insets.left - insets.right);
  const height = Math.max(1, stage.height - insets.top - insets.bottom);
  const most = Math.min(width / Math.max(1, box.x2 - box.x1), height / Math.max(1, box.y2 - box.y1));
  const scale = Math.max(limits.min, Math.min(viewport.scale, most));
  const centred = zoomAt(viewport, { x: stage.width / 2, y: stage.height / 2 }, scale);
  const on = boxToScreen(centred, box);
  const dx = shiftInto(on.x1, on.x2, insets.left, stage.width - insets.right);
  const dy = shiftInto(on.y1, on.y2, insets.top, stage.height - insets.bottom);
  if (dx === 0 && dy === 0 && scale === viewport.scale) return viewport;
  return { scale, x: centred.x + dx, y: centred.y + dy };
}

function shiftInto(from: number, to: number, low: number, high: number): number {
  if (from < low) return low - from;
  if (to > high) return high - to;
  return 0;
}
