import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boxMean, fitGuided } from './guided-filter.ts';

describe('box means', () => {
  it('are the means of the windows, cut at the border', () => {
    const plane = fc
      .tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 12 }))
      .chain(([width, height]) =>
        fc.record({
          width: fc.constant(width),
          height: fc.constant(height),
          values: fc.array(fc.integer({ min: -50, max: 50 }), {
            minLength: width * height,
            maxLength: width * height,
          }),
        }),
      );
    const radius = fc.integer({ min: 1, max: 15 });
    fc.assert(
      fc.property(plane, radius, radius, ({ width, height, values }, radiusX, radiusY) => {
        const means = boxMean(Float32Array.from(values), { width, height }, radiusX, radiusY);
        for (let y = 0; y < height; y++) {
          for (let x = 0; x < width; x++) {
            const window = values.filter(
              (_, i) =>
                Math.abs((i % width) - x) <= radiusX && Math.abs(Math.floor(i / width) - y) <= radiusY,
            );
            const mean = window.reduce((sum, value) => sum + value, 0) / window.length;
            expect(means[y * width + x]).toBeCloseTo(mean, 4);
          }
        }
      }),
    );
  });
});

describe('the guided filter', () => {
  const [width, height] = [12, 9];
  const random = (seed: number) =>
    Float32Array.from({ length: width * height }, (_, i) => ((i * seed) % 97) / 97);
  const guide = { width, height, red: random(31), green: random(57), blue: random(83) };

  it('finds an input that is a linear function of colour', () => {
    const input = guide.red.map((red, i) => 0.3 * red - 0.5 * guide.green[i]! + 0.2 * guide.blue[i]! + 0.4);
    const model = fitGuided(guide, input, 3, 3, 1e-9);
    for (let i = 0; i < input.length; i++) {
      expect(model.red[i]).toBeCloseTo(0.3, 3);
      expect(model.green[i]).toBeCloseTo(-0.5, 3);
      expect(model.blue[i]).toBeCloseTo(0.2, 3);
      expect(model.offset[i]).toBeCloseTo(0.4, 3);
    }
  });

  it('is a plain double mean where the photo is flat', () => {
    const flat = new Float32Array(width * height).fill(0.5);
    const input = random(41);
    const model = fitGuided({ width, height, red: flat, green: flat, blue: flat }, input, 2, 2, 1e-4);
    const means = boxMean(boxMean(input, guide, 2, 2), guide, 2, 2);
    for (let i = 0; i < input.length; i++) {
      const value = (model.red[i]! + model.green[i]! + model.blue[i]!) * 0.5 + model.offset[i]!;
      expect(value).toBeCloseTo(means[i]!, 3);
    }
  });
});
