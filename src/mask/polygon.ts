import type { Mask } from './mask.ts';
import { RunBuilder } from './run-builder.ts';

/** A closed ring of corners [x0, y0, x1, y1, ...] in image pixels; the last corner joins the first by itself. */
export type Ring = ArrayLike<number>;

/** `even-odd`: inside where a ray crosses an odd number of edges. `nonzero`: where the winding number is not 0. */
export type FillRule = 'even-odd' | 'nonzero';

/**
 * The pixels whose centres lie inside the rings. The rule is exact and half-open: of two polygons that share an edge,
 * each pixel centre on it belongs to exactly one, so neighbours neither overlap nor leave a gap. Rings may cross
 * themselves, each other and the photo's border; rings with fewer than 3 corners paint nothing.
 */
export function polygonMask(rings: readonly Ring[], width: number, height: number, rule: FillRule): Mask {
  const builder = new RunBuilder(width, height);
  const crossings = crossingsByRow(rings, height);
  for (let y = crossings.top; y < crossings.bottom; y++) {
    const from = crossings.rows[y - crossings.top]!;
    const to = crossings.rows[y - crossings.top + 1]!;
    sortCrossings(crossings.x, crossings.winding, from, to);
    let winding = 0;
    for (let i = from; i + 1 < to; i++) {
      winding += crossings.winding[i]!;
      const inside = rule === 'nonzero' ? winding !== 0 : ((i - from) & 1) === 0;
      if (inside) builder.add(y, Math.ceil(crossings.x[i]! - 0.5), Math.ceil(crossings.x[i + 1]! - 0.5));
    }
  }
  return builder.finish();
}

interface Crossings {
  readonly top: number;
  readonly bottom: number;
  /** Crossings of row y stand at rows[y - top] .. rows[y - top + 1] - 1. */
  readonly rows: Uint32Array;
  readonly x: Float64Array;
  readonly winding: Int8Array;
}

/** Where each row's line of centres, y + 0.5, crosses the edges. */
function crossingsByRow(rings: readonly Ring[], height: number): Crossings {
  let top = height;
  let bottom = 0;
  eachEdge(rings, height, (_x1, _y1, _x2, _y2, first, last) => {
    if (first < top) top = first;
    if (last > bottom) bottom = last;
  });
  if (top >= bottom) {
    return { top: 0, bottom: 0, rows: new Uint32Array(1), x: new Float64Array(0), winding: new Int8Array(0) };
  }
  const rows = new Uint32Array(bottom - top + 1);
  eachEdge(rings, height, (_x1, _y1, _x2, _y2, first, last) => {
    for (let y = first; y < last; y++) rows[y - top + 1]! += 1;
  });
  for (let i = 0; i + 1 < rows.length; i++) rows[i + 1]! += rows[i]!;
  const total = rows[rows.length - 1]!;
  const next = rows.slice();
  const x = new Float64Array(total);
  const winding = new Int8Array(total);
  eachEdge(rings, height, (x1, y1, x2, y2, first, last, direction) => {
    for (let row = first; row < last; row++) {
      const at = next[row - top]!++;
      // Divided last: with whole-number corners the result is then exact wherever it is representable.
      x[at] = x1 + ((row + 0.5 - y1) * (x2 - x1)) / (y2 - y1);
      winding[at] = direction;
    }
  });
  return { top, bottom, rows, x, winding };
}

type EdgeVisitor = (
  x1: number,
  y1: number,
  x2: number,
  y2: number,
  firstRow: number,
  lastRow: number,
  direction: 1 | -1,
) => void;

/** Edges are given from top to bottom whatever their direction, so that shared edges give the same numbers. */
function eachEdge(rings: readonly Ring[], height: number, visit: EdgeVisitor): void {
  for (const ring of rings) {
    const corners = ring.length >> 1;
    if (corners < 3) continue;
    for (let i = 0; i < corners; i++) {
      const j = i + 1 === corners ? 0 : i + 1;
      const down = ring[2 * i + 1]! <= ring[2 * j + 1]!;
      const a = down ? i : j;
      const b = down ? j : i;
      const y1 = ring[2 * a + 1]!;
      const y2 = ring[2 * b + 1]!;
      const first = Math.max(0, Math.ceil(y1 - 0.5));
      const last = Math.min(height, Math.ceil(y2 - 0.5));
      if (first < last) visit(ring[2 * a]!, y1, ring[2 * b]!, y2, first, last, down ? 1 : -1);
    }
  }
}

/** Rows have few crossings, so insertion is the fastest; long rows are sorted through an index. */
function sortCrossings(x: Float64Array, winding: Int8Array, from: number, to: number): void {
  if (to - from > 64) {
    const order = Array.from({ length: to - from }, (_, i) => from + i).sort((a, b) => x[a]! - x[b]!);
    const xs = order.map((i) => x[i]!);
    const windings = order.map((i) => winding[i]!);
    x.set(xs, from);
    winding.set(windings, from);
    return;
  }
  for (let i = from + 1; i < to; i++) {
    const value = x[i]!;
    const turn = winding[i]!;
    let j = i - 1;
    while (j >= from && x[j]! > value) {
      x[j + 1] = x[j]!;
      winding[j + 1] = winding[j]!;
      j--;
    }
    x[j + 1] = value;
    winding[j + 1] = turn;
  }
}
