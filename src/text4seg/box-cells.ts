import type { Box } from '../mask/space.ts';
import { type CellFrame, cellFrame } from './cell-frame.ts';
import type { Descriptor } from './descriptor.ts';

/** A box as it is written, and the cells as its descriptor can say them. */
export interface BoxedCells {
  /** In coordinate bins, half-open; what the `box` event will give. */
  readonly box: Box<'canvas'>;
  readonly frame: CellFrame;
  /** grid x grid, row-major, 0 or 1; background outside the box. */
  readonly cells: Uint8Array;
}

/**
 * The smallest box around the foreground of `cells` (grid x grid, row-major), with the cells that can be written in it;
 * null for an empty mask.
 *
 * Half-open boxes on a grid as fine as the bins cannot reach the last column (row): decoding repeats the one before it.
 * Its own content is therefore dropped, unless the object has nothing else: then it moves one cell inwards.
 */
export function boxCells(cells: Uint8Array, descriptor: Descriptor): BoxedCells | null {
  const { grid } = descriptor;
  const { bins, edges } = descriptor.box;
  const border = edges === 'half-open' ? bins - 1 : bins;
  const writable = Math.ceil((border * grid) / bins);
  const folded = foldBorder(cells, grid, writable);
  const tight = tightBox(folded, grid);
  if (tight === null) return null;
  const first = (cell: number) => Math.floor((cell * bins) / grid);
  const last = (cell: number) => Math.min(border, Math.ceil((cell * bins) / grid));
  const box = { x1: first(tight.x1), y1: first(tight.y1), x2: last(tight.x2), y2: last(tight.y2) };
  return { box, frame: cellFrame(box, descriptor), cells: folded };
}

/** `cells` without what lies past column and row `writable`, columns first; see `boxCells`. */
function foldBorder(cells: Uint8Array, grid: number, writable: number): Uint8Array {
  if (writable === grid) return cells;
  const narrow = new Uint8Array(grid * grid);
  const shiftX = Math.max(0, (tightBox(cells, grid)?.x1 ?? 0) - (writable - 1));
  for (let y = 0; y < grid; y++) {
    const from = y * grid + shiftX;
    narrow.set(cells.subarray(from, Math.min(from + writable, (y + 1) * grid)), y * grid);
  }
  const shiftY = Math.max(0, (tightBox(narrow, grid)?.y1 ?? 0) - (writable - 1));
  narrow.copyWithin(0, shiftY * grid);
  return narrow.fill(0, writable * grid);
}

function tightBox(cells: Uint8Array, grid: number): Box<'canvas'> | null {
  const first = cells.indexOf(1);
  if (first < 0) return null;
  const y1 = Math.floor(first / grid);
  const y2 = Math.floor(cells.lastIndexOf(1) / grid) + 1;
  let x1 = grid;
  let x2 = 0;
  for (let y = y1; y < y2; y++) {
    const row = cells.subarray(y * grid, (y + 1) * grid);
    const left = row.indexOf(1);
    if (left < 0) continue;
    x1 = Math.min(x1, left);
    x2 = Math.max(x2, row.lastIndexOf(1) + 1);
  }
  return { x1, y1, x2, y2 };
}
