import type { Box } from '../mask/space.ts';
import type { StagePaint } from './stage-paint.ts';
import { boxToScreen, type Size, type Viewport, visibleBox } from './viewport.ts';

/** A picture of the stage and some of what lies around it. */
export interface Sheet {
  /** Where the photo stands on the sheet. */
  readonly viewport: Viewport;
  /** Size of the sheet, CSS pixels. */
  readonly stage: Size;
  readonly pixelRatio: number;
}

/** How far a sheet reaches out of the stage on each side, as a share of it: small pans need no new one. */
const margin = 0.2;

/** The sheet around what the stage shows. */
export function sheetViewport({ viewport, stage, pixelRatio }: StagePaint): Sheet {
  const [dx, dy] = [Math.ceil(stage.width * margin), Math.ceil(stage.height * margin)];
  return {
    viewport: { ...viewport, x: viewport.x + dx, y: viewport.y + dy },
    stage: { width: stage.width + 2 * dx, height: stage.height + 2 * dy },
    pixelRatio,
  };
}

/** Whether a sheet holds all of the photo that a stage shows. */
export function sheetCovers(sheet: Sheet, viewport: Viewport, stage: Size, image: Size): boolean {
  const wanted = visibleBox(viewport, stage, image);
  const held = visibleBox(sheet.viewport, sheet.stage, image);
  if (wanted.x1 >= wanted.x2 || wanted.y1 >= wanted.y2) return true;
  return held.x1 <= wanted.x1 && held.y1 <= wanted.y1 && held.x2 >= wanted.x2 && held.y2 >= wanted.y2;
}

/** Where an image box lies on the sheet, with a margin, on whole device pixels. */
export function boxPx({ viewport, pixelRatio }: Sheet, box: Box<'image'>, reach: number): Box<'screen'> {
  const on = boxToScreen(viewport, box);
  const down = (value: number) => Math.floor((value - reach) * pixelRatio) / pixelRatio;
  const up = (value: number) => Math.ceil((value + reach) * pixelRatio) / pixelRatio;
  return { x1: down(on.x1), y1: down(on.y1), x2: up(on.x2), y2: up(on.y2) };
}
