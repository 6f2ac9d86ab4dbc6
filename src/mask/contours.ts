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
function linkEdges(mask: Mask): Int32Array {
  const { rows, runs } = mask;
  const next = new Int32Array(runs.length).fill(-1);
  const stored = rows.length - 1;
  const edgesOf = (row: number): readonly [number, number] =>
    row < 0 || row >= stored ? [0, 0] : [2 * rows[row]!, 2 * rows[row + 1]!];
  for (let line = 0; line <= stored; line++) linkLine(next, runs, edgesOf(line - 1), edgesOf(line));
  return next;
}

/** Links the edges that end at one line between two rows; each row is given by its first and its end edge. */
function linkLine(
  next: Int32Array,
  runs: Uint32Array,
  [aboveFrom, aboveEnd]: readonly [number, number],
  [belowFrom, belowEnd]: readonly [number, number],
): void {
  let above = aboveFrom;
  let below = belowFrom;
  let pending = -1;
  let pendingAbove = false;
  const link = (edge: number, isAbove: boolean) => {
    if (pending < 0) {
      pending = edge;
      pendingAbove = isAbove;
      return;
    }
    connect(next, pending, pendingAbove, edge);
    pending = -1;
  };
  while (above < aboveEnd || below < belowEnd) {
    const xAbove = above < aboveEnd ? runs[above]! : Number.POSITIVE_INFINITY;
    const xBelow = below < belowEnd ? runs[below]! : Number.POSITIVE_INFINITY;
    if (xAbove < xBelow) link(above++, true);
    else if (xBelow < xAbove) link(below++, false);
    else if ((above & 1) === (below & 1)) connect(next, above++, true, below++);
    else if ((above & 1) === 0) {
      // Two pixels touch at this corner: the ring goes round the background, so that they stay together.
      link(above++, true);
      link(below++, false);
    } else {
      link(below++, false);
      link(above++, true);
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
