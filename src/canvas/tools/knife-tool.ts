import type { Point } from '../../mask/space.ts';
import { onStraightLine } from './straight-line.ts';
import {
  movedPast,
  pass,
  stay,
  type Tool,
  type ToolContext,
  type ToolInput,
  type ToolPointer,
  type ToolStep,
} from './tool.ts';
import { nothingShown } from './tool-preview.ts';

export type KnifeState =
  | { readonly kind: 'idle' }
  | {
      readonly kind: 'cutting';
      readonly points: readonly Point<'image'>[];
      /** Where the next point would be; null when the pointer is elsewhere. */
      readonly to: Point<'image'> | null;
      readonly press: KnifePress | null;
    };

interface KnifePress {
  readonly from: Point<'image'>;
  readonly at: Point<'screen'>;
  readonly moved: boolean;
}

type Cutting = Extract<KnifeState, { kind: 'cutting' }>;

const idle: KnifeState = { kind: 'idle' };

/**
 * Parts objects along a line: dragged, or clicked point by point and finished by Enter or a double click. Shift keeps
 * it at multiples of 45 degrees, Backspace takes the last point back.
 */
export const knifeTool: Tool<KnifeState> = {
  start: idle,
  reduce(state, input, context): ToolStep<KnifeState> {
    if (input.kind === 'down') return stay(press(state, input.pointer));
    if (state.kind === 'idle') return input.kind === 'key' ? pass(state) : stay(state);
    return reduceCutting(state, input, context);
  },
  busy: (state) => state.kind === 'cutting',
  preview: (state) => {
    if (state.kind === 'idle') return nothingShown;
    const { points, press: held, to } = state;
    // A line that is dragged begins where it was pressed.
    const placed = points.length === 0 && held !== null ? [held.from] : points;
    return { kind: 'knife', points: placed, to };
  },
  cursor: () => 'crosshair',
  pressByKey: () => 'click',
};

function press(state: KnifeState, pointer: ToolPointer): Cutting {
  const points = state.kind === 'cutting' ? state.points : [];
  const to = target(points, pointer);
  return { kind: 'cutting', points, to, press: { from: to, at: pointer.screen, moved: false } };
}

function reduceCutting(
  state: Cutting,
  input: Exclude<ToolInput, { kind: 'down' }>,
  context: ToolContext,
): ToolStep<KnifeState> {
  switch (input.kind) {
    case 'hover':
      return stay({ ...state, to: target(state.points, input.pointer) });
    case 'leave':
      return stay({ ...state, to: null });
    case 'drag':
      return stay(drag(state, input.pointer));
    case 'up':
      return lift(drag(state, input.pointer), context);
    case 'double':
      return finish(state, context);
    case 'key':
      if (input.key === 'Enter') return finish(state, context);
      if (input.key === 'Backspace' || input.key === 'Delete') return stay(takeBack(state));
      return pass(state);
    case 'key-up':
      return stay(state);
    case 'lost':
      return stay(state.points.length === 0 ? idle : { ...state, to: null, press: null });
    case 'cancel':
      return stay(idle);
  }
}

/** The first drag is the whole line; a later one only moves the point that it places. */
function drag(state: Cutting, pointer: ToolPointer): Cutting {
  const { points, press: held } = state;
  if (held === null) return state;
  const moved = held.moved || movedPast(held.at, pointer.screen);
  const from = points.length === 0 ? [held.from] : points;
  return { ...state, to: moved ? target(from, pointer) : held.from, press: { ...held, moved } };
}

function lift(state: Cutting, { selection }: ToolContext): ToolStep<KnifeState> {
  const { points, press: held, to } = state;
  if (held === null || to === null) return stay(state);
  if (held.moved && points.length === 0) {
    return { state: idle, effects: [{ kind: 'cut', line: [held.from, to], objects: selection }] };
  }
  const last = points[points.length - 1];
  const repeated = last !== undefined && last.x === to.x && last.y === to.y;
  return stay({ ...state, points: repeated ? points : [...points, to], press: null });
}

function finish({ points, ...state }: Cutting, { selection }: ToolContext): ToolStep<KnifeState> {
  if (points.length < 2) return stay({ ...state, points });
  return { state: idle, effects: [{ kind: 'cut', line: points, objects: selection }] };
}

function takeBack(state: Cutting): KnifeState {
  return state.points.length <= 1 ? idle : { ...state, points: state.points.slice(0, -1) };
}

function target(points: readonly Point<'image'>[], { point, shift }: ToolPointer): Point<'image'> {
  const last = points[points.length - 1];
  return shift && last !== undefined ? onStraightLine(last, point) : point;
}
