import type { Point } from '../../mask/space.ts';
import type { Tool, ToolContext, ToolCursor, ToolInput, ToolPointer } from './tool.ts';
import type { ToolEffect } from './tool-effect.ts';
import type { ToolPreview } from './tool-preview.ts';

export interface ToolAnswer {
  readonly effects: readonly ToolEffect[];
  /** The tool has no use for the key that it was given. */
  readonly passed: boolean;
}

/** A tool with its state closed over, so that tools of different states can stand in one table. */
export interface RunningTool {
  input(input: ToolInput, context: ToolContext): ToolAnswer;
  busy(): boolean;
  preview(context: ToolContext): ToolPreview;
  cursor(alt: boolean, context: ToolContext): ToolCursor;
  pressByKey(point: Point<'image'>, context: ToolContext): 'hold' | 'click';
  grabs(pointer: ToolPointer, context: ToolContext): boolean;
}

export function runTool<State>(tool: Tool<State>): RunningTool {
  let state = tool.start;
  return {
    input(input, context) {
      const step = tool.reduce(state, input, context);
      state = step.state;
      return { effects: step.effects, passed: step.passed === true };
    },
    busy: () => tool.busy(state),
    preview: (context) => tool.preview(state, context),
    cursor: (alt, context) => tool.cursor(state, alt, context),
    pressByKey: (point, context) => tool.pressByKey?.(state, point, context) ?? 'click',
    grabs: (pointer, context) => tool.grabs?.(state, pointer, context) ?? false,
  };
}
