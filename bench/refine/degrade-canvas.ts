const side = 64;

/** Numbers in 0..1 from a seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/**
 * A canvas as a model might have written it: its boundary moved in and out smoothly, by about `amount` cells, and its
 * rows shifted sideways a little, smoothly too.
 */
export function degradeCanvas(cells: Uint8Array, amount: number, random: () => number): Uint8Array {
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const noise = blurred(
    Float64Array.from({ length: side * side }, normal),
    1 + Math.floor(random() * 3),
    side,
    side,
  );
  const shifts = blurred(Float64Array.from({ length: side }, normal), 2, 1, side);
  const distance = signedDistance(cells);
  const out = new Uint8Array(side * side);
  for (let y = 0; y < side; y++) {
    const shift = Math.round(shifts[y]! * amount);
    for (let x = 0; x < side; x++) {
      const from = Math.min(side - 1, Math.max(0, x - shift));
      out[y * side + x] = distance[y * side + from]! + amount * noise[y * side + from]! > 0 ? 1 : 0;
    }
  }
  return out;
}

/** Cells to the nearest cell of the other kind, negative outside; half a cell at the boundary. */
function signedDistance(cells: Uint8Array): Float64Array {
  const reach = 5;
  return Float64Array.from(cells, (value, i) => {
    const [cx, cy] = [i % side, Math.floor(i / side)];
    let best = reach;
    for (let y = Math.max(0, cy - reach); y <= Math.min(side - 1, cy + reach); y++) {
      for (let x = Math.max(0, cx - reach); x <= Math.min(side - 1, cx + reach); x++) {
        if (cells[y * side + x] !== value) best = Math.min(best, Math.hypot(x - cx, y - cy) - 0.5);
      }
    }
    return value === 1 ? best : -best;
  });
}

/** Box-blurred twice along both sides, then scaled to a standard deviation of 1. */
function blurred(values: Float64Array, radius: number, width: number, height: number): Float64Array {
  let current = values;
  for (let pass = 0; pass < 2; pass++) {
    for (const [dx, dy] of [
      [1, 0],
      [0, 1],
    ] as const) {
      const before = current;
      current = before.map((_, i) => {
        let sum = 0;
        for (let k = -radius; k <= radius; k++) {
          const x = (i % width) + k * dx;
          const y = Math.floor(i / width) + k * dy;
          if (x >= 0 && y >= 0 && x < width && y < height) sum += before[y * width + x]!;
        }
        return sum;
      });
    }
  }
  const deviation = Math.sqrt(current.reduce((sum, value) => sum + value * value, 0) / current.length);
  return current.map((value) => value / deviation);
}
