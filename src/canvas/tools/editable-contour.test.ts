import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { subtractMasks, unionMasks } from '../../mask/boolean.ts';
import { boxMask } from '../../mask/create-mask.ts';
import { ellipseMask } from '../../mask/ellipse.ts';
import { maskArea, maskContains, maskIou, masksEqual } from '../../mask/measure.ts';
import { bitmapArbitrary, toMask } from '../../mask/testing/bitmap-arbitrary.ts';
import {
  edgeNear,
  editableContour,
  editedMask,
  insertVertex,
  moveVertex,
  removeVertex,
  vertexNear,
} from './editable-contour.ts';

const ring = subtractMasks(
  ellipseMask({ x1: 10, y1: 10, x2: 190, y2: 150 }, 200, 160),
  boxMask(200, 160, { x1: 80, y1: 60, x2: 120, y2: 100 }),
);

describe('an editable contour', () => {
  it('gives any mask back to the pixel, also after vertices were put on its edges', () => {
    const place = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(bitmapArbitrary(), fc.array(fc.tuple(place, place), { maxLength: 4 }), (bitmap, places) => {
        const mask = toMask(bitmap);
        let contour = editableContour(mask);
        for (const [x, y] of places) {
          const edge = edgeNear(contour, { x: x * mask.width, y: y * mask.height }, 1000);
          if (edge !== null) contour = insertVertex(contour, edge).contour;
        }
        expect(masksEqual(editedMask(contour, mask.width, mask.height), mask)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('has far fewer vertices than the mask has corners, and keeps holes', () => {
    const { rings } = editableContour(ring);
    expect(rings.map(({ hole }) => hole)).toEqual([false, true]);
    expect(rings[0]!.vertices.length).toBeLessThan(40);
    expect(rings[1]!.vertices).toHaveLength(4);
  });

  it('changes only the neighbourhood of a vertex that is moved', () => {
    const contour = editableContour(ring);
    const place = vertexNear(contour, { x: 80, y: 60 }, 2)!;
    const mask = editedMask(moveVertex(contour, place, { x: 60, y: 60 }), 200, 160);
    expect(maskContains(mask, 70, 62)).toBe(false);
    expect(maskArea(mask)).toBe(maskArea(ring) - 400);
    // The outer outline is as it was, to the pixel.
    expect(
      masksEqual(
        unionMasks(mask, boxMask(200, 160, { x1: 50, y1: 50, x2: 130, y2: 110 })),
        unionMasks(ring, boxMask(200, 160, { x1: 50, y1: 50, x2: 130, y2: 110 })),
      ),
    ).toBe(true);
  });

  it('joins the neighbours of a vertex that is removed', () => {
    const contour = editableContour(ring);
    const hole = vertexNear(contour, { x: 80, y: 60 }, 2)!;
    expect(maskArea(editedMask(removeVertex(contour, hole), 200, 160)) - maskArea(ring)).toBeCloseTo(800, -2);
    const outer = removeVertex(contour, { ring: 0, vertex: 0 });
    expect(maskIou(editedMask(outer, 200, 160), ring)).toBeGreaterThan(0.95);
  });

  it('fills a hole whose vertices are removed, and drops a part with its holes', () => {
    let contour = editableContour(ring);
    contour = removeVertex(contour, { ring: 1, vertex: 0 });
    contour = removeVertex(contour, { ring: 1, vertex: 0 });
    expect(contour.rings).toHaveLength(1);
    const full = ellipseMask({ x1: 10, y1: 10, x2: 190, y2: 150 }, 200, 160);
    expect(masksEqual(editedMask(contour, 200, 160), full)).toBe(true);
    let gone = editableContour(ring);
    while (gone.rings.length === 2) gone = removeVertex(gone, { ring: 0, vertex: 0 });
    expect(gone.rings).toHaveLength(0);
  });
});
