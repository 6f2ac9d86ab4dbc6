/** Probability below which the belief about a cell is not trusted to be surer; far above rounding errors. */
const beliefFloor = 1e-12;

/** Scratch rows: at k the (unnormalised) probability of a run of the kind longer than k. */
let foregroundAhead = new Float64Array(65);
let backgroundAhead = new Float64Array(65);

/**
 * Chooses the next run by cells. A run token's probability is spread over neighbouring lengths, so the most probable
 * token is biased to short runs; asked cell by cell, the spread cancels out. For cell k ahead, 0 being the one under
 * the cursor, over the runs that fit the row:
 *
 *   P(foreground) = P(foreground run longer than k) + P(background run of at most k)
 *   belief = log(P / (1 - P)) + weight * ghost logit of the cell
 *
 * The run has the kind of cell 0 (foreground where its belief is above 0) and ends where the belief changes sides.
 * Nothing is allocated, but once for a row longer than any before.
 *
 * @param runs log-probabilities (or logits: a common shift changes nothing) of fg1..fgM, bg1..bgM
 * @param cells cells from the cursor to the end of its row, 1..M
 * @param ghost logits by cell; null for none
 * @param offset index in `ghost` of the cell under the cursor
 * @returns +n for a foreground run of n, -n for background
 */
export function runByCells(
  runs: Float32Array,
  cells: number,
  ghost: Float32Array | null,
  offset: number,
  weight: number,
): number {
  const maxRun = runs.length >> 1;
  if (!(cells >= 1 && cells <= maxRun)) {
    throw new RangeError(`A run of 1 to ${maxRun} cells is chosen, not of ${cells}.`);
  }
  if (cells >= foregroundAhead.length) {
    foregroundAhead = new Float64Array(cells + 1);
    backgroundAhead = new Float64Array(cells + 1);
  }
  sumAhead(runs, cells, maxRun);
  const foregroundMass = foregroundAhead[0]!;
  const backgroundMass = backgroundAhead[0]!;
  const floor = (foregroundMass + backgroundMass) * beliefFloor;
  let foreground = false;
  for (let k = 0; k < cells; k++) {
    const ahead = foregroundAhead[k]!;
    const behind = backgroundAhead[k]!;
    const odds = Math.max(floor, ahead + (backgroundMass - behind));
    const against = Math.max(floor, behind + (foregroundMass - ahead));
    const belief = ghost === null ? odds - against : Math.log(odds / against) + weight * ghost[offset + k]!;
    if (k === 0) foreground = belief > 0;
    else if (belief > 0 !== foreground) return foreground ? k : -k;
  }
  return foreground ? cells : -cells;
}

function sumAhead(runs: Float32Array, cells: number, maxRun: number): void {
  let highest = Number.NEGATIVE_INFINITY;
  for (let n = 0; n < cells; n++) highest = Math.max(highest, runs[n]!, runs[maxRun + n]!);
  foregroundAhead[cells] = 0;
  backgroundAhead[cells] = 0;
  for (let k = cells - 1; k >= 0; k--) {
    foregroundAhead[k] = foregroundAhead[k + 1]! + Math.exp(runs[k]! - highest);
    backgroundAhead[k] = backgroundAhead[k + 1]! + Math.exp(runs[maxRun + k]! - highest);
  }
}
