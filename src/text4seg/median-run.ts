import { runByCells } from './run-by-cells.ts';

/**
 * The run that most likely paints each cell right, by the run probabilities alone: see `runByCells`.
 *
 * @param runLogProbabilities of fg1..fgM, bg1..bgM; logits do as well
 * @param cellsLeftInRow from the cursor to the end of its row, 1..M
 * @returns +n for `fgN`, -n for `bgN`; never longer than the row
 */
export function medianRun(runLogProbabilities: Float32Array, cellsLeftInRow: number): number {
  return runByCells(runLogProbabilities, cellsLeftInRow, null, 0, 0);
}
