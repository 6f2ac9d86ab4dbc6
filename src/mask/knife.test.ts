import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bitmapFromMask } from './bitmap.ts';
import { boxMask, emptyMask } from './create-mask.ts';
import { ellipseMask } from './ellipse.ts';
import { knifeMask } from './knife.ts';
import { isEmptyMask, maskArea, maskBox, masksEqual } from './measure.ts';
import type { Point } from './space.ts';
import { bitmapArbitrary, expectCanonical, type PlainBitmap, toMask } from './testing/bitmap-arbitrary.ts';

const scale = 2n ** 40n;

/** In units of 2^-40/16 pixel, the knife's corners moved by a real small step that no grid line can meet. */
function exactCorner({ x, y }: Point<'image'>): readonly [bigint, bigint] {
  return [BigInt(Math.round(x * 16)) * scale + 1n, BigInt(Math.round(y * 16)) * scale + 2n ** 20n];
}

type Exact = readonly [bigint, bigint];

function left(a: Exact, b: Exact, c: Exact): boolean {
  return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]) > 0n;
}

/** Pieces by plain search over pixels, links tested in exact arithmetic. */
function plainPieces({ width, height, data }: PlainBitmap, line: readonly Point<'image'>[]): Int32Array {
  const corners = line.map(exactCorner);
  const centre = (i: number): Exact => [
    BigInt((i % width) * 16 + 8) * scale,
    BigInt(Math.floor(i / width) * 16 + 8) * scale,
  ];
  const cut = (i: number, j: number) => {
    const [p, q] = [centre(i), centre(j)];
    return corners.slice(1).some((b, k) => {
      const a = corners[k]!;
      return left(a, b, p) !== left(a, b, q) && left(p, q, a) !== left(p, q, b);
    });
  };
  const pieces = new Int32Array(data.length).fill(-1);
  let count = 0;
  for (let start = 0; start < data.length; start++) {
    if (data[start] === 0 || pieces[start] !== -1) continue;
    const stack = [start];
    pieces[start] = count;
    while (stack.length > 0) {
      const at = stack.pop()!;
      for (let dy = -1; dy <= 1; dy++) {
        for (let dx = -1; dx <= 1; dx++) {
          const [x, y] = [(at % width) + dx, Math.floor(at / width) + dy];
          if (x < 0 || y < 0 || x >= width || y >= height) continue;
          const next = y * width + x;
          if (data[next] === 0 || pieces[next] !== -1 || cut(at, next)) continue;
          pieces[next] = count;
          stack.push(next);
        }
      }
    }
    count++;
  }
  return pieces;
}

const coordinate = fc.oneof(
  fc.integer({ min: -10, max: 70 }).map((value) => value / 2),
  fc.double({ min: -4, max: 30, noNaN: true }),
);
const lineArbitrary = fc.array(fc.record({ x: coordinate, y: coordinate }), { maxLength: 6 });

describe('the knife', () => {
  it('parts neighbours on different sides of the line, and nothing else', () => {
    fc.assert(
      fc.property(bitmapArbitrary(14), lineArbitrary, (bitmap, line) => {
        const mask = toMask(bitmap);
        const [first, ...rest] = knifeMask(mask, line);
        const pieces = plainPieces(bitmap, line);
        const uncut = plainPieces(bitmap, []);
        // What the line divides: parts of the mask that hold pixels of more than one piece.
        const divided = new Set(
          [...pieces.keys()].filter((i) =>
            uncut.some((part, j) => part === uncut[i] && pieces[j] !== pieces[i]),
          ),
        );
        const seen = new Set<number>();
        for (const part of [first, ...rest]) {
          expectCanonical(part);
          const inside = [...bitmapFromMask(part).entries()]
            .filter(([, value]) => value === 1)
            .map(([i]) => i);
          for (const i of inside) {
            expect(seen.has(i)).toBe(false);
            seen.add(i);
          }
          const found = new Set(inside.filter((i) => divided.has(i)).map((i) => pieces[i]));
          expect(found.size).toBe(divided.size === 0 ? 0 : 1);
          const piece = [...found][0];
          for (const i of divided) expect(inside.includes(i)).toBe(pieces[i] === piece);
          if (part !== first) expect(inside.every((i) => divided.has(i))).toBe(true);
        }
        expect(seen.size).toBe(maskArea(mask));
      }),
      { numRuns: 600 },
    );
  });

  it('always divides a disc when it goes right through, even along centres and corners', () => {
    const disc = ellipseMask({ x1: 5, y1: 5, x2: 45, y2: 45 }, 50, 50);
    const end = fc.integer({ min: 0, max: 50 }).map((value) => value / 2 + 12.5);
    fc.assert(
      fc.property(end, end, fc.boolean(), (a, b, flat) => {
        const line = flat
          ? [
              { x: -2, y: a },
              { x: 60, y: b },
            ]
          : [
              { x: a, y: 0 },
              { x: b, y: 50 },
            ];
        const parts = knifeMask(disc, line);
        expect(parts).toHaveLength(2);
        expect(maskArea(parts[0])).toBeGreaterThanOrEqual(maskArea(parts[1]!));
      }),
    );
  });

  it('gives each pixel to the side of its centre', () => {
    const [above, below] = knifeMask(boxMask(20, 10, { x1: 0, y1: 0, x2: 20, y2: 10 }), [
      { x: -1, y: 6.4 },
      { x: 21, y: 6.4 },
    ]);
    expect(maskBox(above)).toEqual({ x1: 0, y1: 0, x2: 20, y2: 6 });
    expect(maskBox(below!)).toEqual({ x1: 0, y1: 6, x2: 20, y2: 10 });
  });

  it('leaves a mask whole that it enters and does not leave, misses, or that is empty', () => {
    const box = boxMask(20, 20, { x1: 2, y1: 2, x2: 18, y2: 18 });
    const entering = [
      { x: 0, y: 10 },
      { x: 12, y: 10 },
    ];
    expect(knifeMask(box, entering)).toEqual([box]);
    expect(
      knifeMask(box, [
        { x: 0, y: 1 },
        { x: 20, y: 1 },
      ]),
    ).toEqual([box]);
    expect(knifeMask(box, [])).toEqual([box]);
    expect(isEmptyMask(knifeMask(emptyMask(20, 20), entering)[0])).toBe(true);
  });

  it('cuts out what a closed line goes round', () => {
    const box = boxMask(20, 20, { x1: 2, y1: 2, x2: 18, y2: 18 });
    const loop = [
      { x: 6, y: 6 },
      { x: 14, y: 6 },
      { x: 14, y: 14 },
      { x: 6, y: 14 },
      { x: 6, y: 6 },
    ];
    const [outside, inside] = knifeMask(box, loop);
    expect(masksEqual(inside!, boxMask(20, 20, { x1: 6, y1: 6, x2: 14, y2: 14 }))).toBe(true);
    expect(maskArea(outside)).toBe(16 * 16 - 64);
  });

  it('refuses points that are no numbers', () => {
    expect(() => knifeMask(boxMask(5, 5, { x1: 0, y1: 0, x2: 5, y2: 5 }), [{ x: Number.NaN, y: 1 }])).toThrow(
      /no number/,
    );
  });
});
