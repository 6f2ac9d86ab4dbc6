import type { EyeColours } from './eye-colours.ts';

/** Means of groups of alike colours, three numbers each, and how far each group spreads (mean square distance). */
export interface ColourModel {
  readonly means: Float32Array;
  readonly spreads: Float32Array;
}

const rounds = 4;

/**
 * What colours a set of pixels has: up to `groups` means (Lloyd's k-means; the first is nearest the mean of all, each
 * further one the pixel farthest from those before, so the outcome depends on the pixels alone). Groups that hold less
 * than 2% are left out: stray pixels are no colour of a thing. No pixels give a model without groups.
 */
export function fitColours(colours: EyeColours, pixels: ArrayLike<number>, groups: number): ColourModel {
  const count = pixels.length;
  if (count === 0) return { means: new Float32Array(0), spreads: new Float32Array(0) };
  const sample = new Float32Array(3 * count);
  for (let i = 0; i < count; i++) {
    for (let c = 0; c < 3; c++) sample[3 * i + c] = colours[3 * pixels[i]! + c]!;
  }
  const means = firstMeans(sample, groups);
  const sums = new Float64Array(5 * groups);
  for (let round = 0; round < rounds; round++) {
    assign(sample, means, sums);
    for (let g = 0; g < means.length / 3; g++) {
      const size = sums[5 * g]!;
      if (size > 0) for (let c = 0; c < 3; c++) means[3 * g + c] = sums[5 * g + 1 + c]! / size;
    }
  }
  assign(sample, means, sums);
  const kept = Array.from({ length: means.length / 3 }, (_, g) => g).filter(
    (g) => sums[5 * g]! * 50 >= count,
  );
  return {
    means: Float32Array.from(kept.flatMap((g) => [...means.subarray(3 * g, 3 * g + 3)])),
    spreads: Float32Array.from(kept, (g) => sums[5 * g + 4]! / sums[5 * g]!),
  };
}

/**
 * Square of the distance from a colour to the nearest group of a model, in units of its spread plus `noise` (the square
 * distance that pixels of one thing have anyway); infinite for a model without groups.
 */
export function colourDistance(
  model: ColourModel,
  colours: EyeColours,
  pixel: number,
  noise: number,
): number {
  const { means, spreads } = model;
  let best = Number.POSITIVE_INFINITY;
  for (let g = 0; g < spreads.length; g++) {
    const a = colours[3 * pixel]! - means[3 * g]!;
    const b = colours[3 * pixel + 1]! - means[3 * g + 1]!;
    const c = colours[3 * pixel + 2]! - means[3 * g + 2]!;
    const distance = (a * a + b * b + c * c) / (spreads[g]! + noise);
    if (distance < best) best = distance;
  }
  return best;
}

/**
 * By how much a colour lies outside the nearest group of a model, in units of the colours: 0 within twice a group's
 * spread; infinite for a model without groups.
 */
export function colourGap(model: ColourModel, colours: EyeColours, pixel: number): number {
  const { means, spreads } = model;
  let best = Number.POSITIVE_INFINITY;
  for (let g = 0; g < spreads.length; g++) {
    const a = colours[3 * pixel]! - means[3 * g]!;
    const b = colours[3 * pixel + 1]! - means[3 * g + 1]!;
    const c = colours[3 * pixel + 2]! - means[3 * g + 2]!;
    best = Math.min(best, Math.sqrt(a * a + b * b + c * c) - 2 * Math.sqrt(spreads[g]!));
  }
  return Math.max(0, best);
}

function firstMeans(sample: Float32Array, groups: number): Float32Array {
  const count = sample.length / 3;
  const middle = [0, 0, 0];
  for (let i = 0; i < sample.length; i++) middle[i % 3]! += sample[i]! / count;
  const chosen: number[][] = [middle];
  const nearest = new Float32Array(count).fill(Number.POSITIVE_INFINITY);
  while (chosen.length < groups) {
    const [a, b, c] = chosen[chosen.length - 1] as [number, number, number];
    let farthest = 0;
    for (let i = 0; i < count; i++) {
      const square =
        (sample[3 * i]! - a) ** 2 + (sample[3 * i + 1]! - b) ** 2 + (sample[3 * i + 2]! - c) ** 2;
      if (square < nearest[i]!) nearest[i] = square;
      if (nearest[i]! > nearest[farthest]!) farthest = i;
    }
    if (nearest[farthest] === 0) break;
    chosen.push([...sample.subarray(3 * farthest, 3 * farthest + 3)]);
  }
  return Float32Array.from(chosen.flat());
}

/** For each group: its size, the sums of its colours, and the sum of its pixels' square distances to its mean. */
function assign(sample: Float32Array, means: Float32Array, sums: Float64Array): void {
  sums.fill(0);
  for (let i = 0; i < sample.length; i += 3) {
    const x = sample[i]!;
    const y = sample[i + 1]!;
    const z = sample[i + 2]!;
    let best = 0;
    let least = Number.POSITIVE_INFINITY;
    for (let m = 0; m < means.length; m += 3) {
      const square = (x - means[m]!) ** 2 + (y - means[m + 1]!) ** 2 + (z - means[m + 2]!) ** 2;
      if (square < least) {
        least = square;
        best = m;
      }
    }
    const at = (5 * best) / 3;
    sums[at]! += 1;
    sums[at + 1]! += x;
    sums[at + 2]! += y;
    sums[at + 3]! += z;
    sums[at + 4]! += least;
  }
}
