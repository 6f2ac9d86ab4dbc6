import type { Mask } from './mask.ts';
import { canvasSide } from './nearest-canvas.ts';

/**
 * The 64x64 canvas of a mask: a cell is 1 where at least half of its area is covered, pixels that a cell border cuts
 * counting by their share (the definition of training targets). Exact: in units of 1/64 pixel all edges are whole.
 */
export function canvasFromMask(mask: Mask): Uint8Array {
  const { width, height, top, rows, runs } = mask;
  const covered = new Float64Array(canvasSide * canvasSide);
  const line = new Float64Array(canvasSide);
  for (let row = 0; row + 1 < rows.length; row++) {
    line.fill(0);
    for (let i = rows[row]!; i < rows[row + 1]!; i++) {
      addOverlaps(runs[2 * i]! * canvasSide, runs[2 * i + 1]! * canvasSide, width, (cell, overlap) => {
        line[cell]! += overlap;
      });
    }
    const y = (top + row) * canvasSide;
    addOverlaps(y, y + canvasSide, height, (cell, overlap) => {
      for (let x = 0; x < canvasSide; x++) covered[cell * canvasSide + x]! += line[x]! * overlap;
    });
  }
  return Uint8Array.from(covered, (area) => (area * 2 >= width * height ? 1 : 0));
}

/** Calls for each cell that an interval meets, with the length of their overlap; cells are `cellLength` long. */
function addOverlaps(
  from: number,
  to: number,
  cellLength: number,
  visit: (cell: number, overlap: number) => void,
): void {
  for (let cell = Math.floor(from / cellLength); cell * cellLength < to; cell++) {
    visit(cell, Math.min(to, (cell + 1) * cellLength) - Math.max(from, cell * cellLength));
  }
}
