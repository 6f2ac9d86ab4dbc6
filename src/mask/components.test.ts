import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bitmapFromMask } from './bitmap.ts';
import { unionOfMasks } from './boolean.ts';
import { type Connectivity, fillHoles, keepLargest, removeIslands, splitComponents } from './components.ts';
import { maskArea, masksEqual } from './measure.ts';
import {
  bitmapArbitrary,
  drawn,
  expectCanonical,
  type PlainBitmap,
  toMask,
} from './testing/bitmap-arbitrary.ts';

/** Component of each pixel of value `value` (-1 elsewhere), by plain flood fill. */
function plainLabels(
  { width, height, data }: PlainBitmap,
  connectivity: Connectivity,
  value = 1,
): Int32Array {
  const labels = new Int32Array(data.length).fill(-1);
  let count = 0;
  for (let start = 0; start < data.length; start++) {
    if (data[start] !== value || labels[start] !== -1) continue;
    const stack = [start];
    labels[start] = count;
    while (stack.length > 0) {
      const at = stack.pop()!;
      const [cx, cy] = [at % width, Math.floor(at / width)];
      for (const [dx, dy] of [
        [1, 0],
        [-1, 0],
        [0, 1],
        [0, -1],
        [1, 1],
        [1, -1],
        [-1, 1],
        [-1, -1],
      ] as const) {
        if (connectivity === 4 && dx !== 0 && dy !== 0) continue;
        const [x, y] = [cx + dx, cy + dy];
        if (x < 0 || y < 0 || x >= width || y >= height) continue;
        const next = y * width + x;
        if (data[next] !== value || labels[next] !== -1) continue;
        labels[next] = count;
        stack.push(next);
      }
    }
    count++;
  }
  return labels;
}

describe('components', () => {
  it.each([4, 8] as const)('are the flood-filled ones, %i neighbours', (connectivity) => {
    fc.assert(
      fc.property(bitmapArbitrary(), (bitmap) => {
        const mask = toMask(bitmap);
        const parts = splitComponents(mask, connectivity);
        const labels = plainLabels(bitmap, connectivity);
        expect(parts).toHaveLength(Math.max(-1, ...labels) + 1);
        const areas = parts.map(maskArea);
        expect(areas).toEqual(areas.toSorted((a, b) => b - a));
        for (const part of parts) {
          expectCanonical(part);
          const inPart = bitmapFromMask(part);
          const label = labels[inPart.indexOf(1)];
          expect(inPart).toEqual(Uint8Array.from(labels, (other) => (other === label ? 1 : 0)));
        }
        const [first, ...rest] = parts;
        if (first !== undefined) {
          expect(masksEqual(unionOfMasks([first, ...rest]), mask)).toBe(true);
          expect(masksEqual(keepLargest(mask, connectivity), first)).toBe(true);
        }
      }),
    );
  });

  it('below an area are removed', () => {
    fc.assert(
      fc.property(bitmapArbitrary(), fc.nat({ max: 12 }), (bitmap, minArea) => {
        const labels = plainLabels(bitmap, 8);
        const areas = new Map<number, number>();
        for (const label of labels) areas.set(label, (areas.get(label) ?? 0) + 1);
        const kept = removeIslands(toMask(bitmap), minArea);
        expectCanonical(kept);
        expect(bitmapFromMask(kept)).toEqual(
          Uint8Array.from(labels, (label) => (label >= 0 && areas.get(label)! >= minArea ? 1 : 0)),
        );
      }),
    );
  });
});

describe('holes', () => {
  it('are filled up to an area, background at the border is not', () => {
    fc.assert(
      fc.property(
        bitmapArbitrary(),
        fc.option(fc.nat({ max: 9 }), { nil: Number.POSITIVE_INFINITY }),
        (bitmap, maxArea) => {
          const { width, height, data } = bitmap;
          const labels = plainLabels(bitmap, 4, 0);
          const open = new Set<number>();
          const areas = new Map<number, number>();
          labels.forEach((label, i) => {
            const [x, y] = [i % width, Math.floor(i / width)];
            areas.set(label, (areas.get(label) ?? 0) + 1);
            if (x === 0 || y === 0 || x === width - 1 || y === height - 1) open.add(label);
          });
          const wanted = data.map((value, i) => {
            const label = labels[i]!;
            return value === 1 || (!open.has(label) && areas.get(label)! <= maxArea) ? 1 : 0;
          });
          const filled = fillHoles(toMask(bitmap), maxArea);
          expectCanonical(filled);
          expect(bitmapFromMask(filled)).toEqual(wanted);
        },
      ),
    );
  });

  it('with a gap at a corner stay closed, since the foreground there is connected', () => {
    const ring = toMask(drawn('.#.', '#.#', '.#.'));
    expect(maskArea(fillHoles(ring))).toBe(5);
  });
});
