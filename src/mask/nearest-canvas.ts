import { StudioError } from '../errors/studio-error.ts';
import type { Mask } from './mask.ts';
import { RunBuilder } from './run-builder.ts';

/** Cells a side of the model's canvas. */
export const canvasSide = 64;

/**
 * Where the canvas' cells lie on a side of `length` pixels: 65 edges, cell c covers pixels edges[c] <= p < edges[c+1],
 * those whose centres lie in it. (Nearest-neighbour by pixel centres, as in training and in its evaluation; the
 * simpler floor(c * length / 64) would shift every mask by up to half a pixel.)
 */
export function cellEdges(length: number): Uint32Array {
  return Uint32Array.from({ length: canvasSide + 1 }, (_, c) => Math.ceil((c * length) / canvasSide - 0.5));
}

/**
 * The canvas at photo resolution with hard cell edges: what the model wrote, unrefined. `cells` is 64x64, row-major,
 * 0 or 1. Throws StudioError `mask-invalid` when it is not 4096 long.
 */
export function nearestCanvas(cells: Uint8Array, width: number, height: number): Mask {
  checkCells(cells);
  const xs = cellEdges(width);
  const ys = cellEdges(height);
  const builder = new RunBuilder(width, height);
  for (let cy = 0; cy < canvasSide; cy++) {
    for (let y = ys[cy]!; y < ys[cy + 1]!; y++) {
      for (let cx = 0; cx < canvasSide; cx++) {
        if (cells[cy * canvasSide + cx] !== 0) builder.add(y, xs[cx]!, xs[cx + 1]!);
      }
    }
  }
  return builder.finish();
}

/** Throws StudioError `mask-invalid` unless there are 64 x 64 cells. */
export function checkCells(cells: ArrayLike<number>): void {
  if (cells.length !== canvasSide * canvasSide) {
    throw new StudioError(
      'mask-invalid',
      `A canvas has ${canvasSide * canvasSide} cells, not ${cells.length}.`,
    );
  }
}
