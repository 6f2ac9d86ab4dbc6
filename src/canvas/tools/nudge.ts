import type { SelectNudging, SelectState } from './select-state.ts';
import { pass, type ToolContext, type ToolInput, type ToolKey, type ToolStep } from './tool.ts';
import type { ToolEffect } from './tool-effect.ts';

const arrows: Partial<Record<ToolKey, readonly [dx: number, dy: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};
const largeStep = 10;

export function isArrow(key: ToolKey): boolean {
  return arrows[key] !== undefined;
}

/** An arrow key on the selection: a pixel, with Shift ten; with Ctrl it moves the right or lower edge instead. */
export function nudge(
  state: SelectState,
  { key, shift, control }: Extract<ToolInput, { kind: 'key' }>,
  context: ToolContext,
): ToolStep<SelectState> {
  const arrow = arrows[key];
  const started = arrow === undefined ? null : nudgeFrom(state, control ? 'scale' : 'move', context);
  if (arrow === undefined || started === null) return pass(state);
  const step = shift ? largeStep : 1;
  const dx = started.dx + arrow[0] * step;
  const dy = started.dy + arrow[1] * step;
  if (started.how === 'move') return { state: { ...started, dx, dy }, effects: [] };
  const { x1, y1, x2, y2 } = started.box;
  const smallest = { dx: x1 - x2 + 1, dy: y1 - y2 + 1 };
  return {
    state: { ...started, dx: Math.max(smallest.dx, dx), dy: Math.max(smallest.dy, dy) },
    effects: [],
  };
}

function nudgeFrom(
  state: SelectState,
  how: SelectNudging['how'],
  { editable: objects, editableBox: box }: ToolContext,
): SelectNudging | null {
  // What began as a move stays one until its keys are released.
  if (state.kind === 'nudging') return state;
  if (state.kind !== 'idle' || objects.length === 0 || box === null) return null;
  return { kind: 'nudging', how, objects, box, dx: 0, dy: 0, before: state };
}

/** The keys' release makes one step of all they did. */
export function endNudge(state: SelectNudging): ToolStep<SelectState> {
  return { state: state.before, effects: nudgeEffects(state) };
}

export function nudgeEffects({ how, objects, box, dx, dy }: SelectNudging): readonly ToolEffect[] {
  if (dx === 0 && dy === 0) return [];
  if (how === 'move') return [{ kind: 'move', objects, dx, dy, copy: false }];
  return [{ kind: 'scale', objects, from: box, to: { ...box, x2: box.x2 + dx, y2: box.y2 + dy } }];
}
