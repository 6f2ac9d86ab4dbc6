import type { Box, Point } from '../mask/space.ts';
import type { CanvasController } from './canvas-controller.ts';
import { carryOut, type ToolStudio } from './carry-out.ts';
import { studioToolContext } from './tool-context.ts';
import type { ToolContext, ToolCursor, ToolInput, ToolPointer } from './tools/tool.ts';
import type { ToolEffect } from './tools/tool-effect.ts';
import type { StrokePreview, ToolPreview } from './tools/tool-preview.ts';
import { ToolRunner } from './tools/tool-runner.ts';
import type { ToolTraits } from './tools/tools.ts';
import { Trail } from './tools/trail.ts';

/**
 * The tool in hand: fed by pointer and keyboard alike, its effects carried out on the studio. Follows the studio's view,
 * and drops what it was doing when another photo is shown.
 */
export class ActiveTool {
  readonly #studio: ToolStudio;
  readonly #controller: CanvasController;
  readonly #context: ToolContext;
  readonly #tools: ToolRunner;
  readonly #changed: () => void;
  readonly #stops: readonly (() => void)[];
  #pending: StrokePreview | null = null;

  /** `changed` is called when what the tool shows may be different for reasons of the studio's. */
  constructor(studio: ToolStudio, controller: CanvasController, changed: () => void) {
    this.#studio = studio;
    this.#controller = controller;
    this.#changed = changed;
    this.#context = studioToolContext(studio, controller);
    this.#tools = new ToolRunner(this.#context);
    this.#tools.activate(studio.view.getState().tool);
    this.#stops = [
      studio.view.subscribe((view, before) => {
        if (view.tool !== before.tool) this.#do(this.#tools.activate(view.tool));
        const same =
          view.tool === before.tool &&
          view.brushSize === before.brushSize &&
          view.maskMode === before.maskMode &&
          view.selection === before.selection;
        if (!same) changed();
      }),
      studio.project.subscribe((project, before) => {
        if (project.currentImage !== before.currentImage) this.input({ kind: 'cancel' });
        if (project.document !== before.document || project.currentImage !== before.currentImage) changed();
      }),
    ];
  }

  get traits(): ToolTraits {
    return this.#tools.traits;
  }

  get busy(): boolean {
    return this.#tools.busy;
  }

  get preview(): ToolPreview {
    return this.#tools.preview;
  }

  /** The last stroke while it is not in the document yet: what is seen of it stays until it is. */
  get pending(): StrokePreview | null {
    return this.#pending;
  }

  /** Around the part of the selection that can be changed. */
  get selectedBox(): Box<'image'> | null {
    return this.#context.editableBox;
  }

  /** False when the tool has no use for the key that it was given. */
  input(input: ToolInput): boolean {
    const { effects, passed } = this.#tools.input(input);
    this.#do(effects);
    return !passed;
  }

  /** Takes back a running gesture; false when there is none. */
  cancel(): boolean {
    if (!this.#tools.busy) return false;
    this.input({ kind: 'cancel' });
    return true;
  }

  cursor(alt: boolean): ToolCursor {
    return this.#tools.cursor(alt);
  }

  pressByKey(point: Point<'image'>): 'hold' | 'click' {
    return this.#tools.pressByKey(point);
  }

  grabs(pointer: ToolPointer): boolean {
    return this.#tools.grabs(pointer);
  }

  dispose(): void {
    for (const stop of this.#stops) stop();
    this.#studio.setView({ hovered: null });
  }

  #do(effects: readonly ToolEffect[]): void {
    for (const effect of effects) {
      const done = carryOut(effect, this.#studio, this.#controller);
      if (effect.kind === 'stroke') void this.#wait(effect, done);
    }
  }

  async #wait({ points, mode }: Extract<ToolEffect, { kind: 'stroke' }>, done: Promise<void>): Promise<void> {
    const stroke: StrokePreview = { kind: 'stroke', points: Trail.from(points), tail: null, mode };
    this.#pending = stroke;
    await done;
    if (this.#pending !== stroke) return;
    this.#pending = null;
    this.#changed();
  }
}
