import { intersectMasks } from './boolean.ts';
import { edgeBrushMask } from './edge-brush.ts';
import { enlargeMask } from './enlarge-mask.ts';
import { floodFill } from './flood-fill.ts';
import type { Mask } from './mask.ts';
import type { PhotoWindow } from './photo-window.ts';
import type { RgbaImage } from './rgba-image.ts';
import type { Point } from './space.ts';
import { type StrokePoint, strokeMask } from './stroke.ts';
import { resizeMask } from './transform.ts';

/** Photo around a stroke that the smart brush reads, as a share of its radius. */
const margin = 0.5;

/**
 * A photo's pixels as fill and smart brush read them: the photo itself, or a reduced copy of one that is too large. All
 * coordinates and masks are the photo's. Results from a reduced copy are enlarged (`enlargeMask`): their outline is right
 * to about half a pixel of the copy.
 */
export class FineCopy {
  readonly #pixels: RgbaImage;
  readonly #width: number;
  readonly #height: number;

  /** `width` and `height` are the photo's; the copy shows all of it. */
  constructor(pixels: RgbaImage, width: number, height: number) {
    this.#pixels = pixels;
    this.#width = width;
    this.#height = height;
  }

  /** The connected pixels alike in colour to the one under the point. */
  fill({ x, y }: Point<'image'>, tolerance: number): Mask {
    const photo = this.#pixels;
    const start = { x: (x * photo.width) / this.#width, y: (y * photo.height) / this.#height };
    return enlargeMask(floodFill({ photo, ...start, tolerance }), this.#width, this.#height);
  }

  /** The part of a stroke that belongs to what it went over; `mask` is known to belong to it. */
  edgeStroke(stroke: readonly StrokePoint[], mask: Mask | null): Mask {
    const { width, height } = this.#pixels;
    const scale = width / this.#width;
    const points = stroke.map(({ x, y, radius }) => ({
      x: x * scale,
      y: (y * height) / this.#height,
      radius: radius * scale,
    }));
    const found = edgeBrushMask({
      window: this.#around(points),
      stroke: points,
      width,
      height,
      ...(mask && { mask: scale === 1 ? mask : resizeMask(mask, width, height) }),
    });
    if (width === this.#width && height === this.#height) return found;
    const large = enlargeMask(found, this.#width, this.#height);
    return intersectMasks(large, strokeMask(stroke, this.#width, this.#height));
  }

  #around(points: readonly StrokePoint[]): PhotoWindow {
    const { width, height, data } = this.#pixels;
    let [x1, y1, x2, y2] = [width, height, 0, 0];
    for (const { x, y, radius } of points) {
      const reach = radius * (1 + margin) + 2;
      x1 = Math.min(x1, Math.floor(x - reach));
      y1 = Math.min(y1, Math.floor(y - reach));
      x2 = Math.max(x2, Math.ceil(x + reach));
      y2 = Math.max(y2, Math.ceil(y + reach));
    }
    x1 = Math.max(0, x1);
    y1 = Math.max(0, y1);
    const columns = Math.max(0, Math.min(width, x2) - x1);
    const rows = Math.max(0, Math.min(height, y2) - y1);
    const part = new Uint8Array(columns * rows * 4);
    for (let row = 0; row < rows; row++) {
      const from = ((y1 + row) * width + x1) * 4;
      part.set(data.subarray(from, from + columns * 4), row * columns * 4);
    }
    return { x: x1, y: y1, pixels: { width: columns, height: rows, data: part } };
  }
}
