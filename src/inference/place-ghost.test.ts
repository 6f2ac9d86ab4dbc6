import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PlaceCells } from '../text4seg/place-cells.ts';
import { ghostOf } from './ghost.ts';
import { ghostAtPlace } from './place-ghost.ts';

const grid = 8;

/** Rows of a canvas: `#` likely, `+` less likely, `.` unlikely. */
function drawn(...rows: readonly string[]) {
  const logits = Float32Array.from(rows.join(''), (sign) => (sign === '#' ? 3 : sign === '+' ? -1 : -5));
  return ghostOf(logits, grid);
}

const twoThings = drawn(
  '........',
  '.##..##.',
  '.##..##.',
  '.##..###',
  '.....##.',
  '+++.....',
  '+++.....',
  '........',
);
const shown = ({ probabilities }: { readonly probabilities: Float32Array }) =>
  [...probabilities.keys()]
    .filter((cell) => probabilities[cell]! > 0.1)
    .map((cell) => [cell % grid, Math.floor(cell / grid)]);

test('under a point only the piece that holds it is left', () => {
  const left = ghostAtPlace(twoThings, { kind: 'point', x: 2, y: 2 }, grid);
  expect(shown(left)).toEqual([
    [1, 1],
    [2, 1],
    [1, 2],
    [2, 2],
    [1, 3],
    [2, 3],
  ]);
  expect(left.profile[6]).toBeLessThan(1e-6);
  expect(left.peak).toBeCloseTo(twoThings.peak, 6);
});

test('a point where the ghost is faint takes the faint piece', () => {
  const left = ghostAtPlace(twoThings, { kind: 'point', x: 1, y: 6 }, grid);
  expect(shown(left)).toEqual([
    [0, 5],
    [1, 5],
    [2, 5],
    [0, 6],
    [1, 6],
    [2, 6],
  ]);
});

test('in a box all of the ghost is left, and nothing outside', () => {
  const left = ghostAtPlace(twoThings, { kind: 'box', x1: 2, y1: 1, x2: 6, y2: 3 }, grid);
  expect(shown(left)).toEqual([
    [2, 1],
    [5, 1],
    [2, 2],
    [5, 2],
  ]);
});

test('no cell gains, and those at the place stay as they were', () => {
  const side = fc.nat(grid - 2);
  const place: fc.Arbitrary<PlaceCells> = fc.oneof(
    fc.record({ kind: fc.constant('point' as const), x: side, y: side }),
    fc.record({ x: side, y: side, width: fc.nat(4), height: fc.nat(4) }).map(({ x, y, width, height }) => ({
      kind: 'box' as const,
      x1: x,
      y1: y,
      x2: Math.min(grid - 1, x + 1 + width),
      y2: Math.min(grid - 1, y + 1 + height),
    })),
  );
  const logit = fc.float({ min: -30, max: 30, noNaN: true });
  fc.assert(
    fc.property(fc.array(logit, { minLength: 64, maxLength: 64 }), place, (logits, at) => {
      const ghost = ghostOf(Float32Array.from(logits), grid);
      const left = ghostAtPlace(ghost, at, grid);
      for (const [cell, value] of left.logits.entries())
        expect(value).toBeLessThanOrEqual(ghost.logits[cell]!);
      const [x, y] = at.kind === 'point' ? [at.x, at.y] : [at.x1, at.y1];
      expect(left.logits[y * grid + x]).toBe(ghost.logits[y * grid + x]);
    }),
  );
});
