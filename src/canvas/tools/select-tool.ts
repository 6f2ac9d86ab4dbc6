import type { ObjectId } from '../../document/document.ts';
import type { Box, Point } from '../../mask/space.ts';
import { dragHandle, type Handle, handleAt } from './handles.ts';
import { endNudge, isArrow, nudge, nudgeEffects } from './nudge.ts';
import type { SelectIdle, SelectPressed, SelectScaling, SelectState } from './select-state.ts';
import {
  boxBetween,
  clickSlop,
  movedPast,
  stay,
  type Tool,
  type ToolContext,
  type ToolCursor,
  type ToolPointer,
  type ToolStep,
} from './tool.ts';
import { nothingShown, type ToolPreview } from './tool-preview.ts';

const idle: SelectIdle = { kind: 'idle', hovered: null, over: null, lastClick: null };

/**
 * Click selects the topmost object under the pixel, again what lies below it, with Shift adds or takes away, on nothing
 * clears. Dragging a selected object moves the selection (Shift along one axis, Alt a copy), a handle of its box scales
 * it (Shift keeps the ratio), anything else selects what the marquee touches. Fingers take hold of the same two. Arrows move by a pixel, with Shift by ten;
 * with Ctrl they scale.
 */
export const selectTool: Tool<SelectState> = {
  start: idle,
  reduce(state, input, context): ToolStep<SelectState> {
    if (state.kind === 'nudging' && input.kind === 'down') {
      // Whatever the pointer begins comes after what the keys did.
      const next = press(state, input.pointer, context);
      return { state: next, effects: nudgeEffects(state) };
    }
    switch (input.kind) {
      case 'key':
        return nudge(state, input, context);
      case 'key-up':
        return state.kind === 'nudging' && isArrow(input.key) ? endNudge(state) : stay(state);
      case 'hover':
        return hover(state, context.objectAt(input.pointer.point), over(input.pointer, context));
      case 'leave':
        return hover(state, null, null);
      case 'down':
        return stay(press(state, input.pointer, context));
      case 'drag':
        return stay(drag(state, input.pointer, context));
      case 'up':
        return lift(drag(state, input.pointer, context), input.pointer, context);
      case 'lost':
      case 'cancel':
        return stay(state.kind === 'idle' ? state : state.before);
      case 'double':
        return stay(state);
    }
  },
  busy: (state) => state.kind !== 'idle',
  preview: selectPreview,
  cursor: selectCursor,
  grabs: (_state, pointer, context) => over(pointer, context) !== null,
};

function hover(state: SelectState, object: ObjectId | null, now: SelectIdle['over']): ToolStep<SelectState> {
  if (state.kind !== 'idle') return stay(state);
  const same = state.hovered === object;
  const next = same && sameOver(state.over, now) ? state : { ...state, hovered: object, over: now };
  return { state: next, effects: same ? [] : [{ kind: 'hover', object }] };
}

function over({ point, reach }: ToolPointer, context: ToolContext): SelectIdle['over'] {
  const { editableBox, scale, editable } = context;
  if (editableBox === null) return null;
  const handle = handleAt(editableBox, point, scale, reach);
  if (handle !== null) return handle;
  return context.objectsAt(point).some((id) => editable.includes(id)) ? 'movable' : null;
}

function press(state: SelectState, pointer: ToolPointer, context: ToolContext): SelectPressed {
  const { point, screen, alt } = pointer;
  const before = state.kind === 'idle' ? state : state.before;
  return { kind: 'pressed', from: point, at: screen, on: over(pointer, context), alt, before };
}

function drag(state: SelectState, pointer: ToolPointer, context: ToolContext): SelectState {
  switch (state.kind) {
    case 'pressed':
      return movedPast(state.at, pointer.screen) ? startDrag(state, pointer, context) : state;
    case 'marquee':
      return { ...state, to: pointer.point };
    case 'moving':
      return { ...state, ...shift(state.from, pointer) };
    case 'scaling': {
      const { point, shift: keepRatio } = pointer;
      const { from, handle, start } = state;
      return { ...state, to: dragHandle(from, handle, point.x - start.x, point.y - start.y, keepRatio) };
    }
    case 'idle':
    case 'nudging':
      return state;
  }
}

function startDrag(state: SelectPressed, pointer: ToolPointer, context: ToolContext): SelectState {
  const { from, on, alt, before } = state;
  const { editable: objects, editableBox } = context;
  if (isHandle(on) && editableBox !== null) {
    const scaling: SelectScaling = {
      kind: 'scaling',
      objects,
      handle: on,
      start: from,
      from: editableBox,
      to: editableBox,
      before,
    };
    return drag(scaling, pointer, context);
  }
  if (on === 'movable' && objects.length > 0) {
    return { kind: 'moving', objects, from, ...shift(from, pointer), copy: alt, before };
  }
  return { kind: 'marquee', from, to: pointer.point, before };
}

