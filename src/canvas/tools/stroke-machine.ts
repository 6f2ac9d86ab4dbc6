import type { Point } from '../../mask/space.ts';
import type { StrokePoint } from '../../mask/stroke.ts';
import {
  nothingShown,
  type StrokeMode,
  type Tool,
  type ToolContext,
  type ToolInput,
  type ToolPointer,
  type ToolStep,
} from './tool.ts';

export type StrokeState =
  | {
      readonly kind: 'idle';
      /** Where the last stroke ended: Shift-click goes on from there in a straight line. */
      readonly last: StrokePoint | null;
    }
  | {
      readonly kind: 'painting';
      readonly mode: StrokeMode;
      /** What is painted for good. */
      readonly points: readonly StrokePoint[];
      /** End of the straight line that Shift holds, still movable. */
      readonly straightTo: StrokePoint | null;
      readonly before: StrokePoint | null;
    };

/**
 * The brush and the eraser are one machine that differs in what it does by itself; Alt, and the eraser end of a
 * stylus, switch for the length of a stroke. A stroke becomes one effect when the pointer is lifted.
 */
export function strokeMachine(own: StrokeMode): Tool<StrokeState> {
  return {
    start: { kind: 'idle', last: null },
    reduce: (state, input, context) => reduceStroke(own, state, input, context),
    busy: (state) => state.kind === 'painting',
    preview: (state) =>
      state.kind === 'painting'
        ? { kind: 'stroke', points: strokeOf(state), mode: state.mode }
        : nothingShown,
    cursor: () => 'brush',
  };
}

function reduceStroke(
  own: StrokeMode,
  state: StrokeState,
  input: ToolInput,
  context: ToolContext,
): ToolStep<StrokeState> {
  if (input.kind === 'down') return { state: begin(own, state, input.pointer, context), effects: [] };
  if (state.kind !== 'painting') return { state, effects: [] };
  switch (input.kind) {
    case 'drag':
      return { state: extend(state, input.pointer, context), effects: [] };
    case 'up': {
      const points = strokeOf(extend(state, input.pointer, context));
      return {
        state: { kind: 'idle', last: points[points.length - 1] ?? null },
        effects: [{ kind: 'stroke', points, mode: state.mode }],
      };
    }
    case 'cancel':
      return { state: { kind: 'idle', last: state.before }, effects: [] };
    case 'hover':
    case 'leave':
      return { state, effects: [] };
  }
}

function begin(own: StrokeMode, state: StrokeState, pointer: ToolPointer, context: ToolContext): StrokeState {
  const last = state.kind === 'idle' ? state.last : null;
  const here = disc(pointer.point, context);
  const points = pointer.shift && last !== null ? [{ ...last, radius: here.radius }, here] : [here];
  const mode = pointer.alt || pointer.erase ? opposite(own, pointer.erase) : own;
  return { kind: 'painting', mode, points, straightTo: null, before: last };
}

/** The stylus' eraser always erases, Alt turns each tool into the other. */
function opposite(own: StrokeMode, erase: boolean): StrokeMode {
  return erase || own === 'add' ? 'subtract' : 'add';
}

type Painting = Extract<StrokeState, { kind: 'painting' }>;

function extend(state: Painting, pointer: ToolPointer, context: ToolContext): Painting {
  if (pointer.shift) return { ...state, straightTo: disc(pointer.point, context) };
  const points = [...state.points];
  if (state.straightTo !== null) points.push(state.straightTo);
  for (const point of pointer.path) {
    const end = points[points.length - 1]!;
    if (end.x !== point.x || end.y !== point.y) points.push(disc(point, context));
  }
  return { ...state, points, straightTo: null };
}

function strokeOf({ points, straightTo }: Painting): readonly StrokePoint[] {
  return straightTo === null ? points : [...points, straightTo];
}

function disc(point: Point<'image'>, { brushSize }: ToolContext): StrokePoint {
  return { x: point.x, y: point.y, radius: brushSize / 2 };
}
