import type { PlaceCells } from '../text4seg/place-cells.ts';
import { type Ghost, ghostOf } from './ghost.ts';

/** Logit of cells that can't belong to the answer: as good as certain, and still finite for the choice of bricks. */
const outside = -16;
/** A cell belongs to what is pointed at where its probability is above this, or above half of the cell's own. */
const solid = 0.5;

/**
 * The part of a ghost that an answer about a place can be: within the box, or the connected piece under the point.
 * The rest of the ghost shows others of the same kind, which would draw box and bricks to themselves.
 */
export function ghostAtPlace(ghost: Ghost, place: PlaceCells, grid: number): Ghost {
  const keep = place.kind === 'box' ? cellsInBox(place, grid) : pieceAt(ghost, place, grid);
  return ghostOf(
    ghost.logits.map((logit, cell) => (keep[cell] ? logit : Math.min(logit, outside))),
    grid,
  );
}

function cellsInBox(box: Extract<PlaceCells, { kind: 'box' }>, grid: number): Uint8Array {
  const keep = new Uint8Array(grid * grid);
  for (let y = box.y1; y < box.y2; y += 1) keep.fill(1, y * grid + box.x1, y * grid + box.x2);
  return keep;
}

/** Cells joined to the one under the point by their sides, all of them solid. */
function pieceAt(
  { probabilities }: Ghost,
  { x, y }: { readonly x: number; readonly y: number },
  grid: number,
): Uint8Array {
  const start = y * grid + x;
  const least = Math.min(solid, probabilities[start]! / 2);
  const keep = new Uint8Array(grid * grid);
  const waiting = [start];
  keep[start] = 1;
  const visit = (cell: number) => {
    if (keep[cell] || probabilities[cell]! <= least) return;
    keep[cell] = 1;
    waiting.push(cell);
  };
  for (let cell = waiting.pop(); cell !== undefined; cell = waiting.pop()) {
    const column = cell % grid;
    if (column > 0) visit(cell - 1);
    if (column < grid - 1) visit(cell + 1);
    if (cell >= grid) visit(cell - grid);
    if (cell < grid * (grid - 1)) visit(cell + grid);
  }
  return keep;
}
