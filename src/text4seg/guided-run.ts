import { runByCells } from './run-by-cells.ts';

/**
 * The median run with the ghost's opinion of each cell added to the belief: see `runByCells`.
 *
 * @param runLogProbabilities of fg1..fgM, bg1..bgM; logits do as well
 * @param cellsLeftInRow from the cursor to the end of its row, 1..M
 * @param ghostLogits logit of each cell of the canvas, row-major
 * @param ghostOffset index of the cell under the cursor
 * @param weight of the ghost; 0 gives the median run
 * @returns +n for `fgN`, -n for `bgN`; never longer than the row
 */
export function guidedRun(
  runLogProbabilities: Float32Array,
  cellsLeftInRow: number,
  ghostLogits: Float32Array,
  ghostOffset: number,
  weight: number,
): number {
  return runByCells(runLogProbabilities, cellsLeftInRow, ghostLogits, ghostOffset, weight);
}
