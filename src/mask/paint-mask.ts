import type { Mask } from './mask.ts';

/** An RGBA buffer to draw into, row-major, 4 bytes a pixel, not premultiplied (as ImageData). */
export interface PaintTarget {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray | Uint8Array;
}

/** What part of the photo the target shows: its top-left corner in image pixels, and target pixels an image pixel. */
export interface PaintView {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

/** Red, green, blue, alpha, 0..255. */
export type PaintColour = readonly [red: number, green: number, blue: number, alpha: number];

/**
 * Paints a mask into a buffer: each target pixel shows the image pixel under its centre. `replace` writes the colour,
 * `over` blends it with what is there. Only the runs in view are visited, so the cost follows the painted pixels.
 */
export function paintMask(
  mask: Mask,
  target: PaintTarget,
  view: PaintView,
  colour: PaintColour,
  mode: 'replace' | 'over' = 'replace',
): void {
  const paintRun = mode === 'replace' ? replaceRun(target, colour) : blendRun(target, colour);
  const { top, rows, runs } = mask;
  const first = Math.max(0, Math.ceil((top - view.y) * view.scale - 0.5));
  const last = Math.min(target.height, Math.ceil((top + rows.length - 1 - view.y) * view.scale - 0.5));
  for (let ty = first; ty < last; ty++) {
    const row = Math.floor((ty + 0.5) / view.scale + view.y) - top;
    if (row < 0 || row >= rows.length - 1) continue;
    const base = ty * target.width;
    for (let i = rows[row]!; i < rows[row + 1]!; i++) {
      const x1 = Math.max(0, Math.ceil((runs[2 * i]! - view.x) * view.scale - 0.5));
      if (x1 >= target.width) break;
      const x2 = Math.min(target.width, Math.ceil((runs[2 * i + 1]! - view.x) * view.scale - 0.5));
      if (x1 < x2) paintRun(base + x1, base + x2);
    }
  }
}

type PaintRun = (from: number, to: number) => void;

function replaceRun({ data }: PaintTarget, [red, green, blue, alpha]: PaintColour): PaintRun {
  if (data.byteOffset % 4 === 0) {
    const words = new Uint32Array(data.buffer, data.byteOffset, data.length >> 2);
    const word = new Uint32Array(new Uint8Array([red, green, blue, alpha]).buffer)[0]!;
    return (from, to) => words.fill(word, from, to);
  }
  return (from, to) => {
    for (let i = from * 4; i < to * 4; i += 4) data.set([red, green, blue, alpha], i);
  };
}

/** Source over destination, neither premultiplied. */
function blendRun({ data }: PaintTarget, [red, green, blue, alpha]: PaintColour): PaintRun {
  const source = alpha / 255;
  return (from, to) => {
    for (let i = from * 4; i < to * 4; i += 4) {
      const under = (data[i + 3]! / 255) * (1 - source);
      const out = source + under;
      if (out === 0) continue;
      data[i] = Math.round((red * source + data[i]! * under) / out);
      data[i + 1] = Math.round((green * source + data[i + 1]! * under) / out);
      data[i + 2] = Math.round((blue * source + data[i + 2]! * under) / out);
      data[i + 3] = Math.round(out * 255);
    }
  };
}
