import type { Box } from '../mask/space.ts';
import type { Size, Viewport } from './viewport.ts';

export type Canvas2D = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/** What every painter needs: the context is scaled to CSS pixels of the stage. */
export interface StagePaint {
  readonly context: CanvasRenderingContext2D;
  readonly viewport: Viewport;
  readonly stage: Size;
  /** Size of the photo in image pixels. */
  readonly image: Size;
  readonly pixelRatio: number;
}

/** Strengths and widths on the photo (CSS pixels), the same in both themes because the photo is. */
export const onPhoto = {
  casing: 'rgb(0 0 0 / .72)',
  /** What a fill gains under the pointer. */
  hoverGain: 0.12,
  cellFill: 0.6,
  quietCellFill: 0.42,
  currentRowFill: 0.95,
  line: 1.75,
  casingLine: 4,
  selected: { line: 2.25, casing: 5, halo: 7 },
  boxLine: 1.5,
  boxCasing: 3.5,
  dash: [5, 4],
  grid: 'rgb(0 0 0 / .28)',
  gridLine: 0.75,
  glass: 'rgb(18 18 19 / .9)',
  glassText: '#f4f4f5',
  glassText2: '#c3c3c8',
} as const;

/** Puts a screen length on the device's pixel grid, so that neighbouring parts meet without a seam. */
export function snap(value: number, pixelRatio: number): number {
  return Math.round(value * pixelRatio) / pixelRatio;
}

/** A dark casing under a coloured line: the casing, not the hue, guarantees the edge. */
export function strokeBox(
  context: CanvasRenderingContext2D,
  box: Box<'screen'>,
  colour: string,
  dashed: boolean,
): void {
  const width = box.x2 - box.x1;
  const height = box.y2 - box.y1;
  context.lineJoin = 'round';
  context.strokeStyle = onPhoto.casing;
  context.lineWidth = onPhoto.boxCasing;
  context.strokeRect(box.x1, box.y1, width, height);
  context.strokeStyle = colour;
  context.lineWidth = onPhoto.boxLine;
  if (dashed) context.setLineDash([...onPhoto.dash]);
  context.strokeRect(box.x1, box.y1, width, height);
  context.setLineDash([]);
}
