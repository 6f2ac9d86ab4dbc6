import { invertMask, subtractMasks } from './boolean.ts';
import { emptyMask } from './create-mask.ts';
import type { Mask } from './mask.ts';
import { maskBox } from './measure.ts';
import { RunBuilder } from './run-builder.ts';

/*
 * All radii are in pixels and mean a Euclidean disc: a pixel is reached when its centre is at most `radius` away.
 * What lies outside the photo is unknown and changes nothing: shrinking doesn't eat in from the photo's border.
 */

/** Every pixel within `radius` of the mask. */
export function growMask(mask: Mask, radius: number): Mask {
  const reach = Math.floor(radius);
  if (reach < 1 || mask.runs.length === 0) return mask;
  const halfWidths = discHalfWidths(radius);
  const { width, height, top, rows, runs } = mask;
  const lastRow = top + rows.length - 2;
  const builder = new RunBuilder(width, height, runs.length);
  // Widened runs of all rows within reach, merged one row after the other; at most every second pixel begins one.
  let merged = new Int32Array(width + 2 * reach + 4);
  let next = new Int32Array(merged.length);
  for (let y = Math.max(0, top - reach); y <= Math.min(height - 1, lastRow + reach); y++) {
    let count = 0;
    for (let d = -reach; d <= reach; d++) {
      const row = y + d - top;
      if (row < 0 || row >= rows.length - 1 || rows[row] === rows[row + 1]) continue;
      count = mergeWidened(
        merged,
        count,
        runs,
        2 * rows[row]!,
        2 * rows[row + 1]!,
        halfWidths[Math.abs(d)]!,
        next,
      );
      [merged, next] = [next, merged];
    }
    for (let i = 0; i < count; i += 2) builder.add(y, merged[i]!, merged[i + 1]!);
  }
  return builder.finish();
}

/** The pixels further than `radius` from every unset pixel of the photo. */
export function shrinkMask(mask: Mask, radius: number): Mask {
  const box = maskBox(mask);
  if (Math.floor(radius) < 1 || box === null) return mask;
  return subtractMasks(mask, growMask(nearBackground(mask, Math.floor(radius)), radius));
}

/** Shrinks, then grows: takes away what is thinner than the disc. Never adds a pixel. */
export function openMask(mask: Mask, radius: number): Mask {
  return growMask(shrinkMask(mask, radius), radius);
}

/** Grows, then shrinks: closes gaps narrower than the disc. Never takes a pixel away. */
export function closeMask(mask: Mask, radius: number): Mask {
  return shrinkMask(growMask(mask, radius), radius);
}

/** The band of the mask within `thickness` pixels of unset pixels of the photo: its outline, for drawing. */
export function outlineMask(mask: Mask, thickness: number): Mask {
  return subtractMasks(mask, shrinkMask(mask, Math.max(1, thickness)));
}

/**
 * Each pixel takes the side of the majority of the disc around it (a median filter): rounds corners and staircases,
 * removes specks and fills pinholes. Of a tie it keeps its own side. Only pixels near the boundary are counted.
 */
export function smoothMask(mask: Mask, radius: number): Mask {
  const reach = Math.floor(radius);
  const box = maskBox(mask);
  if (reach < 1 || box === null) return mask;
  const { width, height } = mask;
  const halfWidths = discHalfWidths(radius);
  const certain = shrinkMask(mask, radius);
  const reached = growMask(mask, radius);
  const band = subtractMasks(reached, certain);
  const sums = new RowSums(mask, reach);
  const builder = new RunBuilder(width, height, mask.runs.length);
  for (let row = 0; row + 1 < reached.rows.length; row++) {
    const y = reached.top + row;
    sums.moveTo(y);
    mergeDecided(builder, y, certain, band, (x) => {
      let inside = 0;
      let total = 0;
      for (let d = -reach; d <= reach; d++) {
        if (y + d < 0 || y + d >= height) continue;
        const half = halfWidths[Math.abs(d)]!;
        const from = Math.max(0, x - half);
        const to = Math.min(width, x + half + 1);
        inside += sums.count(y + d, from, to);
        total += to - from;
      }
      return inside * 2 === total ? sums.count(y, x, x + 1) === 1 : inside * 2 > total;
    });
  }
  return builder.finish();
}

/** Columns that a disc covers left and right of its middle, for each row's distance from it. */
function discHalfWidths(radius: number): Int32Array {
  const reach = Math.floor(radius);
  return Int32Array.from({ length: reach + 1 }, (_, d) => Math.floor(Math.sqrt(radius * radius - d * d)));
}

