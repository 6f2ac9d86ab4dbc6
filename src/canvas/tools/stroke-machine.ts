import type { StrokePoint } from '../../mask/stroke.ts';
import type { MaskMode } from '../../studio/view-state.ts';
import { withInk } from './ink.ts';
import {
  type InkPoint,
  pass,
  stay,
  type Tool,
  type ToolContext,
  type ToolInput,
  type ToolPointer,
  type ToolStep,
} from './tool.ts';
import { nothingShown } from './tool-preview.ts';
import { Trail } from './trail.ts';

export type StrokeState =
  | {
      readonly kind: 'idle';
      /** Where the last stroke ended: Shift-click goes on from there in a straight line. */
      readonly last: StrokePoint | null;
    }
  | {
      readonly kind: 'painting';
      readonly mode: MaskMode;
      /** What is painted for good. */
      readonly points: Trail<StrokePoint>;
      /** End of the straight line that Shift holds, still movable. */
      readonly straightTo: StrokePoint | null;
      readonly before: StrokePoint | null;
    };

/**
 * The brush and the eraser are one machine that differs in what it does by itself: the brush as the mask mode says, the
 * eraser takes away. Alt, and the eraser end of a stylus, switch for the length of a stroke. A stroke becomes one
 * effect when the pointer is lifted.
 */
export function strokeMachine(own: 'mode' | 'subtract'): Tool<StrokeState> {
  return {
    start: { kind: 'idle', last: null },
    reduce: (state, input, context) => reduceStroke(own, state, input, context),
    busy: (state) => state.kind === 'painting',
    preview: (state) =>
      state.kind === 'painting'
        ? { kind: 'stroke', points: state.points, tail: state.straightTo, mode: state.mode }
        : nothingShown,
    cursor: (state, alt, { maskMode }) => {
      const keys = { alt, erase: false };
      const mode = state.kind === 'painting' ? state.mode : strokeMode(own === 'mode' ? maskMode : own, keys);
      return mode === 'subtract' ? 'eraser' : 'brush';
    },
    pressByKey: () => 'hold',
  };
}

function reduceStroke(
  own: 'mode' | 'subtract',
  state: StrokeState,
  input: ToolInput,
  context: ToolContext,
): ToolStep<StrokeState> {
  if (input.kind === 'down') return stay(begin(own, state, input.pointer, context));
  if (input.kind === 'key') return pass(state);
  if (state.kind !== 'painting') return stay(state);
  switch (input.kind) {
    case 'drag':
      return stay(extend(state, input.pointer, context));
    case 'up':
      return finish(extend(state, input.pointer, context), input.pointer, context);
    case 'lost':
    case 'cancel':
      return stay({ kind: 'idle', last: state.before });
    case 'hover':
    case 'leave':
    case 'double':
    case 'key-up':
      return stay(state);
  }
}

type Painting = Extract<StrokeState, { kind: 'painting' }>;

function begin(
  own: 'mode' | 'subtract',
  state: StrokeState,
  pointer: ToolPointer,
  context: ToolContext,
): Painting {
  const last = state.kind === 'idle' ? state.last : null;
  const here = disc(lastSample(pointer), context);
  const points = pointer.shift && last !== null ? Trail.of(last, here) : Trail.of(here);
  const mode = strokeMode(own === 'mode' ? context.maskMode : own, pointer);
  return { kind: 'painting', mode, points, straightTo: null, before: last };
}

/** The stylus' eraser always erases, Alt turns painting into erasing and erasing into painting. */
function strokeMode(own: MaskMode, { alt, erase }: Pick<ToolPointer, 'alt' | 'erase'>): MaskMode {
  if (erase) return 'subtract';
  if (!alt) return own;
  return own === 'subtract' ? 'add' : 'subtract';
}

function extend(state: Painting, pointer: ToolPointer, context: ToolContext): Painting {
  const toDisc = (point: InkPoint) => disc(point, context);
  if (pointer.shift) return { ...state, straightTo: toDisc(lastSample(pointer)) };
  const { straightTo, points } = state;
  const from = straightTo === null ? points : points.append([straightTo]);
  return { ...state, points: withInk(from, pointer.path, context, toDisc), straightTo: null };
}

/** The stroke ends where the pointer was lifted, however near that is to the sample before. */
function finish(
  { points, straightTo, mode }: Painting,
  pointer: ToolPointer,
  context: ToolContext,
): ToolStep<StrokeState> {
  const before = points.last;
  const sample = lastSample(pointer);
  const end = straightTo ?? { ...disc(sample, context), radius: before?.radius ?? 0.5 };
  const moved = before === undefined || before.x !== end.x || before.y !== end.y;
  const whole = moved ? points.append([end]) : points;
  return {
    state: { kind: 'idle', last: end },
    effects: [{ kind: 'stroke', points: whole.toArray(), mode }],
  };
}

function lastSample({ path, point }: ToolPointer): InkPoint {
  return path[path.length - 1] ?? { ...point, pressure: 1 };
}

/** With the lightest touch the brush has a tenth of its size. */
const leastPressure = 0.1;

function disc({ x, y, pressure }: InkPoint, { brushSize, pressureSize }: ToolContext): StrokePoint {
  const share = pressureSize ? leastPressure + (1 - leastPressure) * Math.min(1, pressure) : 1;
  return { x, y, radius: (brushSize / 2) * share };
}
