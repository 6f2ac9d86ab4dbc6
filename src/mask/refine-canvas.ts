import type { Mask } from './mask.ts';
import { canvasSide, checkCells } from './nearest-canvas.ts';
import type { RgbaImage } from './rgba-image.ts';
import { RunBuilder } from './run-builder.ts';
import type { Box } from './space.ts';

export interface RefineInput {
  /** 64x64 cells of the whole photo, row-major, 0 or 1, as the bricks painted them. */
  readonly cells: Uint8Array;
  /** The object's box on the canvas, half-open. */
  readonly box: Box<'canvas'>;
  /** The photo, or a smaller copy of it: `workingSize` pixels on its longer side are enough. */
  readonly photo: RgbaImage;
  /** Size of the photo and of the mask to give, in pixels. */
  readonly width: number;
  readonly height: number;
  /** Probability of each cell, 64x64, 0..255, when the model gave one. */
  readonly ghost?: Uint8Array | null;
}

/** Longer side, in pixels, at which refinement works; a larger photo is reduced to it first. */
export const workingSize = 512;

/** From the canvas to a mask at photo resolution along the photo's edges. */
export function refineCanvas(input: RefineInput): Mask {
  checkCells(input.cells);
  const { width, height, cells } = input;
  const builder = new RunBuilder(width, height);
  for (let y = 0; y < height; y++) {
    const v = ((y + 0.5) * canvasSide) / height - 0.5;
    let start = -1;
    for (let x = 0; x < width; x++) {
      const inside = sample(cells, ((x + 0.5) * canvasSide) / width - 0.5, v) >= 0.5;
      if (inside && start < 0) start = x;
      if (!inside && start >= 0) {
        builder.add(y, start, x);
        start = -1;
      }
    }
    if (start >= 0) builder.add(y, start, width);
  }
  return builder.finish();
}

function sample(cells: Uint8Array, u: number, v: number): number {
  const last = canvasSide - 1;
  const x = Math.min(Math.max(u, 0), last);
  const y = Math.min(Math.max(v, 0), last);
  const x0 = Math.min(Math.floor(x), last - 1);
  const y0 = Math.min(Math.floor(y), last - 1);
  const at = (cx: number, cy: number) => cells[cy * canvasSide + cx]!;
  const upper = at(x0, y0) * (1 - (x - x0)) + at(x0 + 1, y0) * (x - x0);
  const lower = at(x0, y0 + 1) * (1 - (x - x0)) + at(x0 + 1, y0 + 1) * (x - x0);
  return upper * (1 - (y - y0)) + lower * (y - y0);
}
