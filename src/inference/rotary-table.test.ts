import { expect, test } from 'vitest';
import { rotaryTable } from './rotary-table.ts';

test('angles are time, row and column times their frequencies, in this order', () => {
  const { cos, sin, pairs } = rotaryTable(
    [
      { t: 0, h: 1.5, w: 61.5 },
      { t: 64, h: 32, w: 32 },
    ],
    { t: [2, 0.5], h: [1], w: [0.25] },
  );
  expect(pairs).toBe(4);
  const angles = [0, 0, 1.5, 15.375, 128, 32, 32, 8];
  angles.forEach((angle, i) => {
    expect(cos[i]).toBeCloseTo(Math.cos(angle), 6);
    expect(sin[i]).toBeCloseTo(Math.sin(angle), 6);
  });
});
