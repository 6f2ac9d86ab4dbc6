import type { MaskMode } from '../../studio/view-state.ts';
import { withInk } from './ink.ts';
import { modeFor } from './mask-mode.ts';
import { type InkPoint, pass, stay, type Tool, type ToolStep } from './tool.ts';
import { nothingShown } from './tool-preview.ts';
import { Trail } from './trail.ts';

export type LassoState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'drawing'; readonly points: Trail<InkPoint>; readonly mode: MaskMode };

const idle: LassoState = { kind: 'idle' };

/** Drags a free outline that closes by itself; Shift, Alt or both at its start add, subtract or intersect. */
export const lassoTool: Tool<LassoState> = {
  start: idle,
  reduce(state, input, context): ToolStep<LassoState> {
    if (input.kind === 'down') {
      const { pointer } = input;
      const mode = modeFor(pointer, context.maskMode);
      return stay({ kind: 'drawing', points: Trail.of({ ...pointer.point, pressure: 1 }), mode });
    }
    if (input.kind === 'key') return pass(state);
    if (state.kind === 'idle') return stay(state);
    switch (input.kind) {
      case 'drag':
        return stay({ ...state, points: withInk(state.points, input.pointer.path, context, (p) => p) });
      case 'up': {
        const points = withInk(state.points, input.pointer.path, context, (p) => p).toArray();
        if (points.length < 3) return stay(idle);
        const shape = { kind: 'ring', points: points.map(({ x, y }) => ({ x, y })) } as const;
        return { state: idle, effects: [{ kind: 'shape', shape, mode: state.mode, what: 'Lasso' }] };
      }
      case 'lost':
      case 'cancel':
        return stay(idle);
      case 'hover':
      case 'leave':
      case 'double':
      case 'key-up':
        return stay(state);
    }
  },
  busy: (state) => state.kind === 'drawing',
  preview: (state) =>
    state.kind === 'drawing' ? { kind: 'lasso', points: state.points, mode: state.mode } : nothingShown,
  cursor: () => 'crosshair',
  pressByKey: () => 'hold',
};
