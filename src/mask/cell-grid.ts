import type { Mask } from './mask.ts';
import type { Box } from './space.ts';

/**
 * A box of square cells over a photo, `cell` image pixels a side: cell (i, j) covers the pixels from
 * ((x + i) * cell, (y + j) * cell) on. It may reach beyond the photo.
 */
export interface CellGrid {
  readonly cell: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The cells that a box of image pixels meets, with a margin of cells on each side. */
export function gridAround(box: Box<'image'>, cell: number, margin: number): CellGrid {
  const x = Math.floor(box.x1 / cell) - margin;
  const y = Math.floor(box.y1 / cell) - margin;
  return {
    cell,
    x,
    y,
    width: Math.ceil(box.x2 / cell) + margin - x,
    height: Math.ceil(box.y2 / cell) + margin - y,
  };
}

/** One byte a cell, 1 where a mask of the cells' resolution (1/cell of the photo) is set. */
export function cellsOfMask({ top, rows, runs }: Mask, grid: CellGrid): Uint8Array {
  const cells = new Uint8Array(grid.width * grid.height);
  const first = Math.max(top, grid.y);
  const last = Math.min(top + rows.length - 1, grid.y + grid.height);
  for (let y = first; y < last; y++) {
    const base = (y - grid.y) * grid.width - grid.x;
    for (let i = rows[y - top]!; i < rows[y - top + 1]!; i++) {
      const x1 = Math.max(runs[2 * i]!, grid.x);
      const x2 = Math.min(runs[2 * i + 1]!, grid.x + grid.width);
      if (x1 < x2) cells.fill(1, base + x1, base + x2);
    }
  }
  return cells;
}
