import type { ObjectId } from '../../document/document.ts';
import type { Point } from '../../mask/space.ts';
import {
  boxBetween,
  movedPast,
  nothingShown,
  type Tool,
  type ToolContext,
  type ToolPointer,
  type ToolStep,
} from './tool.ts';

export type SelectState =
  | { readonly kind: 'idle'; readonly hovered: ObjectId | null }
  | { readonly kind: 'pressed'; readonly from: Point<'image'>; readonly at: Point<'screen'> }
  | { readonly kind: 'marquee'; readonly from: Point<'image'>; readonly to: Point<'image'> };

const idle: SelectState = { kind: 'idle', hovered: null };

/**
 * Click selects the topmost object under the pixel, with Shift adds or takes it away, on nothing clears; dragging
 * selects what the marquee touches.
 */
export const selectTool: Tool<SelectState> = {
  start: idle,
  reduce(state, input, context): ToolStep<SelectState> {
    switch (input.kind) {
      case 'hover':
        return hover(state, context.objectAt(input.pointer.point));
      case 'leave':
        return hover(state, null);
      case 'down':
        return {
          state: { kind: 'pressed', from: input.pointer.point, at: input.pointer.screen },
          effects: [],
        };
      case 'drag':
        return { state: drag(state, input.pointer), effects: [] };
      case 'up':
        return up(state, input.pointer, context);
      case 'cancel':
        return { state: idle, effects: [] };
    }
  },
  busy: (state) => state.kind === 'marquee',
  preview: (state) =>
    state.kind === 'marquee' ? { kind: 'marquee', box: boxBetween(state.from, state.to) } : nothingShown,
  cursor: (state) => (state.kind === 'idle' && state.hovered !== null ? 'pointer' : 'default'),
};

function hover(state: SelectState, object: ObjectId | null): ToolStep<SelectState> {
  if (state.kind !== 'idle' || state.hovered === object) return { state, effects: [] };
  return { state: { kind: 'idle', hovered: object }, effects: [{ kind: 'hover', object }] };
}

function drag(state: SelectState, pointer: ToolPointer): SelectState {
  if (state.kind === 'marquee') return { ...state, to: pointer.point };
  if (state.kind === 'pressed' && movedPast(state.at, pointer.screen)) {
    return { kind: 'marquee', from: state.from, to: pointer.point };
  }
  return state;
}

function up(state: SelectState, pointer: ToolPointer, context: ToolContext): ToolStep<SelectState> {
  if (state.kind === 'marquee') {
    const found = context.objectsIn(boxBetween(state.from, pointer.point));
    const objects = pointer.shift ? [...new Set([...context.selection, ...found])] : found;
    return { state: idle, effects: [{ kind: 'select', objects }] };
  }
  if (state.kind !== 'pressed') return { state: idle, effects: [] };
  const object = context.objectAt(state.from);
  const objects = clicked(context.selection, object, pointer.shift);
  return { state: { kind: 'idle', hovered: object }, effects: [{ kind: 'select', objects }] };
}

function clicked(
  selection: readonly ObjectId[],
  object: ObjectId | null,
  toggle: boolean,
): readonly ObjectId[] {
  if (object === null) return toggle ? selection : [];
  if (!toggle) return [object];
  return selection.includes(object) ? selection.filter((id) => id !== object) : [...selection, object];
}