/** Whole pixels; with Shift along the longer axis only. */
function shift(
  from: Point<'image'>,
  { point, shift: straight }: ToolPointer,
): { readonly dx: number; readonly dy: number } {
  const dx = Math.round(point.x - from.x);
  const dy = Math.round(point.y - from.y);
  if (!straight) return { dx, dy };
  return Math.abs(dx) >= Math.abs(dy) ? { dx, dy: 0 } : { dx: 0, dy };
}

function lift(state: SelectState, pointer: ToolPointer, context: ToolContext): ToolStep<SelectState> {
  switch (state.kind) {
    case 'pressed':
      return click(state, pointer, context);
    case 'marquee': {
      const found = context.objectsIn(boxBetween(state.from, state.to));
      const objects = pointer.shift ? [...new Set([...context.selection, ...found])] : found;
      return { state: after(state.before), effects: [{ kind: 'select', objects }] };
    }
    case 'moving': {
      const { objects, dx, dy, copy } = state;
      if (dx === 0 && dy === 0) return stay(state.before);
      return { state: after(state.before), effects: [{ kind: 'move', objects, dx, dy, copy }] };
    }
    case 'scaling': {
      const { objects, from, to } = state;
      if (sameBox(from, to)) return stay(state.before);
      return { state: after(state.before), effects: [{ kind: 'scale', objects, from, to }] };
    }
    case 'idle':
    case 'nudging':
      return stay(state);
  }
}

/** What is hovered is known to others, so it stays; what lies under the pointer may have changed. */
function after(before: SelectIdle): SelectIdle {
  return { ...before, over: null, lastClick: null };
}

function click(state: SelectPressed, pointer: ToolPointer, context: ToolContext): ToolStep<SelectState> {
  const found = context.objectsAt(state.from);
  const object = pointer.shift ? (found[0] ?? null) : next(found, state, context);
  const lastClick = object === null || pointer.shift ? null : { at: state.at, object };
  return {
    state: { ...after(state.before), lastClick },
    effects: [{ kind: 'select', objects: clicked(context.selection, object, pointer.shift) }],
  };
}

/** The topmost object; after a click at the same place the one below what that selected, round and round. */
function next(
  found: readonly ObjectId[],
  { at, before: { lastClick } }: SelectPressed,
  { selection }: ToolContext,
): ObjectId | null {
  const top = found[0] ?? null;
  if (lastClick === null || Math.hypot(at.x - lastClick.at.x, at.y - lastClick.at.y) > clickSlop) return top;
  const place = found.indexOf(lastClick.object);
  const stillSelected = selection.length === 1 && selection[0] === lastClick.object;
  return place < 0 || !stillSelected ? top : (found[(place + 1) % found.length] ?? top);
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

function selectPreview(state: SelectState, { editableBox }: ToolContext): ToolPreview {
  switch (state.kind) {
    case 'marquee':
      return { kind: 'marquee', box: boxBetween(state.from, state.to) };
    case 'moving': {
      const { objects, dx, dy, copy } = state;
      return { kind: 'move', objects, dx, dy, copy };
    }
    case 'scaling': {
      const { objects, from, to } = state;
      return { kind: 'scale', objects, from, to };
    }
    case 'nudging': {
      const { objects, dx, dy, box, how } = state;
      if (how === 'move') return { kind: 'move', objects, dx, dy, copy: false };
      return { kind: 'scale', objects, from: box, to: { ...box, x2: box.x2 + dx, y2: box.y2 + dy } };
    }
    case 'idle':
    case 'pressed': {
      if (editableBox === null) return nothingShown;
      const at = state.kind === 'idle' ? state.over : state.on;
      return { kind: 'handles', box: editableBox, hovered: isHandle(at) ? at : null };
    }
  }
}

function selectCursor(state: SelectState, alt: boolean): ToolCursor {
  if (state.kind === 'moving') return state.copy ? 'copy' : 'move';
  if (state.kind === 'scaling') return handleCursor(state.handle);
  if (state.kind !== 'idle') return 'default';
  if (isHandle(state.over)) return handleCursor(state.over);
  if (state.over === 'movable') return alt ? 'copy' : 'move';
  return state.hovered === null ? 'default' : 'pointer';
}

function handleCursor({ x, y }: Handle): ToolCursor {
  if (x === 0) return 'ns-resize';
  if (y === 0) return 'ew-resize';
  return x === y ? 'nwse-resize' : 'nesw-resize';
}

function isHandle(at: SelectIdle['over']): at is Handle {
  return at !== null && at !== 'movable';
}

function sameOver(a: SelectIdle['over'], b: SelectIdle['over']): boolean {
  if (isHandle(a) && isHandle(b)) return a.x === b.x && a.y === b.y;
  return a === b;
}

function sameBox(a: Box<'image'>, b: Box<'image'>): boolean {
  return a.x1 === b.x1 && a.y1 === b.y1 && a.x2 === b.x2 && a.y2 === b.y2;
}
