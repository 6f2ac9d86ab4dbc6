import { expect, test } from 'vitest';
import { blendGhostLogits, readGhost } from './ghost.ts';

test('a ghost is query times keys over the root of the width, plus the bias', () => {
  // A 2 x 2 canvas with 4 numbers a cell.
  const keys = Float32Array.from([1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 1, 1, 1, 1]);
  const ghost = readGhost(Float32Array.from([2, 4, -6, 0, 0.5]), keys, 2);
  expect([...ghost.logits]).toEqual([1.5, 2.5, -2.5, 0.5]);
  const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
  expect(ghost.probabilities[2]).toBeCloseTo(sigmoid(-2.5), 6);
  expect(ghost.peak).toBeCloseTo(sigmoid(2.5), 6);
  // Columns, then rows.
  for (const [i, logit] of [1.5, 2.5, 2.5, 0.5].entries()) {
    expect(ghost.profile[i]).toBeCloseTo(sigmoid(logit), 6);
  }
});

test('blending takes a share of the object’s ghost', () => {
  expect([...blendGhostLogits(Float32Array.of(0, 4), Float32Array.of(8, 0), 0.25)]).toEqual([2, 3]);
});
