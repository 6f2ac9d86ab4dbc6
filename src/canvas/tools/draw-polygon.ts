import type { Point } from '../../mask/space.ts';
import { modeFor } from './mask-mode.ts';
import {
  type PolygonDrawing,
  type PolygonIdle,
  type PolygonPress,
  type PolygonState,
  polygonIdle,
} from './polygon-state.ts';
import { onStraightLine } from './straight-line.ts';
import {
  movedPast,
  pass,
  stay,
  type ToolContext,
  type ToolInput,
  type ToolPointer,
  type ToolStep,
} from './tool.ts';

/** Fewer points enclose nothing. */
const fewest = 3;

/** The press that places the first point. */
export function startPolygon(
  before: PolygonIdle,
  pointer: ToolPointer,
  context: ToolContext,
): ToolStep<PolygonState> {
  return stay({
    kind: 'drawing',
    points: [],
    mode: modeFor(pointer, context.maskMode),
    to: pointer.point,
    closes: false,
    press: { on: 'nothing', index: 0, at: pointer.screen, moved: false, pointsBefore: [] },
    before,
  });
}

export function drawPolygon(
  state: PolygonDrawing,
  input: ToolInput,
  context: ToolContext,
): ToolStep<PolygonState> {
  switch (input.kind) {
    case 'down':
      return stay(press(state, input.pointer, context));
    case 'hover':
      return stay(follow(state, input.pointer, context));
    case 'leave':
      return stay({ ...state, to: null, closes: false });
    case 'drag':
      return stay(drag(state, input.pointer));
    case 'up':
      return lift(drag(state, input.pointer));
    case 'double':
      return finish(state);
    case 'key':
      if (input.key === 'Enter') return finish(state);
      if (input.key === 'Backspace' || input.key === 'Delete') return stay(takeBack(state));
      return pass(state);
    case 'key-up':
      return stay(state);
    case 'lost':
      return stay(dropPress(state));
    case 'cancel':
      return stay(state.before);
  }
}

function follow(state: PolygonDrawing, pointer: ToolPointer, context: ToolContext): PolygonDrawing {
  const closes = atStart(state, pointer, context);
  const to = closes ? (state.points[0] ?? pointer.point) : target(state.points, pointer);
  return { ...state, to, closes };
}

function atStart({ points }: PolygonDrawing, { point, reach }: ToolPointer, { scale }: ToolContext): boolean {
  const [first] = points;
  return first !== undefined && points.length >= fewest && distance(first, point) <= reach / scale;
}

function press(state: PolygonDrawing, pointer: ToolPointer, context: ToolContext): PolygonDrawing {
  const { points } = state;
  const held = (on: PolygonPress['on'], index: number): PolygonDrawing => ({
    ...follow(state, pointer, context),
    press: { on, index, at: pointer.screen, moved: false, pointsBefore: points },
  });
  if (atStart(state, pointer, context)) return held('start', 0);
  const reach = pointer.reach / context.scale;
  // The latest first: a double click presses the point that its first click has placed.
  const vertex = points.findLastIndex((point) => distance(point, pointer.point) <= reach);
  if (vertex >= 0) return held('vertex', vertex);
  const edge = points.findIndex((from, i) => {
    const to = points[i + 1];
    return to !== undefined && distanceToLine(pointer.point, from, to) <= reach;
  });
  return edge >= 0 ? held('edge', edge) : held('nothing', points.length);
}

/** What is pressed follows the pointer: the point about to be placed, one that stands, or a new one on an edge. */
function drag(state: PolygonDrawing, pointer: ToolPointer): PolygonDrawing {
  const { press: held, points } = state;
  if (held === null) return state;
  const moved = held.moved || movedPast(held.at, pointer.screen);
  if (!moved) return state;
  const next = { ...held, moved };
  if (held.on === 'nothing') return { ...state, to: target(points, pointer), closes: false, press: next };
  const index = held.on === 'edge' ? held.index + 1 : held.index;
  const inserts = held.on === 'edge' && !held.moved;
  const others = inserts ? [...points.slice(0, index), pointer.point, ...points.slice(index)] : points;
  return {
    ...state,
    points: others.map((point, i) => (i === index ? pointer.point : point)),
    to: null,
    closes: false,
    press: next,
  };
}

function lift(state: PolygonDrawing): ToolStep<PolygonState> {
  const { press: held, points, to } = state;
  if (held === null) return stay(state);
  const lifted = { ...state, press: null };
  if (held.on === 'start' && !held.moved) return finish(lifted);
  const places = held.on === 'nothing' || (held.on === 'edge' && !held.moved);
  return stay(places && to !== null ? { ...lifted, points: [...points, to] } : lifted);
}

function finish(state: PolygonDrawing): ToolStep<PolygonState> {
  const { points, mode } = state;
  if (points.length < fewest) return stay(state);
  const shape = { kind: 'ring', points } as const;
  return { state: polygonIdle, effects: [{ kind: 'shape', shape, mode, what: 'Polygon' }] };
}

function takeBack(state: PolygonDrawing): PolygonState {
  const points = pointsBeforePress(state).slice(0, -1);
  return points.length === 0 ? state.before : { ...state, points, closes: false, press: null };
}

/** The press counts for nothing; without points nothing is left. */
function dropPress(state: PolygonDrawing): PolygonState {
  const points = pointsBeforePress(state);
  return points.length === 0 ? state.before : { ...state, points, to: null, closes: false, press: null };
}

function pointsBeforePress({ press: held, points }: PolygonDrawing): readonly Point<'image'>[] {
  return held === null ? points : held.pointsBefore;
}

function target(points: readonly Point<'image'>[], { point, shift }: ToolPointer): Point<'image'> {
  const last = points[points.length - 1];
  return shift && last !== undefined ? onStraightLine(last, point) : point;
}

function distance(a: Point<'image'>, b: Point<'image'>): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

function distanceToLine(point: Point<'image'>, from: Point<'image'>, to: Point<'image'>): number {
  const dx = to.x - from.x;
  const dy = to.y - from.y;
  const length = dx * dx + dy * dy;
  const share =
    length === 0 ? 0 : Math.min(1, Math.max(0, ((point.x - from.x) * dx + (point.y - from.y) * dy) / length));
  return distance(point, { x: from.x + share * dx, y: from.y + share * dy });
}
