import type { Mask } from '../../mask/mask.ts';
import { isEmptyMask, masksEqual } from '../../mask/measure.ts';
import {
  type EditableContour,
  edgeNear,
  editableContour,
  editedMask,
  insertVertex,
  moveVertex,
  removeVertex,
  type VertexPlace,
  vertexNear,
} from './editable-contour.ts';
import {
  type ContourWork,
  type PolygonHolding,
  type PolygonIdle,
  type PolygonState,
  polygonIdle,
} from './polygon-state.ts';
import {
  movedPast,
  pass,
  stay,
  type ToolContext,
  type ToolInput,
  type ToolPointer,
  type ToolStep,
} from './tool.ts';

/**
 * The outline to edit: of the one selected object, if it may be changed. Kept from the state as long as the object has
 * the mask that it gave, so that vertices stay where people put them; else made anew.
 */
export function contourWork(state: PolygonState, context: ToolContext): ContourWork | null {
  const [object] = context.editable;
  if (object === undefined || context.selection.length !== 1) return null;
  const mask = context.maskOf(object);
  if (mask === null) return null;
  const kept = state.kind === 'drawing' ? state.before.work : state.work;
  if (kept !== null && kept.object === object && sameMask(kept.mask, mask)) return kept;
  return { object, mask, contour: editableContour(mask) };
}

function sameMask(a: Mask, b: Mask): boolean {
  return a === b || masksEqual(a, b);
}

/** A press on a vertex, or on an edge, which then gets one; null elsewhere. */
export function holdContour(
  state: PolygonIdle,
  { point, screen, reach }: ToolPointer,
  context: ToolContext,
): ToolStep<PolygonState> | null {
  const work = contourWork(state, context);
  if (work === null) return null;
  const start = { kind: 'holding', work, at: screen, moved: false, before: state } as const;
  const vertex = vertexNear(work.contour, point, reach / context.scale);
  if (vertex !== null) return stay({ ...start, contour: work.contour, place: vertex });
  const edge = edgeNear(work.contour, point, reach / context.scale);
  if (edge === null) return null;
  return stay({ ...start, ...insertVertex(work.contour, edge) });
}

/** All inputs but the press that begins something. */
export function editContour(
  state: PolygonIdle | PolygonHolding,
  input: ToolInput,
  context: ToolContext,
): ToolStep<PolygonState> {
  switch (input.kind) {
    case 'hover':
      return stay(state.kind === 'idle' ? hover(state, input.pointer, context) : state);
    case 'leave':
      return stay(state.kind === 'idle' ? { ...state, hovered: null, insert: null } : state);
    case 'drag':
      return stay(state.kind === 'holding' ? drag(state, input.pointer) : state);
    case 'up':
      return state.kind === 'holding' ? drop(drag(state, input.pointer)) : stay(state);
    case 'key':
      if (input.key !== 'Delete' && input.key !== 'Backspace') return pass(state);
      return state.kind === 'idle' ? removeChosen(state, context) : stay(state);
    case 'lost':
    case 'cancel':
      return stay(state.kind === 'holding' ? state.before : state);
    case 'down':
    case 'double':
    case 'key-up':
      return stay(state);
  }
}

function hover(state: PolygonIdle, { point, reach }: ToolPointer, context: ToolContext): PolygonIdle {
  const work = contourWork(state, context);
  if (work === null) return state.work === null ? state : polygonIdle;
  const hovered = vertexNear(work.contour, point, reach / context.scale);
  const insert = hovered === null ? edgeNear(work.contour, point, reach / context.scale) : null;
  const chosen = work.contour === state.work?.contour ? state.chosen : null;
  return { kind: 'idle', work, hovered, insert, chosen };
}

function drag(state: PolygonHolding, { point, screen }: ToolPointer): PolygonHolding {
  if (!state.moved && !movedPast(state.at, screen)) return state;
  return { ...state, moved: true, contour: moveVertex(state.contour, state.place, point) };
}

/** A vertex that was only pressed is chosen; a new one on an edge stays without changing a pixel. */
function drop({ work, contour, place, moved, before }: PolygonHolding): ToolStep<PolygonState> {
  if (!moved) return stay({ ...polygonIdle, work: { ...work, contour }, chosen: place });
  return change(work, contour, place, before, 'Move corner');
}

function removeChosen(state: PolygonIdle, context: ToolContext): ToolStep<PolygonState> {
  const work = contourWork(state, context);
  const { chosen } = state;
  if (work === null || chosen === null || work.contour !== state.work?.contour) return pass(state);
  const contour = removeVertex(work.contour, chosen);
  const ringStays = contour.rings.length === work.contour.rings.length;
  const count = contour.rings[chosen.ring]?.vertices.length ?? 0;
  const next = ringStays ? { ring: chosen.ring, vertex: (chosen.vertex + count - 1) % count } : null;
  return change(work, contour, next, state, 'Delete corner');
}

/** Nothing happens where no pixel would be left: whoever wants that deletes the object. */
function change(
  { object, mask: old }: ContourWork,
  contour: EditableContour,
  chosen: VertexPlace | null,
  before: PolygonIdle,
  what: string,
): ToolStep<PolygonState> {
  const mask = editedMask(contour, old.width, old.height);
  if (isEmptyMask(mask)) return stay(before);
  const state: PolygonIdle = { ...polygonIdle, work: { object, mask, contour }, chosen };
  return { state, effects: sameMask(mask, old) ? [] : [{ kind: 'replace-mask', object, mask, what }] };
}
