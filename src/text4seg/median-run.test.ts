import fc from 'fast-check';
import { expect, test } from 'vitest';
import { guidedRun } from './guided-run.ts';
import { medianRun } from './median-run.ts';

const maxRun = 63;
const logits = fc.array(fc.float({ min: -12, max: 12, noNaN: true }), { minLength: 126, maxLength: 126 });

/** The definition, cell by cell, from probabilities renormalised over the runs that fit. */
function byDefinition(values: Float32Array, cells: number, ghost: (k: number) => number): number | null {
  const weights = Array.from(values, (value, i) => (i % maxRun < cells ? Math.exp(value) : 0));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const beliefs = Array.from({ length: cells }, (_, k) => {
    let probability = 0;
    for (let n = 1; n <= cells; n++) {
      if (n > k) probability += weights[n - 1]! / total;
      else probability += weights[maxRun + n - 1]! / total;
    }
    return Math.log(probability / (1 - probability)) + ghost(k);
  });
  // Too close to call in another order of additions.
  if (beliefs.some((belief) => Math.abs(belief) < 1e-6 || !(Math.abs(belief) < 20))) return null;
  const foreground = beliefs[0]! > 0;
  const change = beliefs.findIndex((belief) => belief > 0 !== foreground);
  const length = change < 0 ? cells : change;
  return foreground ? length : -length;
}

test('the median run is the definition', () => {
  fc.assert(
    fc.property(logits, fc.integer({ min: 1, max: maxRun }), (values, cells) => {
      const runs = Float32Array.from(values);
      const expected = byDefinition(runs, cells, () => 0);
      if (expected !== null) expect(medianRun(runs, cells)).toBe(expected);
    }),
  );
});

test('the guided run is the definition, and weight 0 leaves the median run', () => {
  const ghosts = fc.array(fc.float({ min: -9, max: 9, noNaN: true }), { minLength: 64, maxLength: 64 });
  fc.assert(
    fc.property(
      logits,
      ghosts,
      fc.integer({ min: 1, max: 60 }),
      fc.nat(4),
      (values, ghost, cells, offset) => {
        const runs = Float32Array.from(values);
        const cellLogits = Float32Array.from(ghost);
        const expected = byDefinition(runs, cells, (k) => 0.5 * cellLogits[offset + k]!);
        if (expected !== null) expect(guidedRun(runs, cells, cellLogits, offset, 0.5)).toBe(expected);
        expect(guidedRun(runs, cells, cellLogits, offset, 0)).toBe(medianRun(runs, cells));
      },
    ),
  );
});

test('a spread over lengths is decided by its middle, not by its most probable length', () => {
  const runs = new Float32Array(126).fill(-50);
  for (const [n, probability] of [
    [2, 0.3],
    [7, 0.24],
    [8, 0.24],
    [9, 0.22],
  ] as const) {
    runs[n - 1] = Math.log(probability);
  }
  expect(medianRun(runs, 20)).toBe(7);
  expect(medianRun(runs, 5)).toBe(2);
});

test('certain runs are kept, ties are background, and impossible rows refused', () => {
  const runs = new Float32Array(126).fill(Number.NEGATIVE_INFINITY);
  runs[62] = 0;
  expect(medianRun(runs, 63)).toBe(63);
  expect(medianRun(new Float32Array(126), 10)).toBe(-10);
  expect(() => medianRun(runs, 0)).toThrow(RangeError);
  expect(() => medianRun(runs, 64)).toThrow(RangeError);
});
