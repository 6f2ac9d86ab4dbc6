import type { Box, Point } from '../../mask/space.ts';
import {
  boxBetween,
  movedPast,
  pass,
  stay,
  type Tool,
  type ToolContext,
  type ToolCursor,
  type ToolPointer,
  type ToolStep,
} from './tool.ts';
import type { ToolEffect } from './tool-effect.ts';
import { nothingShown, type ToolPreview } from './tool-preview.ts';

export type PressOrBoxState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'pressed'; readonly from: Point<'image'>; readonly at: Point<'screen'> }
  | { readonly kind: 'box'; readonly from: Point<'image'>; readonly to: Point<'image'> };

export interface PressPlace {
  readonly point: Point<'image'>;
  readonly screen: Point<'screen'>;
}

export interface PressOrBox {
  /** `at` is where the pointer was put down, `pointer` how it was lifted. */
  click(at: PressPlace, pointer: ToolPointer, context: ToolContext): readonly ToolEffect[];
  box(box: Box<'image'>, context: ToolContext): readonly ToolEffect[];
  preview(box: Box<'image'>): ToolPreview;
  cursor(alt: boolean): ToolCursor;
  readonly byKey: 'hold' | 'click';
}

const idle: PressOrBoxState = { kind: 'idle' };

/** A tool that is clicked with, or drags a box. */
export function pressOrBoxMachine({ click, box, preview, cursor, byKey }: PressOrBox): Tool<PressOrBoxState> {
  return {
    start: idle,
    reduce(state, input, context): ToolStep<PressOrBoxState> {
      switch (input.kind) {
        case 'down': {
          const { point, screen } = input.pointer;
          return stay({ kind: 'pressed', from: point, at: screen });
        }
        case 'drag':
          return stay(drag(state, input.pointer));
        case 'up': {
          const last = drag(state, input.pointer);
          if (last.kind === 'idle') return stay(last);
          const effects =
            last.kind === 'box'
              ? box(boxBetween(last.from, last.to), context)
              : click({ point: last.from, screen: last.at }, input.pointer, context);
          return { state: idle, effects };
        }
        case 'lost':
        case 'cancel':
          return stay(idle);
        case 'key':
          return pass(state);
        case 'hover':
        case 'leave':
        case 'double':
        case 'key-up':
          return stay(state);
      }
    },
    busy: (state) => state.kind !== 'idle',
    preview: (state) => (state.kind === 'box' ? preview(boxBetween(state.from, state.to)) : nothingShown),
    cursor: (_state, alt) => cursor(alt),
    pressByKey: () => byKey,
  };
}

function drag(state: PressOrBoxState, { point, screen }: ToolPointer): PressOrBoxState {
  if (state.kind === 'idle') return state;
  if (state.kind === 'pressed' && !movedPast(state.at, screen)) return state;
  return { kind: 'box', from: state.from, to: point };
}
