import type { CellGrid } from '../cell-grid.ts';
import type { Mask } from '../mask.ts';
import { RunBuilder } from '../run-builder.ts';

/** The pixels of the cells whose owner is 1, as blocks. */
export function nearestCells(owners: Uint8Array, grid: CellGrid, width: number, height: number): Mask {
  const builder = new RunBuilder(width, height);
  for (let y = 0; y < height; y++) {
    const row = (Math.floor(y / grid.cell) - grid.y) * grid.width;
    for (let x = 0; x < width; x++) {
      if (owners[row + Math.floor(x / grid.cell) - grid.x] === 1) builder.add(y, x, x + 1);
    }
  }
  return builder.finish();
}
