/** Corners are rounded over at most this many bitmap pixels, so that stairs read as the line they stand for. */
const rounding = 2;

/**
 * Rings of pixel corners as a path in the same coordinates. `smooth` rounds every corner towards the middles of its
 * edges: a diagonal staircase becomes straight, a true corner keeps its place within a pixel. Without it the path
 * follows the pixels, for zooms at which people see them.
 */
export function outlinePath(rings: readonly Int32Array[], smooth: boolean): Path2D {
  const path = new Path2D();
  for (const ring of rings) {
    if (smooth) addSmoothRing(path, ring);
    else addSharpRing(path, ring);
  }
  return path;
}

function addSharpRing(path: Path2D, ring: Int32Array): void {
  path.moveTo(ring[0]!, ring[1]!);
  for (let i = 2; i < ring.length; i += 2) path.lineTo(ring[i]!, ring[i + 1]!);
  path.closePath();
}

function addSmoothRing(path: Path2D, ring: Int32Array): void {
  const { length } = ring;
  let fromX = ring[length - 2]!;
  let fromY = ring[length - 1]!;
  let x = ring[0]!;
  let y = ring[1]!;
  for (let i = 0; i < length; i += 2) {
    const next = i + 2 === length ? 0 : i + 2;
    const toX = ring[next]!;
    const toY = ring[next + 1]!;
    const before = cut(fromX - x, fromY - y);
    const after = cut(toX - x, toY - y);
    const startX = x + Math.sign(fromX - x) * before;
    const startY = y + Math.sign(fromY - y) * before;
    if (i === 0) path.moveTo(startX, startY);
    else path.lineTo(startX, startY);
    path.quadraticCurveTo(x, y, x + Math.sign(toX - x) * after, y + Math.sign(toY - y) * after);
    fromX = x;
    fromY = y;
    x = toX;
    y = toY;
  }
  path.closePath();
}

/** Edges lie along the axes, so one of the two is 0. */
function cut(dx: number, dy: number): number {
  return Math.min((Math.abs(dx) + Math.abs(dy)) / 2, rounding);
}
