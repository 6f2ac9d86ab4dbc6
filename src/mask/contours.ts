import { labelRuns } from './components.ts';
import type { Mask } from './mask.ts';
import type { Ring } from './polygon.ts';

/**
 * The outline of one 8-connected part of a mask, in corners of pixels: [x0, y0, x1, y1, ...], only where it turns.
 * Seen on the screen the outer ring runs clockwise and holes run counter-clockwise.
 */
export interface Contour {
  readonly outer: Ring;
  readonly holes: readonly Ring[];
}

/**
 * Traces every part with its holes along the corners of pixels, so that `contourMask` gives the mask back without
 * losing a pixel. (Tracing pixel centres, as cv2.findContours does, loses half a pixel all round.) Where two parts of
 * the foreground meet only at a corner the ring touches itself there. Parts come in order of their first row.
 */
export function traceContours(mask: Mask): Contour[] {
  const { runs } = mask;
  const next = linkEdges(mask);
  const { labels, areas } = labelRuns(mask, 8);
  const rowOf = edgeRows(mask);
  const contours = Array.from(areas, () => ({ outer: [] as Ring, holes: [] as Ring[] }));
  const done = new Uint8Array(runs.length);
  for (let edge = 0; edge < runs.length; edge++) {
    if (done[edge] === 1) continue;
    const ring = walk(edge, mask, next, rowOf, done);
    const contour = contours[labels[edge >> 1]!]!;
    // The first edge met of a part is the left end of its first run, which lies on its outer ring.
    if (contour.outer.length === 0) contour.outer = ring;
    else contour.holes.push(ring);
  }
  return contours;
}

/** Image row of each edge. */
function edgeRows({ top, rows, runs }: Mask): Uint32Array {
  const rowOf = new Uint32Array(runs.length);
  for (let row = 0; row + 1 < rows.length; row++) rowOf.fill(top + row, 2 * rows[row]!, 2 * rows[row + 1]!);
  return rowOf;
}

function walk(start: number, { runs }: Mask, next: Int32Array, rowOf: Uint32Array, done: Uint8Array): Ring {
  const ring: number[] = [];
  let edge = start;
  do {
    done[edge] = 1;
    const following = next[edge]!;
    if (runs[following] !== runs[edge]) {
      // Left ends (even) are passed upwards, right ends downwards.
      const y = (edge & 1) === 0 ? rowOf[edge]! : rowOf[edge]! + 1;
      ring.push(runs[edge]!, y, runs[following]!, y);
    }
    edge = following;
  } while (edge !== start);
  return ring;
}

/**
 * For each end of a run, seen as an upright edge one pixel long with foreground on its right in walking direction,
 * the upright edge that the outline reaches next. Between two rows the outline is horizontal exactly where one row is
 * set and the other is not; sweeping both rows' edges from left to right pairs the ends of those stretches.
 */
function linkEdges({ rows, runs }: Mask): Int32Array {
  const next = new Int32Array(runs.length).fill(-1);
  const stored = rows.length - 1;
  let aboveFrom = 0;
  let aboveEnd = 0;
  for (let line = 0; line <= stored; line++) {
    const belowEnd = 2 * rows[Math.min(line + 1, stored)]!;
    linkLine(next, runs, aboveFrom, aboveEnd, belowEnd);
    aboveFrom = aboveEnd;
    aboveEnd = belowEnd;
  }
  return next;
}

/**
 * Links the edges that end at one line between two rows: those of the row above, `aboveFrom` to `aboveEnd`, and of the
 * row below, from there to `belowEnd`.
 */
function linkLine(
  next: Int32Array,
  runs: Uint32Array,
  aboveFrom: number,
  aboveEnd: number,
  belowEnd: number,
): void {
  let above = aboveFrom;
  let below = aboveEnd;
  let pending = -1;
  while (above < aboveEnd || below < belowEnd) {
    const xAbove = above < aboveEnd ? runs[above]! : Number.POSITIVE_INFINITY;
    const xBelow = below < belowEnd ? runs[below]! : Number.POSITIVE_INFINITY;
    // Where two pixels touch at a corner the ring goes round the background, so that they stay together.
    const takesAbove = xAbove < xBelow || (xAbove === xBelow && (above & 1) === 0);
    if (xAbove === xBelow && (above & 1) === (below & 1)) {
      connect(next, above++, true, below++);
      continue;
    }
    const edge = takesAbove ? above++ : below++;
    if (pending < 0) pending = edge;
    else {
      connect(next, pending, pending < aboveEnd, edge);
      pending = -1;
    }
  }
}

/** Of two edges that meet at a line, the one that arrives there leads to the other. */
function connect(next: Int32Array, edge: number, isAbove: boolean, other: number): void {
  // An upper edge arrives when it runs down (a right end), a lower edge when it runs up (a left end).
  const arrives = isAbove === ((edge & 1) === 1);
  if (arrives) next[edge] = other;
  else next[other] = edge;
}
