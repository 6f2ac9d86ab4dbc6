/**
 * The cells of a mask: a cell is 1 where at least half of its pixels are foreground. Cell c of a side covers the pixels
 * from floor(c * side / grid) up to floor((c + 1) * side / grid); on a photo smaller than the grid a cell without
 * pixels takes the one at its place.
 *
 * @param bitmap width x height bytes, row-major, anything but 0 is foreground
 * @returns grid x grid cells, row-major, 0 or 1
 */
export function cellsFromBitmap(
  bitmap: Uint8Array | Uint8ClampedArray,
  width: number,
  height: number,
  grid = 64,
): Uint8Array {
  if (bitmap.length !== width * height) {
    throw new RangeError(
      `A bitmap of ${width} x ${height} has ${width * height} bytes, not ${bitmap.length}.`,
    );
  }
  const cells = new Uint8Array(grid * grid);
  for (let cy = 0; cy < grid; cy++) {
    const top = Math.floor((cy * height) / grid);
    const bottom = Math.max(top + 1, Math.floor(((cy + 1) * height) / grid));
    for (let cx = 0; cx < grid; cx++) {
      const left = Math.floor((cx * width) / grid);
      const right = Math.max(left + 1, Math.floor(((cx + 1) * width) / grid));
      let count = 0;
      for (let y = top; y < bottom; y++) {
        for (let i = y * width + left; i < y * width + right; i++) if (bitmap[i] !== 0) count++;
      }
      if (count * 2 >= (bottom - top) * (right - left)) cells[cy * grid + cx] = 1;
    }
  }
  return cells;
}
