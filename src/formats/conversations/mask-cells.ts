import type { Mask } from '../../mask/mask.ts';
import { RunBuilder } from '../../mask/run-builder.ts';

/**
 * The cells of a mask on a canvas of grid x grid over the whole photo, row-major: 1 where at least half of the cell's
 * area is covered, pixels that a cell border cuts counting by their share. Exact: in units of 1/grid pixel all edges are
 * whole. (At 64 this is `canvasFromMask`, the definition of training targets.)
 */
export function cellsFromMask({ width, height, top, rows, runs }: Mask, grid: number): Uint8Array {
  const covered = new Float64Array(grid * grid);
  const line = new Float64Array(grid);
  for (let row = 0; row + 1 < rows.length; row++) {
    line.fill(0);
    for (let i = rows[row]!; i < rows[row + 1]!; i++) {
      addOverlaps(runs[2 * i]! * grid, runs[2 * i + 1]! * grid, width, (cell, overlap) => {
        line[cell]! += overlap;
      });
    }
    const y = (top + row) * grid;
    addOverlaps(y, y + grid, height, (cell, overlap) => {
      for (let x = 0; x < grid; x++) covered[cell * grid + x]! += line[x]! * overlap;
    });
  }
  return Uint8Array.from(covered, (area) => (area * 2 >= width * height ? 1 : 0));
}

/** Calls for each cell that an interval meets, with the length of their overlap; cells are `length` long. */
function addOverlaps(
  from: number,
  to: number,
  length: number,
  visit: (cell: number, overlap: number) => void,
): void {
  for (let cell = Math.floor(from / length); cell * length < to; cell++) {
    visit(cell, Math.min(to, (cell + 1) * length) - Math.max(from, cell * length));
  }
}

/** The pixels of a photo whose centres lie in cells that are 1; cells are grid x grid, row-major. */
export function maskFromCells(cells: Uint8Array, grid: number, width: number, height: number): Mask {
  return masksFromLabels(cells, 1, grid, width, height)[0]!;
}

/** The same for each label from 1 to `count`. */
export function masksFromLabels(
  cells: Uint8Array | Uint16Array,
  count: number,
  grid: number,
  width: number,
  height: number,
): readonly Mask[] {
  const xs = cellEdges(width, grid);
  const ys = cellEdges(height, grid);
  const builders = Array.from({ length: count }, () => new RunBuilder(width, height, 16));
  for (let cy = 0; cy < grid; cy++) {
    const row = cells.subarray(cy * grid, (cy + 1) * grid);
    // Labels come in any order along a row, but each one's runs from left to right, which is what builders ask for.
    const runs = labelRuns(row, count);
    for (let y = ys[cy]!; y < ys[cy + 1]!; y++) {
      for (const { label, start, end } of runs) builders[label - 1]!.add(y, xs[start]!, xs[end]!);
    }
  }
  return builders.map((builder) => builder.finish());
}

interface LabelRun {
  readonly label: number;
  readonly start: number;
  readonly end: number;
}

function labelRuns(row: Uint8Array | Uint16Array, count: number): LabelRun[] {
  const runs: LabelRun[] = [];
  for (let start = 0; start < row.length; ) {
    const label = row[start]!;
    let end = start + 1;
    while (end < row.length && row[end] === label) end++;
    if (label >= 1 && label <= count) runs.push({ label, start, end });
    start = end;
  }
  return runs;
}

/** Cell c covers pixels edges[c] <= p < edges[c + 1], those whose centres lie in it. */
function cellEdges(length: number, grid: number): Uint32Array {
  return Uint32Array.from({ length: grid + 1 }, (_, c) => Math.ceil((c * length) / grid - 0.5));
}
