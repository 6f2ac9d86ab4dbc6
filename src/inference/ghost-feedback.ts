import type { Ghost } from './ghost.ts';

/** Written where the box has ended. */
const pastBox = -1;

/** Feedback of tags, words and coordinates, into `row` [3 * grid]: highest of each column, of each row, zeros. */
export function writeProfileFeedback(row: Float32Array, ghost: Ghost): void {
  row.fill(0);
  row.set(ghost.profile);
}

/**
 * Feedback of `<seg>` and bricks, into `row` [3 * grid]: zeros twice, then the ghost of the cursor's row from the
 * cursor to the box's right edge, then -1. (x, y) is the cell the cursor stands on after the token,
 * `x2` the box's right edge.
 */
export function writeRowFeedback(
  row: Float32Array,
  ghost: Ghost,
  grid: number,
  cursor: { readonly x: number; readonly y: number; readonly x2: number },
): void {
  row.fill(0);
  const left = cursor.x2 - cursor.x;
  const start = cursor.y * grid + cursor.x;
  row.set(ghost.probabilities.subarray(start, start + left), 2 * grid);
  row.fill(pastBox, 2 * grid + left);
}
