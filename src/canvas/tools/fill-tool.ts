import type { Point } from '../../mask/space.ts';
import type { MaskMode } from '../../studio/view-state.ts';
import { modeFor } from './mask-mode.ts';
import { isOnPhoto } from './on-photo.ts';
import { movedPast, pass, stay, type Tool, type ToolStep } from './tool.ts';
import { nothingShown } from './tool-preview.ts';

export type FillState =
  | { readonly kind: 'idle' }
  | {
      readonly kind: 'pressed';
      readonly point: Point<'image'>;
      readonly at: Point<'screen'>;
      readonly mode: MaskMode;
    };

const idle: FillState = { kind: 'idle' };

/** Click takes the pixels of like colour around it; Shift, Alt or both add, subtract or intersect. */
export const fillTool: Tool<FillState> = {
  start: idle,
  reduce(state, input, context): ToolStep<FillState> {
    switch (input.kind) {
      case 'down': {
        const { point, screen } = input.pointer;
        if (!isOnPhoto(point, context.image)) return stay(idle);
        return stay({ kind: 'pressed', point, at: screen, mode: modeFor(input.pointer, context.maskMode) });
      }
      case 'up': {
        // Dragging away is how one thinks better of it.
        if (state.kind === 'idle' || movedPast(state.at, input.pointer.screen)) return stay(idle);
        return { state: idle, effects: [{ kind: 'fill', point: state.point, mode: state.mode }] };
      }
      case 'lost':
      case 'cancel':
        return stay(idle);
      case 'key':
        return pass(state);
      case 'drag':
      case 'hover':
      case 'leave':
      case 'double':
      case 'key-up':
        return stay(state);
    }
  },
  busy: (state) => state.kind === 'pressed',
  preview: () => nothingShown,
  cursor: () => 'crosshair',
  pressByKey: () => 'click',
};
