/** Steps of at most this many pixels are stairs of a slanted line; longer ones are meant. */
const longestStep = 2;
/** How far a meant corner is rounded, in pixels. */
const rounding = 1;

/**
 * A ring of pixel corners without its stairs. A short step that leads on in the direction it came from (its two
 * corners turn opposite ways) is cut from the middle of the edge before to the middle of the edge after, so that a
 * regular staircase becomes exactly straight and no point moves by more than a pixel; every other corner is rounded by
 * a pixel and keeps its shape, so that thin bars stay bars. `ring` is [x0, y0, x1, y1, ...] as from `traceOutline`.
 */
export function smoothRing(ring: Int32Array): Float32Array {
  const count = ring.length >> 1;
  const points = new Float32Array(count * 6);
  let used = 0;
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
    points[used++] = startX;
    points[used++] = startY;
    if (!step) {
      // The middle of a quadratic curve with the corner as its control point.
      points[used++] = (startX + endX) / 4 + x / 2;
      points[used++] = (startY + endY) / 4 + y / 2;
    }
    points[used++] = endX;
    points[used++] = endY;
  }
  return points.subarray(0, used);
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
