import { describe, expect, it } from 'vitest';
import type { ObjectId } from '../../document/document.ts';
import { maskArea } from '../../mask/measure.ts';
import type { Point } from '../../mask/space.ts';
import { strokeMask } from '../../mask/stroke.ts';
import { brushTool } from './brush-tool.ts';
import { eraserTool } from './eraser-tool.ts';
import { selectTool } from './select-tool.ts';
import type { Tool, ToolContext, ToolEffect, ToolInput, ToolPointer } from './tool.ts';
import { ToolRunner } from './tool-runner.ts';
import { zoomTool } from './zoom-tool.ts';

const dog = 'dog' as ObjectId;
const cat = 'cat' as ObjectId;

/** Left half is a dog, right of 60 a cat. */
const context: ToolContext = {
  brushSize: 10,
  selection: [dog],
  objectAt: ({ x }) => (x < 50 ? dog : x >= 60 ? cat : null),
  objectsIn: ({ x1, x2 }) => [...(x1 < 50 ? [dog] : []), ...(x2 > 60 ? [cat] : [])],
};

interface Keys {
  readonly shift?: boolean;
  readonly alt?: boolean;
  readonly erase?: boolean;
  readonly path?: readonly Point<'image'>[];
}

function pointer(
  x: number,
  y: number,
  { shift = false, alt = false, erase = false, path }: Keys = {},
): ToolPointer {
  const point = { x, y };
  return { point, screen: point, path: path ?? [point], shift, alt, erase };
}

const at = (kind: 'hover' | 'down' | 'drag' | 'up', x: number, y: number, keys?: Keys): ToolInput => ({
  kind,
  pointer: pointer(x, y, keys),
});

function play<State>(tool: Tool<State>, inputs: readonly ToolInput[]) {
  let state = tool.start;
  const effects: ToolEffect[] = [];
  for (const input of inputs) {
    const step = tool.reduce(state, input, context);
    state = step.state;
    effects.push(...step.effects);
  }
  return { state, effects, busy: tool.busy(state), preview: tool.preview(state) };
}

describe('selectTool', () => {
  it('selects what is under the pixel, and clears on nothing', () => {
    expect(play(selectTool, [at('down', 80, 5), at('up', 80, 5)]).effects).toEqual([
      { kind: 'select', objects: [cat] },
    ]);
    expect(play(selectTool, [at('down', 55, 5), at('up', 55, 5)]).effects).toEqual([
      { kind: 'select', objects: [] },
    ]);
  });

  it('adds and takes away with Shift', () => {
    const shift = { shift: true };
    const add = play(selectTool, [at('down', 80, 5, shift), at('up', 80, 5, shift)]);
    expect(add.effects).toEqual([{ kind: 'select', objects: [dog, cat] }]);
    const remove = play(selectTool, [at('down', 8, 5, shift), at('up', 8, 5, shift)]);
    expect(remove.effects).toEqual([{ kind: 'select', objects: [] }]);
    const nothing = play(selectTool, [at('down', 55, 5, shift), at('up', 55, 5, shift)]);
    expect(nothing.effects).toEqual([{ kind: 'select', objects: [dog] }]);
  });

  it('selects by marquee once the pointer has moved, not by a shaking hand', () => {
    const shaking = play(selectTool, [at('down', 80, 5), at('drag', 82, 6), at('up', 82, 6)]);
    expect(shaking.effects).toEqual([{ kind: 'select', objects: [cat] }]);
    const dragging = play(selectTool, [at('down', 90, 50), at('drag', 40, 10)]);
    expect(dragging.preview).toEqual({ kind: 'marquee', box: { x1: 40, y1: 10, x2: 90, y2: 50 } });
    const done = play(selectTool, [at('down', 90, 50), at('drag', 40, 10), at('up', 40, 10)]);
    expect(done.effects).toEqual([{ kind: 'select', objects: [dog, cat] }]);
  });

  it('tells hovering once per object', () => {
    const moves = [at('hover', 5, 5), at('hover', 6, 5), at('hover', 55, 5), { kind: 'leave' } as const];
    expect(play(selectTool, moves).effects).toEqual([
      { kind: 'hover', object: dog },
      { kind: 'hover', object: null },
    ]);
  });

  it('does nothing when a marquee is cancelled', () => {
    const cancelled = play(selectTool, [
      at('down', 90, 50),
      at('drag', 40, 10),
      { kind: 'cancel' },
      at('up', 40, 10),
    ]);
    expect(cancelled.effects).toEqual([]);
    expect(cancelled.busy).toBe(false);
  });
});

