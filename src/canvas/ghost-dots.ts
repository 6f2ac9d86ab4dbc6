import { canvasSide } from '../mask/nearest-canvas.ts';

/** Where the model leans, as dots of a few sizes: dots and not cells, because solid cells would claim certainty. */
export interface GhostBand {
  /** Diameter as a share of the cell's smaller side. */
  readonly diameter: number;
  readonly alpha: number;
  /** Cell indices, y * 64 + x, in raster order. */
  readonly cells: readonly number[];
}

/** Cells less likely than this get no dot. */
const faintest = 0.25;

const bands: readonly { readonly from: number; readonly diameter: number; readonly alpha: number }[] = [
  { from: 0.8, diameter: 0.28, alpha: 0.88 },
  { from: 0.5, diameter: 0.24, alpha: 0.78 },
  { from: 0.38, diameter: 0.19, alpha: 0.6 },
  { from: faintest, diameter: 0.14, alpha: 0.42 },
];

/** Sorts cells into bands by probability: `ghost` is 64x64, 0..1 as floats or 0..255 as bytes. */
export function ghostBands(ghost: Float32Array | Uint8Array): readonly GhostBand[] {
  const unit = ghost instanceof Uint8Array ? 255 : 1;
  const cells: number[][] = bands.map(() => []);
  const count = Math.min(ghost.length, canvasSide * canvasSide);
  for (let i = 0; i < count; i++) {
    const probability = ghost[i]! / unit;
    const band = bands.findIndex(({ from }) => probability >= from);
    if (band >= 0) cells[band]!.push(i);
  }
  return bands.map(({ diameter, alpha }, band) => ({ diameter, alpha, cells: cells[band]! }));
}

/** Diameter of a dot in CSS pixels. Photos under 500 pixels wide get larger dots, which fine white texture would hide. */
export function dotDiameter(share: number, cellWidth: number, cellHeight: number): number {
  const small = cellWidth * canvasSide < 500 ? 1.6 : 1;
  const cell = Math.min(cellWidth, cellHeight);
  return Math.min(cell * 0.6, Math.max(1.2, Math.min(9, cell * share * small)));
}
