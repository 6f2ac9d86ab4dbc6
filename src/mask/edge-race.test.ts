import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type EdgeWeights, edgeRace } from './edge-race.ts';

const weights: EdgeWeights = { space: 0.5, colour: 1, noise: 2, belief: 3 };

interface Field {
  readonly width: number;
  readonly height: number;
  readonly open: Uint8Array;
  readonly colours: Float32Array;
  readonly belief: Float32Array;
  readonly owner: Uint8Array;
  readonly delay: Float32Array;
}

/** Fields with a closed frame, of a few grey levels, with some seeds of three owners. */
const fieldArbitrary = fc
  .tuple(fc.integer({ min: 3, max: 12 }), fc.integer({ min: 3, max: 12 }))
  .chain(([width, height]) => {
    const size = width * height;
    const bytes = (max: number) => fc.uint8Array({ minLength: size, maxLength: size, max });
    return fc.tuple(bytes(5), bytes(3), bytes(4), bytes(20)).map(([open, grey, belief, seeds]): Field => {
      const framed = open.map((value, i) => {
        const [x, y] = [i % width, Math.floor(i / width)];
        return value > 0 && x > 0 && y > 0 && x < width - 1 && y < height - 1 ? 1 : 0;
      });
      return {
        width,
        height,
        open: framed,
        colours: Float32Array.from({ length: 3 * size }, (_, i) => (i % 3 === 0 ? 5 * grey[i / 3]! : 0)),
        belief: Float32Array.from(belief, (value) => value / 4),
        owner: seeds.map((value) => (value <= 3 ? value : 0)),
        delay: Float32Array.from(seeds, (value) => value / 2),
      };
    });
  });

/** Least cost to each pixel from the seeds of one owner, in sixteenths, by relaxing until nothing changes. */
function plainCosts(field: Field, owner: number): number[] {
  const { width, open, colours, belief } = field;
  const cost = Array.from(open, (value, i) =>
    value === 1 && field.owner[i] === owner ? Math.round(field.delay[i]! * 16) : Number.POSITIVE_INFINITY,
  );
  for (let changed = true; changed; ) {
    changed = false;
    for (let i = 0; i < cost.length; i++) {
      for (const [dx, dy] of [-1, 0, 1].flatMap((y) => [-1, 0, 1].map((x) => [x, y] as const))) {
        const j = i + dy * width + dx;
        if (open[i] === 0 || open[j] !== 1 || cost[i] === Number.POSITIVE_INFINITY) continue;
        const difference = Math.max(0, Math.abs(colours[3 * i]! - colours[3 * j]!) - weights.noise);
        const step =
          Math.hypot(dx, dy) * weights.space +
          difference * weights.colour +
          Math.abs(belief[i]! - belief[j]!) * weights.belief;
        const reached = cost[i]! + Math.round(step * 16);
        if (i !== j && reached < cost[j]!) {
          cost[j] = reached;
          changed = true;
        }
      }
    }
  }
  return cost;
}

describe('the race', () => {
  it('gives each pixel to an owner whose cheapest path to it is the cheapest of all', () => {
    const limit = fc.constantFrom(1, 4, 9, Number.POSITIVE_INFINITY);
    fc.assert(
      fc.property(fieldArbitrary, limit, (field, most) => {
        const { width, open, colours, belief, owner, delay } = field;
        const found = edgeRace({ width, open, colours, belief, weights }, { owner, delay }, most);
        const costs = [1, 2, 3].map((number) => plainCosts(field, number));
        found.forEach((number, i) => {
          const least = Math.min(...costs.map((cost) => cost[i]!));
          if (number === 0) expect(least > most * 16 || least === Number.POSITIVE_INFINITY).toBe(true);
          else {
            expect(costs[number - 1]![i]).toBe(least);
            expect(least).toBeLessThanOrEqual(most * 16);
          }
        });
      }),
      { numRuns: 200 },
    );
  });
});
