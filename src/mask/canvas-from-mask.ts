import type { Mask } from './mask.ts';
import { canvasSide, cellEdges } from './nearest-canvas.ts';

/**
 * The 64x64 canvas of a mask: a cell is 1 where at least half of its pixels are set (the definition of training
 * targets). A cell without pixels, on photos smaller than 64, takes the pixel at its place.
 */
export function canvasFromMask(mask: Mask): Uint8Array {
  const xs = cellEdges(mask.width);
  const ys = cellEdges(mask.height);
  const cellOf = new Uint8Array(mask.width);
  for (let c = 0; c < canvasSide; c++) cellOf.fill(c, xs[c]!, xs[c + 1]!);
  const cells = new Uint8Array(canvasSide * canvasSide);
  const counts = new Uint32Array(canvasSide);
  for (let cy = 0; cy < canvasSide; cy++) {
    const y1 = ys[cy]!;
    const y2 = Math.max(ys[cy + 1]!, y1 + 1);
    counts.fill(0);
    for (let y = y1; y < y2; y++) countRow(mask, y, cellOf, xs, counts);
    for (let cx = 0; cx < canvasSide; cx++) {
      const columns = Math.max(1, xs[cx + 1]! - xs[cx]!);
      if (counts[cx]! * 2 >= columns * (y2 - y1)) cells[cy * canvasSide + cx] = 1;
    }
  }
  return cells;
}

function countRow(mask: Mask, y: number, cellOf: Uint8Array, xs: Uint32Array, counts: Uint32Array): void {
  const row = y - mask.top;
  if (row < 0 || row >= mask.rows.length - 1) return;
  for (let i = mask.rows[row]!; i < mask.rows[row + 1]!; i++) {
    const x1 = mask.runs[2 * i]!;
    const x2 = mask.runs[2 * i + 1]!;
    for (let cx = cellOf[x1]!; cx < canvasSide && xs[cx]! < x2; cx++) {
      const columns = Math.min(xs[cx + 1]!, x2) - Math.max(xs[cx]!, x1);
      if (columns > 0) counts[cx]! += columns;
    }
  }
  if (mask.width >= canvasSide) return;
  // Cells narrower than a pixel: none of them may be lost, so each takes the pixel that it lies in.
  for (let cx = 0; cx < canvasSide; cx++) {
    if (xs[cx + 1]! > xs[cx]!) continue;
    for (let i = mask.rows[row]!; i < mask.rows[row + 1]!; i++) {
      if (mask.runs[2 * i]! <= xs[cx]! && xs[cx]! < mask.runs[2 * i + 1]!) counts[cx]! += 1;
    }
  }
}
