import type { Box, Point } from '../../mask/space.ts';
import type { MaskMode } from '../../studio/view-state.ts';
import { modeFor } from './mask-mode.ts';
import { boxBetween, pass, stay, type Tool, type ToolPointer, type ToolStep } from './tool.ts';
import { nothingShown } from './tool-preview.ts';
import type { ToolShape } from './tool-shape.ts';

export type BoxShapeState =
  | { readonly kind: 'idle' }
  | {
      readonly kind: 'drawing';
      readonly from: Point<'image'>;
      readonly to: Point<'image'>;
      readonly mode: MaskMode;
      /** Shift or Alt held at the start set the mode; they shape the box only when pressed again. */
      readonly shiftFree: boolean;
      readonly altFree: boolean;
      readonly square: boolean;
      readonly centred: boolean;
    };

type Drawing = Extract<BoxShapeState, { kind: 'drawing' }>;

const idle: BoxShapeState = { kind: 'idle' };

/** Drags a box, on whole pixels, and fills what `kind` inscribes in it. Shift makes it a square, Alt grows it from its centre. */
export function boxShapeMachine(kind: 'rectangle' | 'ellipse', what: string): Tool<BoxShapeState> {
  const shapeOf = (state: Drawing): ToolShape => ({ kind, box: boxOf(state) });
  return {
    start: idle,
    reduce(state, input, context): ToolStep<BoxShapeState> {
      if (input.kind === 'down') return stay(begin(input.pointer, modeFor(input.pointer, context.maskMode)));
      if (input.kind === 'key') return pass(state);
      if (state.kind === 'idle') return stay(state);
      switch (input.kind) {
        case 'drag':
          return stay(drag(state, input.pointer));
        case 'up': {
          const shape = shapeOf(drag(state, input.pointer));
          const { x1, y1, x2, y2 } = boxOf(drag(state, input.pointer));
          if (x1 >= x2 || y1 >= y2) return stay(idle);
          return { state: idle, effects: [{ kind: 'shape', shape, mode: state.mode, what }] };
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
      state.kind === 'drawing' ? { kind: 'shape', shape: shapeOf(state), mode: state.mode } : nothingShown,
    cursor: () => 'crosshair',
    pressByKey: () => 'hold',
  };
}

function begin({ point, shift, alt }: ToolPointer, mode: MaskMode): Drawing {
  const keys = { shiftFree: !shift, altFree: !alt, square: false, centred: false };
  return { kind: 'drawing', from: point, to: point, mode, ...keys };
}

function drag(state: Drawing, { point, shift, alt }: ToolPointer): Drawing {
  return {
    ...state,
    to: point,
    shiftFree: state.shiftFree || !shift,
    altFree: state.altFree || !alt,
    square: state.shiftFree && shift,
    centred: state.altFree && alt,
  };
}

function boxOf({ from, to, square, centred }: Drawing): Box<'image'> {
  let dx = to.x - from.x;
  let dy = to.y - from.y;
  if (square) {
    const side = Math.max(Math.abs(dx), Math.abs(dy));
    dx = dx < 0 ? -side : side;
    dy = dy < 0 ? -side : side;
  }
  const start = centred ? { x: from.x - dx, y: from.y - dy } : from;
  const { x1, y1, x2, y2 } = boxBetween(start, { x: from.x + dx, y: from.y + dy });
  const left = Math.round(x1);
  const top = Math.round(y1);
  // Rounding both edges on their own could make a square one pixel longer than wide.
  return { x1: left, y1: top, x2: left + Math.round(x2 - x1), y2: top + Math.round(y2 - y1) };
}
