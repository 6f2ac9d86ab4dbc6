import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unionMasks } from './boolean.ts';
import { canvasFromMask } from './canvas-from-mask.ts';
import { ellipseMask } from './ellipse.ts';
import type { Mask } from './mask.ts';
import { isEmptyMask, maskContains, maskIou, masksEqual } from './measure.ts';
import { outlineMask } from './morphology.ts';
import { nearestCanvas } from './nearest-canvas.ts';
import { polygonMask } from './polygon.ts';
import { refineCanvas } from './refine-canvas.ts';
import type { RgbaImage } from './rgba-image.ts';
import { expectCanonical } from './testing/bitmap-arbitrary.ts';

const whole = { x1: 0, y1: 0, x2: 64, y2: 64 };

/** A photo of the mask in one colour on another, with some texture on both. */
function photoOf(mask: Mask): RgbaImage {
  const { width, height } = mask;
  const data = new Uint8Array(width * height * 4).fill(255);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const texture = ((x * 7 + y * 13) % 23) - 11;
      const colour = maskContains(mask, x, y) ? [150, 90, 60] : [90, 110, 80];
      data.set(
        colour.map((value) => value + texture),
        4 * (y * width + x),
      );
    }
  }
  return { width, height, data };
}

const boundaryIou = (a: Mask, b: Mask) => maskIou(outlineMask(a, 4), outlineMask(b, 4));

const shapes: readonly [string, Mask][] = [
  ['a disc', ellipseMask({ x1: 50, y1: 33, x2: 251, y2: 190 }, 320, 240)],
  ['a slanted bar', polygonMask([[20, 200, 280, 20, 300, 50, 40, 230]], 320, 240, 'nonzero')],
  [
    'two small parts on a tall photo',
    unionMasks(
      ellipseMask({ x1: 20, y1: 33, x2: 61, y2: 80 }, 180, 400),
      polygonMask([[100, 200, 160, 300, 90, 280]], 180, 400, 'nonzero'),
    ),
  ],
];

describe('refinement', () => {
  it.each(shapes)('finds the edge of %s within its cells', (_, truth) => {
    const { width, height } = truth;
    const cells = canvasFromMask(truth);
    const refined = refineCanvas({ cells, box: whole, photo: photoOf(truth), width, height });
    const nearest = nearestCanvas(cells, width, height);
    expectCanonical(refined);
    expect(maskIou(refined, truth)).toBeGreaterThan(0.97);
    expect(boundaryIou(refined, truth)).toBeGreaterThan(boundaryIou(nearest, truth) + 0.05);
  });

  it('repairs a cell that was painted wrong when the photo says so', () => {
    const [, truth] = shapes[0]!;
    const cells = canvasFromMask(truth);
    const wrong = cells.slice();
    // A bite out of the left edge and a bump on the right one, a cell deep.
    const row = (y: number) => cells.subarray(64 * y, 64 * y + 64);
    for (let y = 26; y < 30; y++) {
      wrong[64 * y + row(y).indexOf(1)] = 0;
      wrong[64 * y + row(y).lastIndexOf(1) + 1] = 1;
    }
    const options = { box: whole, photo: photoOf(truth), width: 320, height: 240 };
    expect(maskIou(refineCanvas({ ...options, cells: wrong }), truth)).toBeGreaterThan(0.97);
  });

  it('listens to a ghost that agrees with the cells, and not to one of something else', () => {
    const [, truth] = shapes[0]!;
    const cells = canvasFromMask(truth);
    const options = { cells, box: whole, photo: photoOf(truth), width: 320, height: 240 };
    const plain = refineCanvas(options);
    const wider = cells.map((cell, i) => (cell === 1 || i < 2048 ? 255 : 0));
    expect(masksEqual(refineCanvas({ ...options, ghost: wider }), plain)).toBe(true);
    const agreeing = cells.map((cell) => 180 * cell + 20);
    expect(masksEqual(refineCanvas({ ...options, ghost: agreeing }), plain)).toBe(false);
    expect(maskIou(refineCanvas({ ...options, ghost: agreeing }), truth)).toBeGreaterThan(0.97);
  });

  it('gives a mask at the size of the photo from a smaller copy of it', () => {
    const [, truth] = shapes[0]!;
    const large = ellipseMask({ x1: 500, y1: 330, x2: 2510, y2: 1900 }, 3200, 2400);
    const cells = canvasFromMask(truth);
    const refined = refineCanvas({ cells, box: whole, photo: photoOf(truth), width: 3200, height: 2400 });
    expect([refined.width, refined.height]).toEqual([3200, 2400]);
    expect(maskIou(refined, large)).toBeGreaterThan(0.97);
  });

  it('is the same each time, whatever the canvas, and never empty for cells that are not', () => {
    const cellsArbitrary = fc.oneof(
      fc.uint8Array({ minLength: 4096, maxLength: 4096, max: 1 }),
      fc.nat({ max: 4095 }).map((cell) => new Uint8Array(4096).with(cell, 1)),
      fc.constantFrom(0, 1).map((value) => new Uint8Array(4096).fill(value)),
    );
    const size = fc.integer({ min: 1, max: 150 });
    fc.assert(
      fc.property(cellsArbitrary, size, size, size, size, (cells, width, height, photoWidth, photoHeight) => {
        const data = Uint8Array.from(
          { length: photoWidth * photoHeight * 4 },
          (_, i) => (i * 2654435761) >>> 24,
        );
        const photo = { width: photoWidth, height: photoHeight, data };
        const refined = refineCanvas({ cells, box: whole, photo, width, height });
        expectCanonical(refined);
        expect(masksEqual(refined, refineCanvas({ cells, box: whole, photo, width, height }))).toBe(true);
        if (isEmptyMask(refined)) expect(isEmptyMask(nearestCanvas(cells, width, height))).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  it('on a photo of one colour leaves a smooth outline of the same cells', () => {
    const [, truth] = shapes[0]!;
    const photo = { width: 320, height: 240, data: new Uint8Array(320 * 240 * 4).fill(128) };
    const refined = refineCanvas({
      cells: canvasFromMask(truth),
      box: whole,
      photo,
      width: 320,
      height: 240,
    });
    expect(maskIou(refined, truth)).toBeGreaterThan(0.96);
  });
});