/** The unset pixels that a disc of that reach can touch the mask from: all else is too far to matter. */
function nearBackground(mask: Mask, reach: number): Mask {
  const box = maskBox(mask);
  if (box === null) return emptyMask(mask.width, mask.height);
  const builder = new RunBuilder(mask.width, mask.height, mask.runs.length);
  const x1 = Math.max(0, box.x1 - reach);
  const x2 = Math.min(mask.width, box.x2 + reach);
  const { top, rows, runs } = invertMask(mask);
  const last = Math.min(box.y2 + reach, top + rows.length - 1);
  for (let y = Math.max(box.y1 - reach, top); y < last; y++) {
    for (let i = rows[y - top]!; i < rows[y - top + 1]!; i++) {
      builder.add(y, Math.max(x1, runs[2 * i]!), Math.min(x2, runs[2 * i + 1]!));
    }
  }
  return builder.finish();
}

/** The union of sorted intervals and of a row's runs, each widened by `half` to both sides; returns its length. */
function mergeWidened(
  intervals: Int32Array,
  count: number,
  runs: Uint32Array,
  from: number,
  to: number,
  half: number,
  out: Int32Array,
): number {
  let i = 0;
  let j = from;
  let n = 0;
  let end = Number.NEGATIVE_INFINITY;
  while (i < count || j < to) {
    const first = i < count && (j >= to || intervals[i]! <= runs[j]! - half);
    const start = first ? intervals[i]! : runs[j]! - half;
    const stop = first ? intervals[i + 1]! : runs[j + 1]! + half;
    if (first) i += 2;
    else j += 2;
    if (start > end) {
      out[n] = start;
      out[n + 1] = stop;
      n += 2;
      end = stop;
    } else if (stop > end) {
      out[n - 1] = stop;
      end = stop;
    }
  }
  return n;
}

/** Adds row y: runs of `certain` as they are, and of `band` the pixels for which `decide` says yes. */
function mergeDecided(
  builder: RunBuilder,
  y: number,
  certain: Mask,
  band: Mask,
  decide: (x: number) => boolean,
): void {
  const rowOf = (mask: Mask): readonly [number, number] => {
    const row = y - mask.top;
    return row < 0 || row >= mask.rows.length - 1 ? [0, 0] : [mask.rows[row]!, mask.rows[row + 1]!];
  };
  let [i, iEnd] = rowOf(certain);
  const [bandStart, bandEnd] = rowOf(band);
  for (let j = bandStart; j < bandEnd; j++) {
    const from = band.runs[2 * j]!;
    for (; i < iEnd && certain.runs[2 * i]! < from; i++) {
      builder.add(y, certain.runs[2 * i]!, certain.runs[2 * i + 1]!);
    }
    for (let x = from; x < band.runs[2 * j + 1]!; x++) if (decide(x)) builder.add(y, x, x + 1);
  }
  for (; i < iEnd; i++) builder.add(y, certain.runs[2 * i]!, certain.runs[2 * i + 1]!);
}

/** Running sums of the rows around the present one, so that pixels of a stretch are counted in one subtraction. */
class RowSums {
  readonly #mask: Mask;
  readonly #reach: number;
  readonly #sums: Uint32Array[];
  readonly #rowIn: Int32Array;

  constructor(mask: Mask, reach: number) {
    this.#mask = mask;
    this.#reach = reach;
    this.#sums = Array.from({ length: 2 * reach + 1 }, () => new Uint32Array(mask.width + 1));
    this.#rowIn = new Int32Array(2 * reach + 1).fill(-1);
  }

  moveTo(y: number): void {
    const last = Math.min(this.#mask.height - 1, y + this.#reach);
    for (let row = Math.max(0, y - this.#reach); row <= last; row++) {
      const slot = row % this.#rowIn.length;
      if (this.#rowIn[slot] !== row) this.#fill(slot, row);
    }
  }

  /** Set pixels of row y in columns from <= x < to; y must be within reach of the present row. */
  count(y: number, from: number, to: number): number {
    const sums = this.#sums[y % this.#sums.length]!;
    return sums[to]! - sums[from]!;
  }

  #fill(slot: number, y: number): void {
    const sums = this.#sums[slot]!;
    const { top, rows, runs, width } = this.#mask;
    this.#rowIn[slot] = y;
    const row = y - top;
    let sum = 0;
    let x = 0;
    if (row >= 0 && row < rows.length - 1) {
      for (let i = rows[row]!; i < rows[row + 1]!; i++) {
        sums.fill(sum, x, runs[2 * i]! + 1);
        for (x = runs[2 * i]!; x < runs[2 * i + 1]!; ) sums[++x] = ++sum;
      }
    }
    sums.fill(sum, x, width + 1);
  }
}
