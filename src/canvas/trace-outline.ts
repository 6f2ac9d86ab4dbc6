/**
 * The boundary of a small bitmap as closed rings of pixel corners, for drawing. `cells` is (width + 2) * (height + 2)
 * bytes with an empty border of one pixel; nonzero is inside. Rings come as [x0, y0, x1, y1, ...] in pixels of the
 * bitmap without its border, inside on the right hand; straight runs hold no corner in between, and diagonal
 * neighbours are kept apart. Export traces full-size masks in src/mask; this one runs at screen size, each time a mask or its level of detail changes.
 */
export function traceOutline(cells: Uint8Array, width: number, height: number): Int32Array[] {
  const stride = width + 2;
  const seen = new Uint8Array(cells.length);
  const rings: Int32Array[] = [];
  for (let y = 1; y <= height; y++) {
    const row = y * stride;
    for (let x = 1; x <= width; x++) {
      const at = row + x;
      if (cells[at] !== 0 && cells[at - 1] === 0 && seen[at] === 0)
        rings.push(followRing(cells, seen, stride, x, y));
    }
  }
  return rings;
}

const stepX = [0, 1, 0, -1];
const stepY = [-1, 0, 1, 0];
const up = 0;

/** Follows cracks from the lower end of the left edge of pixel (x, y), upwards, and marks each left edge it passes. */
function followRing(cells: Uint8Array, seen: Uint8Array, stride: number, x: number, y: number): Int32Array {
  const corners: number[] = [];
  const startX = x;
  const startY = y + 1;
  let cornerX = startX;
  let cornerY = startY;
  let direction = up;
  do {
    if (direction === up) seen[(cornerY - 1) * stride + cornerX] = 1;
    cornerX += stepX[direction]!;
    cornerY += stepY[direction]!;
    const next = turn(cells, stride, cornerX, cornerY, direction);
    if (next !== direction) corners.push(cornerX - 1, cornerY - 1);
    direction = next;
  } while (cornerX !== startX || cornerY !== startY || direction !== up);
  return Int32Array.from(corners);
}

/** Right when the pixel ahead on the right is empty, left when both ahead are inside, else straight on. */
function turn(cells: Uint8Array, stride: number, x: number, y: number, direction: number): number {
  const dx = stepX[direction]!;
  const dy = stepY[direction]!;
  // The four pixels around corner (x, y) have their top-left corners at x-1..x, y-1..y.
  const rightX = dx === 0 ? (dy < 0 ? x : x - 1) : dx > 0 ? x : x - 1;
  const rightY = dx === 0 ? (dy < 0 ? y - 1 : y) : dx > 0 ? y : y - 1;
  const leftX = dx === 0 ? (dy < 0 ? x - 1 : x) : rightX;
  const leftY = dx === 0 ? rightY : dx > 0 ? y - 1 : y;
  if (cells[rightY * stride + rightX] === 0) return (direction + 1) & 3;
  if (cells[leftY * stride + leftX] !== 0) return (direction + 3) & 3;
  return direction;
}
