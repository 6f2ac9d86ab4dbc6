import type { CellFrame } from './cell-frame.ts';

/** A run as the stream's `brick` event gives it: `length` cells from (x, y) on, in raster order within the box. */
export interface PlacedRun {
  readonly foreground: boolean;
  readonly length: number;
  readonly x: number;
  readonly y: number;
}

/** One object's mask while it is painted: `grid` x `grid` cells, row-major, 1 foreground. */
export class CellCanvas {
  readonly frame: CellFrame;
  readonly cells: Uint8Array;

  constructor(frame: CellFrame) {
    this.frame = frame;
    this.cells = new Uint8Array(frame.grid * frame.grid);
  }

  /** Paints a run, or clears its cells, clipped to the box. The rows `run.y` up to the returned one (exclusive) changed. */
  paint(run: PlacedRun): number {
    return fillRun(this.cells, this.frame, run, run.foreground ? 1 : 0);
  }

  /** Repeats the last column and row up to the border where the box ends there. May be called for every frame shown. */
  finish(): void {
    repeatBorder(this.cells, this.frame);
  }
}

/** Writes `value` into the cells of a run; returns the row after the last one written. */
export function fillRun(
  cells: Uint8Array | Uint16Array,
  frame: CellFrame,
  run: PlacedRun,
  value: number,
): number {
  const { box, grid } = frame;
  if (run.x < box.x1 || run.x >= box.x2 || run.y < box.y1) return run.y;
  let { x, y, length: left } = run;
  for (; left > 0 && y < box.y2; y++) {
    const end = Math.min(box.x2, x + left);
    cells.fill(value, y * grid + x, y * grid + end);
    left -= end - x;
    x = box.x1;
  }
  return y;
}

/** Copies the last written column to its right and the last written row below it, as far as the frame reaches. */
export function repeatBorder(cells: Uint8Array, { grid, box, reach }: CellFrame): void {
  if (reach.x2 > box.x2) {
    for (let y = box.y1; y < box.y2; y++) {
      cells.fill(cells[y * grid + box.x2 - 1]!, y * grid + box.x2, y * grid + reach.x2);
    }
  }
  const lastRow = (box.y2 - 1) * grid;
  for (let y = box.y2; y < reach.y2; y++) {
    cells.copyWithin(y * grid + box.x1, lastRow + box.x1, lastRow + reach.x2);
  }
}
