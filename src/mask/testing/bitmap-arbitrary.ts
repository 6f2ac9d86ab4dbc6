import fc from 'fast-check';
import { maskFromBitmap } from '../bitmap.ts';
import type { Mask } from '../mask.ts';

/** A plain bitmap, against which the operations on runs are checked: one byte a pixel, row-major. */
export interface PlainBitmap {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** Bitmaps of noise, of boxes, empty, full, with single pixels and one-pixel lines, up to the border. */
export function bitmapArbitrary(maxSide = 24): fc.Arbitrary<PlainBitmap> {
  return fc
    .tuple(fc.integer({ min: 1, max: maxSide }), fc.integer({ min: 1, max: maxSide }))
    .chain(([width, height]) => contentArbitrary(width, height));
}

/** Two bitmaps of one size. */
export function bitmapPairArbitrary(maxSide = 24): fc.Arbitrary<readonly [PlainBitmap, PlainBitmap]> {
  return fc
    .tuple(fc.integer({ min: 1, max: maxSide }), fc.integer({ min: 1, max: maxSide }))
    .chain(([width, height]) => fc.tuple(contentArbitrary(width, height), contentArbitrary(width, height)));
}

function contentArbitrary(width: number, height: number): fc.Arbitrary<PlainBitmap> {
  const size = width * height;
  const noise = fc.uint8Array({ minLength: size, maxLength: size, max: 1 });
  const sparse = fc
    .tuple(noise, noise, noise)
    .map(([a, b, c]) => a.map((value, i) => (value & b[i]! & c[i]!) as number));
  const box = fc.tuple(
    fc.nat({ max: width }),
    fc.nat({ max: height }),
    fc.nat({ max: width }),
    fc.nat({ max: height }),
    fc.integer({ min: 0, max: 1 }),
  );
  const boxes = fc.array(box, { maxLength: 6 }).map((list) => {
    const data = new Uint8Array(size);
    for (const [x1, y1, x2, y2, value] of list) {
      for (let y = y1; y < y2; y++) for (let x = x1; x < x2; x++) data[y * width + x] = value;
    }
    return data;
  });
  const whole = fc.constantFrom(0, 1).map((value) => new Uint8Array(size).fill(value));
  return fc.oneof(noise, sparse, boxes, whole).map((data) => ({ width, height, data }));
}

export function toMask({ width, height, data }: PlainBitmap): Mask {
  return maskFromBitmap(data, width, height);
}

/** A bitmap from rows of `#` and anything else, for cases written out by hand. */
export function drawn(...rows: string[]): PlainBitmap {
  const width = rows[0]?.length ?? 0;
  const data = Uint8Array.from(rows.join(''), (sign) => (sign === '#' ? 1 : 0));
  return { width, height: rows.length, data };
}

/** Fails unless the mask's arrays are in the canonical form that `Mask` promises. */
export function expectCanonical(mask: Mask): void {
  const { rows, runs, top, width, height } = mask;
  const stored = rows.length - 1;
  const problems: string[] = [];
  if (rows[0] !== 0 || rows[stored]! * 2 !== runs.length) problems.push('rows do not frame the runs');
  if (stored === 0 && top !== 0) problems.push('an empty mask has top 0');
  if (stored > 0 && (rows[1] === 0 || rows[stored] === rows[stored - 1]))
    problems.push('an outer row is empty');
  if (top + stored > height) problems.push('rows leave the photo');
  for (let row = 0; row < stored; row++) {
    let before = -1;
    for (let i = 2 * rows[row]!; i < 2 * rows[row + 1]!; i++) {
      if (runs[i]! <= before) problems.push(`edge ${i} of row ${top + row} is out of order or touches`);
      before = runs[i]!;
    }
    if (before > width) problems.push(`row ${top + row} leaves the photo`);
  }
  if (problems.length > 0) throw new Error(problems.join('; '));
}
