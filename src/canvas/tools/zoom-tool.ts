import type { Point } from '../../mask/space.ts';
import { boxBetween, movedPast, nothingShown, type Tool, type ToolPointer, type ToolStep } from './tool.ts';

export type ZoomToolState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'pressed'; readonly from: Point<'image'>; readonly at: Point<'screen'> }
  | { readonly kind: 'box'; readonly from: Point<'image'>; readonly to: Point<'image'> };

const idle: ZoomToolState = { kind: 'idle' };

/** Click zooms in, Alt-click out, dragging a box zooms to it. */
export const zoomTool: Tool<ZoomToolState> = {
  start: idle,
  reduce(state, input): ToolStep<ZoomToolState> {
    switch (input.kind) {
      case 'down': {
        const { point, screen } = input.pointer;
        return { state: { kind: 'pressed', from: point, at: screen }, effects: [] };
      }
      case 'drag':
        return { state: drag(state, input.pointer), effects: [] };
      case 'up': {
        if (state.kind === 'box') {
          const box = boxBetween(state.from, input.pointer.point);
          return { state: idle, effects: [{ kind: 'zoom-box', box }] };
        }
        if (state.kind === 'idle') return { state, effects: [] };
        const direction = input.pointer.alt ? -1 : 1;
        return { state: idle, effects: [{ kind: 'zoom-step', at: state.at, direction }] };
      }
      case 'cancel':
        return { state: idle, effects: [] };
      case 'hover':
      case 'leave':
        return { state, effects: [] };
    }
  },
  busy: (state) => state.kind === 'box',
  preview: (state) =>
    state.kind === 'box' ? { kind: 'marquee', box: boxBetween(state.from, state.to) } : nothingShown,
  cursor: (_state, alt) => (alt ? 'zoom-out' : 'zoom-in'),
};

function drag(state: ZoomToolState, { point, screen }: ToolPointer): ZoomToolState {
  if (state.kind === 'idle') return state;
  if (state.kind === 'pressed' && !movedPast(state.at, screen)) return state;
  return { kind: 'box', from: state.from, to: point };
}
