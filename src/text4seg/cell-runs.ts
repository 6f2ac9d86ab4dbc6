import type { Box } from '../mask/space.ts';

/** A stretch of equal cells. */
export interface CellRun {
  readonly value: number;
  readonly length: number;
}

export interface CellRunOptions {
  /** Whether a run may go on in the next row; else every row begins one. */
  readonly crossRows: boolean;
  /** Longer runs are split. */
  readonly maxRun: number;
}

/**
 * The runs of a box's cells in raster order, one list a row; with `crossRows` all in one list.
 *
 * @param cells grid x grid, row-major
 * @param box in cells
 */
export function cellRuns(
  cells: Uint8Array | Uint16Array,
  grid: number,
  box: Box<'canvas'>,
  { crossRows, maxRun }: CellRunOptions,
): CellRun[][] {
  const rows: CellRun[][] = [];
  let row: CellRun[] = [];
  let value = -1;
  let length = 0;
  const close = () => {
    if (length > 0) row.push({ value, length });
    length = 0;
  };
  for (let y = box.y1; y < box.y2; y++) {
    for (let x = box.x1; x < box.x2; x++) {
      const cell = cells[y * grid + x]!;
      if (cell !== value || length === maxRun) {
        close();
        value = cell;
      }
      length++;
    }
    if (crossRows && y < box.y2 - 1) continue;
    close();
    rows.push(row);
    row = [];
  }
  return rows;
}
