import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { colourDistance, colourGap, fitColours } from './colour-model.ts';

const all = (count: number) => Array.from({ length: count }, (_, i) => i);

describe('colour models', () => {
  it('find the colours there are, with their spread', () => {
    const centres = [
      [20, 10, -30],
      [80, 0, 40],
      [50, -60, 0],
    ];
    const colours = Float32Array.from({ length: 900 }, (_, i) => {
      const pixel = Math.floor(i / 3);
      return centres[pixel % 3]![i % 3]! + ((Math.floor(pixel / 3) + (i % 3)) % 5) - 2;
    });
    const model = fitColours(colours, all(300), 3);
    const found = centres.map((centre) =>
      Math.min(
        ...all(3).map((g) => Math.hypot(...centre.map((value, c) => value - model.means[3 * g + c]!))),
      ),
    );
    expect(Math.max(...found)).toBeLessThan(0.5);
    for (const spread of model.spreads) expect(spread).toBeCloseTo(6, 0);
  });

  it('leave out stray pixels and have no group without pixels', () => {
    const colours = new Float32Array(300).fill(40);
    colours.set([0, 90, 90], 150);
    expect(fitColours(colours, all(100), 4).spreads).toHaveLength(1);
    const none = fitColours(colours, [], 4);
    expect(colourDistance(none, colours, 0, 9)).toBe(Number.POSITIVE_INFINITY);
    expect(colourGap(none, colours, 0)).toBe(Number.POSITIVE_INFINITY);
  });

  it('measure to the nearest group', () => {
    const colour = fc.integer({ min: -100, max: 100 });
    fc.assert(
      fc.property(
        fc.array(colour, { minLength: 3, maxLength: 60 }),
        fc.integer({ min: 1, max: 5 }),
        (values, groups) => {
          const colours = Float32Array.from(values.slice(0, values.length - (values.length % 3)));
          const count = colours.length / 3;
          const model = fitColours(colours, all(count), groups);
          expect(model.spreads.length).toBeLessThanOrEqual(groups);
          for (const pixel of all(count)) {
            const squares = Array.from(model.spreads, (_, g) =>
              [0, 1, 2].reduce((sum, c) => sum + (colours[3 * pixel + c]! - model.means[3 * g + c]!) ** 2, 0),
            );
            const distances = squares.map((square, g) => square / (model.spreads[g]! + 9));
            const gaps = squares.map((square, g) => Math.sqrt(square) - 2 * Math.sqrt(model.spreads[g]!));
            expect(colourDistance(model, colours, pixel, 9)).toBeCloseTo(Math.min(...distances), 3);
            expect(colourGap(model, colours, pixel)).toBeCloseTo(Math.max(0, Math.min(...gaps)), 3);
          }
        },
      ),
    );
  });
});
