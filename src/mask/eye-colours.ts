import type { CellGrid } from './cell-grid.ts';
import type { PhotoWindow } from './photo-window.ts';

/**
 * Three numbers a pixel or cell, one after the other: lightness 0..100, red against green -80..80 and yellow against
 * blue -80..80, weighed so that distance is roughly difference to the eye (a plain opponent space of the photo's own
 * gamma-coded values: good enough to compare neighbours, and cheap).
 */
export type EyeColours = Float32Array;

/**
 * The photo's colours in the cells of a grid, each the mean of its pixels in the window; cells without any are black.
 * They are smoothed with their neighbours (1 2 1 both ways) against noise.
 */
export function eyeColours(window: PhotoWindow, grid: CellGrid): EyeColours {
  const { width, height } = grid;
  const colours = new Float32Array(3 * width * height);
  const columns = pixelRanges(grid.x, width, grid.cell, window.x, window.pixels.width);
  const rows = pixelRanges(grid.y, height, grid.cell, window.y, window.pixels.height);
  const { data } = window.pixels;
  const stride = window.pixels.width;
  for (let j = 0; j < height; j++) {
    for (let i = 0; i < width; i++) {
      const x1 = columns[2 * i]!;
      const x2 = columns[2 * i + 1]!;
      let red = 0;
      let green = 0;
      let blue = 0;
      for (let y = rows[2 * j]!; y < rows[2 * j + 1]!; y++) {
        for (let at = 4 * (y * stride + x1); at < 4 * (y * stride + x2); at += 4) {
          red += data[at]!;
          green += data[at + 1]!;
          blue += data[at + 2]!;
        }
      }
      const pixels = (x2 - x1) * (rows[2 * j + 1]! - rows[2 * j]!);
      if (pixels > 0) writeColour(colours, j * width + i, red / pixels, green / pixels, blue / pixels);
    }
  }
  smooth(colours, columns, rows, width, height);
  return colours;
}

/** Writes the colour of red, green and blue of 0..255 as number `at` of the colours. */
export function writeColour(colours: EyeColours, at: number, red: number, green: number, blue: number): void {
  colours[3 * at] = (0.3 * red + 0.6 * green + 0.1 * blue) / 2.55;
  colours[3 * at + 1] = (0.8 * (red - green)) / 2.55;
  colours[3 * at + 2] = (0.4 * (red + green) - 0.8 * blue) / 2.55;
}

/** For each cell along one side the half-open range of the window's pixels in it. */
function pixelRanges(first: number, count: number, cell: number, origin: number, limit: number): Int32Array {
  const ranges = new Int32Array(2 * count);
  const clamp = (value: number) => Math.min(limit, Math.max(0, value - origin));
  for (let i = 0; i < count; i++) {
    ranges[2 * i] = clamp((first + i) * cell);
    ranges[2 * i + 1] = clamp((first + i + 1) * cell);
  }
  return ranges;
}

/** Along rows, then along columns; cells without pixels are neither changed nor looked at. */
function smooth(
  colours: EyeColours,
  columns: Int32Array,
  rows: Int32Array,
  width: number,
  height: number,
): void {
  const filled = (ranges: Int32Array) => {
    let from = 0;
    let to = ranges.length / 2;
    while (from < to && ranges[2 * from] === ranges[2 * from + 1]) from++;
    while (from < to && ranges[2 * to - 2] === ranges[2 * to - 1]) to--;
    return [from, to] as const;
  };
  const [x1, x2] = filled(columns);
  const [y1, y2] = filled(rows);
  const line = new Float32Array(3 * Math.max(width, height));
  for (let y = y1; y < y2; y++) smoothLine(colours, line, 3 * (y * width + x1), 3, x2 - x1);
  for (let x = x1; x < x2; x++) smoothLine(colours, line, 3 * (y1 * width + x), 3 * width, y2 - y1);
}

function smoothLine(
  colours: EyeColours,
  line: Float32Array,
  from: number,
  step: number,
  count: number,
): void {
  for (let i = 0, at = from; i < count; i++, at += step) {
    line[3 * i] = colours[at]!;
    line[3 * i + 1] = colours[at + 1]!;
    line[3 * i + 2] = colours[at + 2]!;
  }
  for (let i = 0, at = from; i < count; i++, at += step) {
    const before = 3 * Math.max(0, i - 1);
    const after = 3 * Math.min(count - 1, i + 1);
    for (let c = 0; c < 3; c++) {
      colours[at + c] = (line[before + c]! + 2 * line[3 * i + c]! + line[after + c]!) / 4;
    }
  }
}
