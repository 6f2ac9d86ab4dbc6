/** The model's first guess of the whole mask, read at `<assistant>`: preview, guide of the bricks, and feedback. */
export interface Ghost {
  /** Logit of each of the 64x64 cells, row-major. */
  readonly logits: Float32Array;
  readonly probabilities: Float32Array;
  /** Highest probability of any cell. */
  readonly peak: number;
  /** Highest probability of each column, then of each row. */
  readonly profile: Float32Array;
}

/**
 * Ghost from a query [d + 1] and the photo's cell keys [grid, grid, d]: logit of a cell = query . key / sqrt(d) + the
 * query's last number.
 */
export function readGhost(query: Float32Array, cellKeys: Float32Array, grid: number): Ghost {
  const width = query.length - 1;
  const bias = query[width]!;
  const scale = 1 / Math.sqrt(width);
  const cells = grid * grid;
  const logits = new Float32Array(cells);
  for (let cell = 0, key = 0; cell < cells; cell += 1, key += width) {
    let sum = 0;
    for (let i = 0; i < width; i += 1) sum += query[i]! * cellKeys[key + i]!;
    logits[cell] = sum * scale + bias;
  }
  return ghostOf(logits, grid);
}

/** The ghost of these logits, row-major. */
export function ghostOf(logits: Float32Array, grid: number): Ghost {
  const probabilities = new Float32Array(logits.length);
  const profile = new Float32Array(2 * grid);
  for (let cell = 0; cell < logits.length; cell += 1) {
    probabilities[cell] = 1 / (1 + Math.exp(-logits[cell]!));
    const x = cell % grid;
    const y = (cell - x) / grid;
    profile[x] = Math.max(profile[x]!, probabilities[cell]!);
    profile[grid + y] = Math.max(profile[grid + y]!, probabilities[cell]!);
  }
  let peak = 0;
  for (let x = 0; x < grid; x += 1) peak = Math.max(peak, profile[x]!);
  return { logits, probabilities, peak, profile };
}

/** `share` of the ghost read at `<seg>` (this object) with the rest of the one at `<assistant>` (the whole answer). */
export function blendGhostLogits(answer: Float32Array, object: Float32Array, share: number): Float32Array {
  return answer.map((logit, cell) => (1 - share) * logit + share * object[cell]!);
}
