import type { Point } from '../../mask/space.ts';
import type { ToolName } from '../../studio/view-state.ts';
import type { RunningTool, ToolAnswer } from './running-tool.ts';
import type { ToolContext, ToolCursor, ToolInput, ToolPointer } from './tool.ts';
import type { ToolEffect } from './tool-effect.ts';
import type { ToolPreview } from './tool-preview.ts';
import { type ToolTraits, tools } from './tools.ts';

/** All tools, one of them active. A gesture ends in the tool it began in: changing the tool cancels it. */
export class ToolRunner {
  readonly #context: ToolContext;
  readonly #running = new Map<ToolName, RunningTool>();
  #active: ToolName = 'select';

  constructor(context: ToolContext) {
    this.#context = context;
  }

  get active(): ToolName {
    return this.#active;
  }

  get traits(): ToolTraits {
    return tools[this.#active];
  }

  activate(tool: ToolName): readonly ToolEffect[] {
    if (tool === this.#active) return [];
    const effects = [...this.input({ kind: 'cancel' }).effects, ...this.input({ kind: 'leave' }).effects];
    this.#active = tool;
    return effects;
  }

  input(input: ToolInput): ToolAnswer {
    return this.#tool.input(input, this.#context);
  }

  get busy(): boolean {
    return this.#tool.busy();
  }

  get preview(): ToolPreview {
    return this.#tool.preview(this.#context);
  }

  cursor(alt: boolean): ToolCursor {
    return this.#tool.cursor(alt, this.#context);
  }

  pressByKey(point: Point<'image'>): 'hold' | 'click' {
    return this.#tool.pressByKey(point, this.#context);
  }

  grabs(pointer: ToolPointer): boolean {
    return this.#tool.grabs(pointer, this.#context);
  }

  get #tool(): RunningTool {
    let tool = this.#running.get(this.#active);
    if (tool === undefined) {
      tool = tools[this.#active].start();
      this.#running.set(this.#active, tool);
    }
    return tool;
  }
}
