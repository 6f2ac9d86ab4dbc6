import { describe, expect, it } from 'vitest';
import { smoothRing } from './smooth-ring.ts';

function smooth(...corners: number[]): [number, number][] {
  const flat = [...smoothRing(Int32Array.from(corners))];
  return flat.flatMap((value, i) => (i % 2 === 0 ? [[value, flat[i + 1]!] as [number, number]] : []));
}

/** Corners of a staircase of `steps` steps, each `run` wide and 1 high, closed below. */
function stairs(steps: number, run: number): number[] {
  const corners: number[] = [];
  for (let i = 0; i < steps; i++) corners.push(i * run, steps - i, (i + 1) * run, steps - i);
  return [...corners, steps * run, steps + 20, 0, steps + 20];
}

describe('smoothRing', () => {
  it.each([1, 3, 7])('makes a regular staircase straight (run %i)', (run) => {
    const inner = smooth(...stairs(8, run)).filter(([x, y]) => x > run && x < 7 * run && y < 8);
    expect(inner.length).toBeGreaterThan(8);
    for (const [x, y] of inner) expect(y).toBeCloseTo(8.5 - x / run, 4);
  });

  it('keeps a thin bar a bar', () => {
    const points = smooth(0, 0, 200, 0, 200, 2, 0, 2);
    expect(points.filter(([x, y]) => y === 0 && x >= 1 && x <= 199).length).toBeGreaterThanOrEqual(2);
    expect(points.filter(([, y]) => y === 0).map(([x]) => x)).toEqual(expect.arrayContaining([1, 199]));
  });

  it('moves no outline by more than a pixel from the corners it replaces', () => {
    const points = smooth(0, 0, 40, 0, 40, 30, 0, 30);
    for (const [x, y] of points) {
      const inside = x >= 0 && x <= 40 && y >= 0 && y <= 30;
      const toEdge = Math.min(x, 40 - x, y, 30 - y);
      expect(inside && toEdge <= 1).toBe(true);
    }
  });
});
