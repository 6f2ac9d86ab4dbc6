import {
  type LabelMeasure,
  labelHeight,
  labelSpacing,
  numberWidth,
  type PlacedLabel,
} from './label-layout.ts';
import { objectColour } from './palette.ts';
import { onPhoto, type StagePaint } from './stage-paint.ts';

/** The fonts of labels, in the page's family. */
export interface LabelFonts {
  readonly text: string;
  readonly number: string;
}

export function labelFonts(family: string): LabelFonts {
  return { text: `500 11px ${family}`, number: `700 10px ${family}` };
}

/** Text widths in the stage's font, remembered: labels are laid out at every paint. */
export class StageTextMeasure implements LabelMeasure {
  readonly fonts: LabelFonts;
  readonly #context = new OffscreenCanvas(1, 1).getContext('2d');
  readonly #known = new Map<string, number>();

  constructor(fonts: LabelFonts) {
    this.fonts = fonts;
  }

  number(text: string): number {
    return this.#width(this.fonts.number, text);
  }

  text(text: string): number {
    return this.#width(this.fonts.text, text);
  }

  #width(font: string, text: string): number {
    const key = `${font}|${text}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    if (this.#known.size > 5000) this.#known.clear();
    if (this.#context !== null) this.#context.font = font;
    const width = this.#context?.measureText(text).width ?? text.length * 6;
    this.#known.set(key, width);
    return width;
  }
}

export function paintLabel(paint: StagePaint, label: PlacedLabel, measure: StageTextMeasure): void {
  const { context } = paint;
  const { x, y, width, request } = label;
  const swatch = numberWidth(request.number, measure);
  const middle = y + labelHeight / 2;
  fillRounded(context, x, y, width, labelHeight, 4, onPhoto.glass);
  const swatchY = middle - labelSpacing.numberHeight / 2;
  const colour = objectColour(request.colour);
  fillRounded(context, x + labelSpacing.left, swatchY, swatch, labelSpacing.numberHeight, 3, colour);
  context.textBaseline = 'middle';
  context.textAlign = 'center';
  context.font = measure.fonts.number;
  context.fillStyle = '#101011';
  context.fillText(String(request.number), x + labelSpacing.left + swatch / 2, middle + 0.5);
  if (label.name === null) return;
  const nameX = x + labelSpacing.left + swatch + labelSpacing.between;
  write(context, measure.fonts.text, label.name, nameX, middle, onPhoto.glassText);
  if (label.note === null) return;
  write(
    context,
    measure.fonts.text,
    label.note,
    nameX + measure.text(label.name) + labelSpacing.between,
    middle,
    onPhoto.glassText2,
  );
}

/** A label without a number, its left edge and vertical middle given. */
export function paintTag(
  paint: StagePaint,
  text: string,
  x: number,
  middle: number,
  measure: StageTextMeasure,
): void {
  const { context, stage } = paint;
  const width = measure.text(text) + 2 * labelSpacing.right;
  const left = Math.min(x, stage.width - width - 4);
  fillRounded(context, left, middle - labelHeight / 2, width, labelHeight, 4, onPhoto.glass);
  context.textBaseline = 'middle';
  write(context, measure.fonts.text, text, left + labelSpacing.right, middle, onPhoto.glassText);
}

function write(
  context: CanvasRenderingContext2D,
  font: string,
  text: string,
  x: number,
  middle: number,
  colour: string,
): void {
  context.font = font;
  context.textAlign = 'left';
  context.fillStyle = colour;
  context.fillText(text, x, middle + 0.5);
}

function fillRounded(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  width: number,
  height: number,
  radius: number,
  colour: string,
): void {
  context.beginPath();
  context.roundRect(x, y, width, height, radius);
  context.fillStyle = colour;
  context.fill();
}
