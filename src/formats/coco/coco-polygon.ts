import { maskFromRleCounts } from '../../mask/coco-rle.ts';
import type { Mask } from '../../mask/mask.ts';
import type { Ring } from '../../mask/polygon.ts';

/** pycocotools places corners on a grid five times as fine as pixels. */
const scale = 5;

/**
 * The mask of a ring as pycocotools gives it, pixel for pixel, whatever fractions its corners have. A pixel's column is
 * judged where the outline passes from the fine column 5x + 2 to 5x + 3, its centre; each passage turns inside to
 * outside or back from a row on, which the fine row of the passage, rounded, decides. For corners on whole numbers this
 * is the even-odd rule at pixel centres. (Semantics of rleFrPoly in cocoapi's maskApi.c, without its walk along every
 * fine step, which far corners would make endless.)
 */
export function cocoPolygonMask(ring: Ring, width: number, height: number): Mask {
  const corners = ring.length >> 1;
  let count = 0;
  let x = fine(ring[2 * corners - 2] ?? 0);
  let y = fine(ring[2 * corners - 1] ?? 0);
  for (let i = 0; i < corners; i++) {
    const nextX = fine(ring[2 * i]!);
    const nextY = fine(ring[2 * i + 1]!);
    if (nextX !== x) count = addTurns(x, y, nextX, nextY, width, height, count);
    x = nextX;
    y = nextY;
  }
  return maskFromTurns(count, width, height);
}

/** Where the ring in work turns inside to outside or back, x * height + y; kept between calls, since rings are many. */
let turns = new Float64Array(1024);

/** C's conversion to a whole number cuts fractions off. */
function fine(value: number): number {
  return Math.trunc(scale * value + 0.5);
}

/** Writes where an edge, in fine units, turns the columns that it passes; gives how many turns there are then. */
function addTurns(
  fromX: number,
  fromY: number,
  toX: number,
  toY: number,
  width: number,
  height: number,
  count: number,
): number {
  const [dx, dy] = [Math.abs(toX - fromX), Math.abs(toY - fromY)];
  const flat = dx >= dy;
  // Rounding goes from the smaller end of the longer side, whichever way the edge is walked.
  const flip = flat ? fromX > toX : fromY > toY;
  const [xs, ys, xe, ye] = flip ? [toX, toY, fromX, fromY] : [fromX, fromY, toX, toY];
  const slope = flat ? (ye - ys) / dx : (xe - xs) / dy;
  const low = Math.min(xs, xe);
  const high = Math.max(xs, xe);
  const first = Math.max(0, Math.ceil((low - 2) / scale));
  const last = Math.min(width - 1, Math.floor((high - 3) / scale));
  if (count + last - first + 1 > turns.length) {
    const larger = new Float64Array(2 * (count + last - first + 1));
    larger.set(turns);
    turns = larger;
  }
  let at = count;
  for (let x = first; x <= last; x++) {
    const u = scale * x + 2;
    const v = flat
      ? Math.min(Math.trunc(ys + slope * (u - xs) + 0.5), Math.trunc(ys + slope * (u + 1 - xs) + 0.5))
      : ys + stepBefore(u, xs, slope, dy);
    const y = Math.ceil((v + 0.5) / scale - 0.5);
    turns[at++] = x * height + Math.min(height, Math.max(0, y));
  }
  return at;
}

/** On a steep edge, the step after which the column passes between `u` and `u + 1`. */
function stepBefore(u: number, xs: number, slope: number, steps: number): number {
  // The column passes where xs + slope * step + 0.5 reaches u + 1; rounding may move that by a step.
  let step = Math.min(steps - 1, Math.max(0, Math.floor((u + 0.5 - xs) / slope)));
  while (step > 0 && hasPassed(u, xs, slope, step)) step--;
  while (step + 1 < steps && !hasPassed(u, xs, slope, step + 1)) step++;
  return step;
}

function hasPassed(u: number, xs: number, slope: number, step: number): boolean {
  const column = Math.trunc(xs + slope * step + 0.5);
  return slope > 0 ? column > u : column <= u;
}

/** Column-major, all pixels between an odd and the next even turn are set; two turns at one place undo each other. */
function maskFromTurns(count: number, width: number, height: number): Mask {
  const counts = turns.slice(0, count + 1);
  counts[count] = width * height;
  counts.sort();
  for (let i = count; i > 0; i--) counts[i]! -= counts[i - 1]!;
  return maskFromRleCounts(counts, width, height);
}