describe('brushTool and eraserTool', () => {
  const stroke = [at('down', 10, 10), at('drag', 20, 10), at('up', 30, 10)];

  it('gives one stroke, in the tool own mode, when the pointer is lifted', () => {
    const brush = play(brushTool, stroke);
    expect(brush.effects).toEqual([
      {
        kind: 'stroke',
        mode: 'add',
        points: [10, 20, 30].map((x) => ({ x, y: 10, radius: 5 })),
      },
    ]);
    expect(play(eraserTool, stroke).effects).toMatchObject([{ kind: 'stroke', mode: 'subtract' }]);
  });

  it('paints a dot on a click', () => {
    const [effect] = play(brushTool, [at('down', 50, 50), at('up', 50, 50)]).effects;
    expect(effect).toMatchObject({ kind: 'stroke', points: [{ x: 50, y: 50 }] });
    if (effect?.kind !== 'stroke') throw new Error('no stroke');
    expect(maskArea(strokeMask(effect.points, 100, 100))).toBeGreaterThan(60);
  });

  it('keeps every coalesced sample', () => {
    const path = [12, 14, 16, 18].map((x) => ({ x, y: 11 }));
    const { effects } = play(brushTool, [at('down', 10, 10), at('drag', 18, 11, { path }), at('up', 18, 11)]);
    expect(effects[0]).toMatchObject({ points: [{ x: 10 }, { x: 12 }, { x: 14 }, { x: 16 }, { x: 18 }] });
  });

  it('switches with Alt for one stroke, and erases with the eraser end of a stylus', () => {
    const alt = { alt: true };
    expect(play(brushTool, [at('down', 1, 1, alt), at('up', 1, 1)]).effects).toMatchObject([
      { mode: 'subtract' },
    ]);
    expect(play(eraserTool, [at('down', 1, 1, alt), at('up', 1, 1)]).effects).toMatchObject([
      { mode: 'add' },
    ]);
    const stylus = { erase: true };
    expect(play(brushTool, [at('down', 1, 1, stylus), at('up', 1, 1)]).effects).toMatchObject([
      { mode: 'subtract' },
    ]);
    expect(play(eraserTool, [at('down', 1, 1, stylus), at('up', 1, 1)]).effects).toMatchObject([
      { mode: 'subtract' },
    ]);
  });

  it('draws one straight line while Shift is held, and goes on freely after', () => {
    const shift = { shift: true };
    const inputs = [
      at('down', 0, 0),
      at('drag', 5, 9, shift),
      at('drag', 40, 0, shift),
      at('drag', 50, 10),
      at('up', 50, 10),
    ];
    expect(play(brushTool, inputs).effects).toMatchObject([
      {
        points: [
          { x: 0, y: 0 },
          { x: 40, y: 0 },
          { x: 50, y: 10 },
        ],
      },
    ]);
  });

  it('joins a Shift-click to the end of the last stroke', () => {
    const inputs = [...stroke, at('down', 30, 60, { shift: true }), at('up', 30, 60, { shift: true })];
    const last = play(brushTool, inputs).effects.at(-1);
    expect(last).toMatchObject({
      points: [
        { x: 30, y: 10 },
        { x: 30, y: 60 },
        { x: 30, y: 60 },
      ],
    });
  });

  it('leaves nothing of a cancelled stroke, not even the place to go on from', () => {
    const cancelled = [at('down', 10, 10), at('drag', 20, 10), { kind: 'cancel' } as const, at('up', 30, 10)];
    const after = play(brushTool, cancelled);
    expect(after.effects).toEqual([]);
    expect(after.preview).toEqual({ kind: 'none' });
    const shiftClick = [...cancelled, at('down', 5, 5, { shift: true }), at('up', 5, 5)];
    expect(play(brushTool, shiftClick).effects).toMatchObject([{ points: [{ x: 5, y: 5 }] }]);
  });

  it('shows while it paints what it will give', () => {
    const during = play(brushTool, stroke.slice(0, 2));
    expect(during.busy).toBe(true);
    expect(during.preview).toEqual({
      kind: 'stroke',
      mode: 'add',
      points: [10, 20].map((x) => ({ x, y: 10, radius: 5 })),
    });
  });
});

describe('zoomTool', () => {
  it('steps in, with Alt out, at the pointer', () => {
    expect(play(zoomTool, [at('down', 7, 8), at('up', 7, 8)]).effects).toEqual([
      { kind: 'zoom-step', at: { x: 7, y: 8 }, direction: 1 },
    ]);
    expect(play(zoomTool, [at('down', 7, 8), at('up', 7, 8, { alt: true })]).effects).toMatchObject([
      { direction: -1 },
    ]);
  });

  it('zooms to a dragged box, unless cancelled', () => {
    const drag = [at('down', 50, 60), at('drag', 10, 20)];
    expect(play(zoomTool, [...drag, at('up', 10, 20)]).effects).toEqual([
      { kind: 'zoom-box', box: { x1: 10, y1: 20, x2: 50, y2: 60 } },
    ]);
    expect(play(zoomTool, [...drag, { kind: 'cancel' }, at('up', 10, 20)]).effects).toEqual([]);
  });
});

describe('ToolRunner', () => {
  it('cancels the gesture of the tool that is left', () => {
    const runner = new ToolRunner(context);
    runner.activate('brush');
    runner.input(at('down', 1, 1));
    expect(runner.busy).toBe(true);
    runner.activate('eraser');
    expect(runner.busy).toBe(false);
    expect(runner.input(at('up', 1, 1))).toEqual([]);
    runner.activate('brush');
    expect(runner.busy).toBe(false);
    expect(runner.input(at('up', 1, 1))).toEqual([]);
  });
});
