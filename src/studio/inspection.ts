import type { Turn, TurnToken } from '../document/conversation.ts';
import type { SegmentedObject, StudioDocument } from '../document/document.ts';
import { type DescriptorTokens, descriptorTokens } from '../text4seg/count-tokens.ts';

/** One run of the answer with the token that wrote it. */
export interface InspectedBrick {
  readonly foreground: boolean;
  readonly length: number;
  /** First cell, canvas column. */
  readonly x: number;
  /** Index in the turn's tokens. */
  readonly token: number;
  readonly probability: number | null;
}

export interface InspectedRow {
  /** Canvas row, 0..63. */
  readonly row: number;
  readonly bricks: readonly InspectedBrick[];
  /** Milliseconds that the row took, by the arrival of its tokens; 0 when it came with others in one step. */
  readonly ms: number;
}

/** What the token inspector shows of one object. */
export interface Inspection {
  readonly object: SegmentedObject;
  readonly label: string;
  readonly rows: readonly InspectedRow[];
  /** Tokens of this object, its tags included, by the package's own tokens. */
  readonly tokens: number;
  /** The same object in the other descriptors, counted as text. */
  readonly alternatives: DescriptorTokens;
  /** All tokens of the turn, and which of them belong to the object: [first, last]. */
  readonly turnTokens: readonly TurnToken[];
  readonly span: readonly [first: number, last: number];
}

const brick = /^\s*(fg|bg)(\d{1,2})\s*$/u;

/**
 * Links the text of a turn with the cells of one of its objects. Null for objects that no turn wrote (drawn, imported)
 * or whose turn is no longer there.
 */
export function inspectObject(
  document: StudioDocument,
  turns: readonly Turn[],
  object: SegmentedObject,
): Inspection | null {
  const { provenance, canvas } = object;
  if (provenance.kind !== 'model' || !canvas) return null;
  const turn = turns.find(({ id }) => id === provenance.turn);
  const number = turn?.objects.indexOf(object.id) ?? -1;
  if (!turn || number < 0) return null;
  const spans = objectSpans(turn.tokens);
  // Objects without a painted cell never became objects: match by order among those whose bricks paint something.
  const span = spans.filter(([first, last]) => paints(turn.tokens.slice(first, last + 1)))[number];
  if (!span) return null;
  const label = document.categories.find(({ id }) => id === object.category)?.name ?? 'object';
  return {
    object,
    label,
    rows: rowsOf(turn.tokens, span, canvas.box),
    tokens: span[1] - span[0] + 1,
    alternatives: descriptorTokens(canvas.cells, provenance.reference, canvas.box),
    turnTokens: turn.tokens,
    span,
  };
}

function paints(tokens: readonly TurnToken[]): boolean {
  return tokens.some(({ text }) => brick.exec(text)?.[1] === 'fg');
}

/** From `<ref>` (or the box, where one reference has several) to `</seg>` for each object of an answer. */
function objectSpans(tokens: readonly TurnToken[]): readonly (readonly [number, number])[] {
  const spans: [number, number][] = [];
  let start = -1;
  tokens.forEach(({ text }, i) => {
    const tag = text.trim();
    if (tag === '<ref>' || (tag === '<box>' && start < 0)) start = i;
    if (tag === '<seg>' && start < 0) start = i;
    if (tag !== '</seg>') return;
    spans.push([Math.max(0, start), i]);
    start = -1;
  });
  if (start >= 0) spans.push([start, tokens.length - 1]);
  return spans;
}

function rowsOf(
  tokens: readonly TurnToken[],
  [first, last]: readonly [number, number],
  box: { readonly x1: number; readonly y1: number; readonly x2: number; readonly y2: number },
): readonly InspectedRow[] {
  const rows: { row: number; bricks: InspectedBrick[]; ms: number }[] = [];
  let x = box.x1;
  let y = box.y1;
  let arrived = tokens[first]?.ms ?? 0;
  for (let i = first; i <= last; i++) {
    const token = tokens[i]!;
    const match = brick.exec(token.text);
    if (!match) {
      arrived = token.ms;
      continue;
    }
    let row = rows.at(-1);
    if (row?.row !== y) {
      row = { row: y, bricks: [], ms: 0 };
      rows.push(row);
    }
    const length = Number(match[2]);
    const probability = token.logProbability === null ? null : Math.exp(token.logProbability);
    row.bricks.push({ foreground: match[1] === 'fg', length, x, token: i, probability });
    row.ms += token.ms - arrived;
    arrived = token.ms;
    x += length;
    while (x >= box.x2 && box.x2 > box.x1) {
      x -= box.x2 - box.x1;
      y += 1;
    }
  }
  return rows;
}
