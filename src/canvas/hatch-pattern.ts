import { objectColour } from './palette.ts';

/** CSS pixels from stripe to stripe along an edge of the tile, and their width. */
const spacing = 8;
const stripe = 1.6;

/** Stripes in the colours of classes, at 45 degrees and of the same size at every zoom. */
export class HatchPatterns {
  readonly #known = new Map<string, CanvasPattern>();

  /** `unit` is CSS pixels a unit of the context that is filled. Null where the browser makes no patterns. */
  get(
    context: CanvasRenderingContext2D,
    colour: number,
    pixelRatio: number,
    unit: number,
  ): CanvasPattern | null {
    const key = `${objectColour(colour)} ${pixelRatio}`;
    let pattern = this.#known.get(key) ?? null;
    if (pattern === null) {
      pattern = context.createPattern(tile(objectColour(colour), pixelRatio), 'repeat');
      if (pattern === null) return null;
      this.#known.set(key, pattern);
    }
    pattern.setTransform(new DOMMatrix().scale(1 / (unit * pixelRatio)));
    return pattern;
  }
}

function tile(colour: string, pixelRatio: number): OffscreenCanvas {
  const side = Math.round(spacing * pixelRatio);
  const canvas = new OffscreenCanvas(side, side);
  const context = canvas.getContext('2d');
  if (context === null) return canvas;
  context.strokeStyle = colour;
  context.lineWidth = stripe * pixelRatio;
  context.lineCap = 'square';
  // Three parts of one endless stripe, so that tiles meet without a gap.
  for (const offset of [-side, 0, side]) {
    context.beginPath();
    context.moveTo(offset, side);
    context.lineTo(offset + side, 0);
    context.stroke();
  }
  return canvas;
}
