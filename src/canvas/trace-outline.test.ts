import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { traceOutline } from './trace-outline.ts';

/** Even-odd area under the rings by the shoelace formula: holes turn the other way and so count negative. */
function signedArea(ring: Int32Array): number {
  let twice = 0;
  for (let i = 0; i < ring.length; i += 2) {
    const j = (i + 2) % ring.length;
    twice += ring[i]! * ring[j + 1]! - ring[j]! * ring[i + 1]!;
  }
  return twice / 2;
}

function padded(rows: readonly string[]): { cells: Uint8Array; width: number; height: number } {
  const width = rows[0]!.length;
  const cells = new Uint8Array((width + 2) * (rows.length + 2));
  rows.forEach((row, y) => {
    for (let x = 0; x < width; x++) if (row[x] === '#') cells[(y + 1) * (width + 2) + x + 1] = 1;
  });
  return { cells, width, height: rows.length };
}

function trace(rows: readonly string[]): number[][] {
  const { cells, width, height } = padded(rows);
  return traceOutline(cells, width, height).map((ring) => [...ring]);
}

describe('traceOutline', () => {
  it('gives the four corners of a rectangle, clockwise', () => {
    expect(trace(['....', '.##.', '.##.'])).toEqual([[1, 1, 3, 1, 3, 3, 1, 3]]);
  });

  it('gives a hole as a second ring that turns the other way', () => {
    const { cells, width, height } = padded(['###', '#.#', '###']);
    const areas = traceOutline(cells, width, height).map(signedArea);
    expect(areas).toEqual([9, -1]);
  });

  it('keeps diagonal neighbours apart', () => {
    expect(trace(['#.', '.#'])).toHaveLength(2);
    expect(trace(['.#', '#.'])).toHaveLength(2);
  });

  it('encloses exactly the pixels of any bitmap', () => {
    const bitmap = fc
      .tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }))
      .chain(([width, height]) =>
        fc.array(fc.array(fc.boolean(), { minLength: width, maxLength: width }), {
          minLength: height,
          maxLength: height,
        }),
      );
    fc.assert(
      fc.property(bitmap, (rows) => {
        const text = rows.map((row) => row.map((set) => (set ? '#' : '.')).join(''));
        const { cells, width, height } = padded(text);
        const rings = traceOutline(cells, width, height);
        const area = rings.reduce((sum, ring) => sum + signedArea(ring), 0);
        expect(area).toBe(text.join('').split('#').length - 1);
        for (const ring of rings) {
          for (let i = 0; i < ring.length; i += 2) {
            const j = (i + 2) % ring.length;
            const alongX = ring[i] !== ring[j];
            const alongY = ring[i + 1] !== ring[j + 1];
            expect(alongX).not.toBe(alongY);
          }
        }
      }),
    );
  });
});
