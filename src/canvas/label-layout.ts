import type { Box, Point } from '../mask/space.ts';
import type { Size } from './viewport.ts';

/** A label that wants a place: at the top left of something on the photo. */
export interface LabelRequest {
  readonly key: string;
  readonly number: number;
  readonly name: string;
  readonly note: string | null;
  readonly colour: number;
  /** Where the thing begins, and the box it fills on the stage. */
  readonly anchor: Point<'screen'>;
  readonly box: Box<'screen'>;
  /** Higher comes first and keeps its name. */
  readonly priority: number;
  /** False shows the number alone even where there is room. */
  readonly named: boolean;
}

export interface PlacedLabel {
  readonly request: LabelRequest;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  /** Null when only the number fits. */
  readonly name: string | null;
  readonly note: string | null;
}

/** Widths of the label's texts in CSS pixels, as the stage's font gives them. */
export interface LabelMeasure {
  number(text: string): number;
  text(text: string): number;
}

export const labelHeight = 20;
/** Space between a label and what it names, and inside the label left, right and between its parts. */
export const labelGap = 4;
export const labelSpacing = { left: 4, right: 7, between: 5, numberHeight: 14, numberPadding: 2 };

const edge = 4;
const longestName = 40;

/** Labels of at least this priority get their name before the others get their number. */
const importantLabel = 2;

/**
 * Gives every label a place above its thing, or inside it where there is no room above, sticking to the stage's edge
 * while a part of the thing is on the stage. Names that would touch another label give way to the number alone; the
 * important ones come first. Things wholly off the stage get none. Most important first.
 */
export function layOutLabels(
  requests: readonly LabelRequest[],
  stage: Size,
  measure: LabelMeasure,
): readonly PlacedLabel[] {
  const seen = requests.filter(
    ({ box }) => box.x2 >= 0 && box.y2 >= 0 && box.x1 <= stage.width && box.y1 <= stage.height,
  );
  const ordered = seen.sort((a, b) => b.priority - a.priority || a.number - b.number);
  const options = ordered.map((request) => candidatesFor(request, stage, measure));
  const placed: PlacedLabel[] = [];
  for (const [i, { priority }] of ordered.entries()) {
    const offered = options[i]!;
    const wanted = priority >= importantLabel ? offered : offered.filter(({ name }) => name === null);
    placed.push(wanted.find((candidate) => isFree(candidate, placed, -1)) ?? wanted[wanted.length - 1]!);
  }
  for (const [i, offered] of options.entries()) {
    if (placed[i]!.name !== null) continue;
    placed[i] = offered.find((candidate) => isFree(candidate, placed, i)) ?? placed[i]!;
  }
  return placed;
}

function isFree(candidate: PlacedLabel, placed: readonly PlacedLabel[], own: number): boolean {
  return placed.every((other, i) => i === own || !touch(candidate, other));
}

/** Width of the number's swatch. */
export function numberWidth(number: number, measure: LabelMeasure): number {
  return Math.max(14, measure.number(String(number)) + 2 * labelSpacing.numberPadding);
}

/** From most wanted to least; the last one is taken whatever it covers. */
function candidatesFor(request: LabelRequest, stage: Size, measure: LabelMeasure): readonly PlacedLabel[] {
  const swatch = numberWidth(request.number, measure);
  const { left, right, between } = labelSpacing;
  const name = shorten(request.name);
  const noteWidth = request.note === null ? 0 : between + measure.text(request.note);
  const nameWidth = left + swatch + between + measure.text(name) + right;
  const forms = [
    { name, note: request.note, width: nameWidth + noteWidth },
    { name, note: null, width: nameWidth },
    { name: null, note: null, width: left + swatch + left },
  ];
  const offered = request.named ? (request.note === null ? forms.slice(1) : forms) : forms.slice(2);
  return offered.flatMap((form) =>
    places(request, form.width, stage).map((place) => ({ request, ...form, ...place })),
  );
}

/** Above where the thing begins, above the left of its box, inside it. */
function places({ anchor, box }: LabelRequest, width: number, stage: Size): readonly Point<'screen'>[] {
  const above = anchor.y - labelGap - labelHeight;
  const wanted = [
    ...(above >= edge
      ? [
          { x: anchor.x, y: above },
          { x: box.x1, y: above },
        ]
      : []),
    { x: anchor.x + labelGap, y: anchor.y + labelGap },
  ];
  return wanted.map(({ x, y }) => ({
    x: Math.round(onStage(x, width, box.x2, stage.width)),
    y: Math.round(onStage(y, labelHeight, box.y2, stage.height)),
  }));
}

/** Keeps a label on the stage; at the near edge it sticks until the end of its thing pushes it out. */
function onStage(from: number, length: number, end: number, stage: number): number {
  if (from < edge) return Math.min(edge, Math.max(from, end - length));
  return Math.min(from, stage - length - edge);
}

function shorten(name: string): string {
  return name.length <= longestName ? name : `${name.slice(0, longestName - 1).trimEnd()}…`;
}

function touch(a: PlacedLabel, b: PlacedLabel): boolean {
  const apart = 2;
  return (
    a.x < b.x + b.width + apart &&
    b.x < a.x + a.width + apart &&
    a.y < b.y + labelHeight + apart &&
    b.y < a.y + labelHeight + apart
  );
}
