import { canvasSide } from '../mask/nearest-canvas.ts';
import { objectRgb } from './palette.ts';

/** Rows [from, to) of `cells` that differ from `shown`; null when none do. Both are 64x64, row-major. */
export function changedRows(
  shown: Uint8Array,
  cells: Uint8Array,
): { readonly from: number; readonly to: number } | null {
  let from = -1;
  let to = -1;
  for (let y = 0; y < canvasSide; y++) {
    const end = (y + 1) * canvasSide;
    for (let i = y * canvasSide; i < end; i++) {
      if (shown[i] === cells[i]) continue;
      if (from < 0) from = y;
      to = y + 1;
      break;
    }
  }
  return from < 0 ? null : { from, to };
}

interface Entry {
  readonly bitmap: OffscreenCanvas;
  readonly context: OffscreenCanvasRenderingContext2D | null;
  readonly image: ImageData;
  readonly shown: Uint8Array;
  colour: number;
}

/** One small opaque 64x64 bitmap an object of cells, drawn large without smoothing. Owns the bitmaps. */
export class CellRasters {
  readonly #entries = new Map<string, Entry>();

  get held(): number {
    return this.#entries.size;
  }

  /** The bitmap brought up to date: only rows whose cells changed since the last call are written. */
  get(key: string, cells: Uint8Array, colour: number): OffscreenCanvas {
    const entry = this.#entries.get(key) ?? this.#add(key);
    const rows = entry.colour === colour ? changedRows(entry.shown, cells) : { from: 0, to: canvasSide };
    entry.colour = colour;
    if (rows !== null) writeRows(entry, cells, rows.from, rows.to);
    return entry.bitmap;
  }

  keepOnly(wanted: ReadonlySet<string>): void {
    for (const [key, { bitmap }] of this.#entries) {
      if (wanted.has(key)) continue;
      bitmap.width = 0;
      bitmap.height = 0;
      this.#entries.delete(key);
    }
  }

  dispose(): void {
    this.keepOnly(new Set());
  }

  #add(key: string): Entry {
    const bitmap = new OffscreenCanvas(canvasSide, canvasSide);
    const entry: Entry = {
      bitmap,
      context: bitmap.getContext('2d'),
      image: new ImageData(canvasSide, canvasSide),
      shown: new Uint8Array(canvasSide * canvasSide),
      colour: -1,
    };
    this.#entries.set(key, entry);
    return entry;
  }
}

function writeRows(entry: Entry, cells: Uint8Array, from: number, to: number): void {
  const [red, green, blue] = objectRgb(entry.colour);
  const word = new Uint32Array(new Uint8Array([red, green, blue, 255]).buffer)[0]!;
  const words = new Uint32Array(entry.image.data.buffer);
  for (let i = from * canvasSide; i < to * canvasSide; i++) words[i] = cells[i] === 0 ? 0 : word;
  entry.shown.set(cells.subarray(from * canvasSide, to * canvasSide), from * canvasSide);
  entry.context?.putImageData(entry.image, 0, 0, 0, from, canvasSide, to - from);
}
