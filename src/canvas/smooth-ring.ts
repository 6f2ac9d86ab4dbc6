/** Steps of at most this many pixels are stairs of a slanted line; longer ones are meant. */
const longestStep = 2;
/** How far a meant corner is rounded, in pixels. */
const rounding = 1;

/** Points closer than this are evened out against their neighbours. */
const near = 2.5;

/**
 * A ring of pixel corners without its stairs. A short step that leads on in the direction it came from (its two
 * corners turn opposite ways) is cut from the middle of the edge before to the middle of the edge after, so that a
 * regular staircase becomes exactly straight; every other corner is rounded by a pixel and keeps its shape, so that
 * thin bars stay bars. What is left of uneven stairs is averaged once. No outline moves by more than a pixel. `ring`
 * is [x0, y0, x1, y1, ...] as from `traceOutline`.
 */
export function smoothRing(ring: Int32Array): Float32Array {
  return evenOut(cutCorners(ring));
}

function cutCorners(ring: Int32Array): Float32Array {
  const count = ring.length >> 1;
  const points = new Float32Array(count * 6);
  let used = 0;
  const add = (x: number, y: number) => {
    if (used > 0 && points[used - 2] === x && points[used - 1] === y) return;
    points[used++] = x;
    points[used++] = y;
  };
  for (let i = 0; i < count; i++) {
    const before = (i + count - 1) % count;
    const after = (i + 1) % count;
    const x = ring[2 * i]!;
    const y = ring[2 * i + 1]!;
    const inX = x - ring[2 * before]!;
    const inY = y - ring[2 * before + 1]!;
    const outX = ring[2 * after]! - x;
    const outY = ring[2 * after + 1]! - y;
    const inLength = Math.abs(inX) + Math.abs(inY);
    const outLength = Math.abs(outX) + Math.abs(outY);
    const turn = inX * outY - inY * outX > 0;
    const step =
      (inLength <= longestStep && turnAt(ring, count, before) !== turn) ||
      (outLength <= longestStep && turnAt(ring, count, after) !== turn);
    const inCut = step ? 0.5 : Math.min(rounding / inLength, 0.5);
    const outCut = step ? 0.5 : Math.min(rounding / outLength, 0.5);
    const startX = x - inX * inCut;
    const startY = y - inY * inCut;
    const endX = x + outX * outCut;
    const endY = y + outY * outCut;
    add(startX, startY);
    // The middle of a quadratic curve with the corner as its control point.
    if (!step) add((startX + endX) / 4 + x / 2, (startY + endY) / 4 + y / 2);
    add(endX, endY);
  }
  return points.subarray(0, used);
}

/** One pass of the binomial filter where a point has close neighbours on both sides. */
function evenOut(points: Float32Array): Float32Array {
  const { length } = points;
  const even = new Float32Array(points);
  for (let i = 0; i < length; i += 2) {
    const before = i === 0 ? length - 2 : i - 2;
    const after = i + 2 === length ? 0 : i + 2;
    const x = points[i]!;
    const y = points[i + 1]!;
    const x0 = points[before]!;
    const y0 = points[before + 1]!;
    const x1 = points[after]!;
    const y1 = points[after + 1]!;
    if (Math.abs(x - x0) + Math.abs(y - y0) > near || Math.abs(x - x1) + Math.abs(y - y1) > near) continue;
    even[i] = (x0 + 2 * x + x1) / 4;
    even[i + 1] = (y0 + 2 * y + y1) / 4;
  }
  return even;
}

function turnAt(ring: Int32Array, count: number, i: number): boolean {
  const before = (i + count - 1) % count;
  const after = (i + 1) % count;
  const inX = ring[2 * i]! - ring[2 * before]!;
  const inY = ring[2 * i + 1]! - ring[2 * before + 1]!;
  const outX = ring[2 * after]! - ring[2 * i]!;
  const outY = ring[2 * after + 1]! - ring[2 * i + 1]!;
  return inX * outY - inY * outX > 0;
}
