import type { ToolName } from '../../studio/view-state.ts';
import { brushTool } from './brush-tool.ts';
import { eraserTool } from './eraser-tool.ts';
import { selectTool } from './select-tool.ts';
import type { Tool, ToolContext, ToolCursor, ToolEffect, ToolInput, ToolPreview } from './tool.ts';
import { zoomTool } from './zoom-tool.ts';

/** A tool with its state closed over, so that tools of different states can stand in one table. */
interface RunningTool {
  input(input: ToolInput, context: ToolContext): readonly ToolEffect[];
  busy(): boolean;
  preview(): ToolPreview;
  cursor(alt: boolean): ToolCursor;
}

function running<State>(tool: Tool<State>): RunningTool {
  let state = tool.start;
  return {
    input(input, context) {
      const step = tool.reduce(state, input, context);
      state = step.state;
      return step.effects;
    },
    busy: () => tool.busy(state),
    preview: () => tool.preview(state),
    cursor: (alt) => tool.cursor(state, alt),
  };
}

/** All tools, one of them active. A gesture ends in the tool it began in: changing the tool cancels it. */
export class ToolRunner {
  readonly #select = running(selectTool);
  readonly #tools: Readonly<Partial<Record<ToolName, RunningTool>>> = {
    brush: running(brushTool),
    eraser: running(eraserTool),
    zoom: running(zoomTool),
  };
  readonly #context: ToolContext;
  #active: ToolName = 'select';

  constructor(context: ToolContext) {
    this.#context = context;
  }

  /** A tool without a machine of its own selects. */
  get #tool(): RunningTool {
    return this.#tools[this.#active] ?? this.#select;
  }

  get active(): ToolName {
    return this.#active;
  }

  activate(tool: ToolName): readonly ToolEffect[] {
    if (tool === this.#active) return [];
    const effects = [...this.input({ kind: 'cancel' }), ...this.input({ kind: 'leave' })];
    this.#active = tool;
    return effects;
  }

  input(input: ToolInput): readonly ToolEffect[] {
    return this.#tool.input(input, this.#context);
  }

  get busy(): boolean {
    return this.#tool.busy();
  }

  get preview(): ToolPreview {
    return this.#tool.preview();
  }

  cursor(alt: boolean): ToolCursor {
    return this.#tool.cursor(alt);
  }
}
