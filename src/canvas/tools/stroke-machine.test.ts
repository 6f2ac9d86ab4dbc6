import { describe, expect, it } from 'vitest';
import { maskArea } from '../../mask/measure.ts';
import { strokeMask } from '../../mask/stroke.ts';
import { brushTool } from './brush-tool.ts';
import { eraserTool } from './eraser-tool.ts';
import { at, cancel, click, dragged, type Keys, lost, photoContext, play } from './testing/play-tool.ts';

const stroke = [at('down', 10, 10), at('drag', 20, 10), at('up', 30, 10)];
const shift = { shift: true };

describe('brushTool and eraserTool', () => {
  it('give one stroke when the pointer is lifted: the brush by the mask mode, the eraser taking away', () => {
    const points = [10, 20, 30].map((x) => ({ x, y: 10, radius: 5 }));
    for (const maskMode of ['add', 'subtract', 'intersect', 'replace'] as const) {
      const context = photoContext({ maskMode });
      expect(play(brushTool, stroke, context).effects).toEqual([{ kind: 'stroke', mode: maskMode, points }]);
      expect(play(eraserTool, stroke, context).effects).toMatchObject([{ mode: 'subtract' }]);
    }
  });

  it('paint a dot on a click', () => {
    const [effect] = play(brushTool, click(50, 50)).effects;
    if (effect?.kind !== 'stroke') throw new Error('no stroke');
    expect(maskArea(strokeMask(effect.points, 100, 100))).toBeGreaterThan(60);
  });

  it('keep every coalesced sample that is worth one, and the place where the pointer was lifted', () => {
    const path = [12, 12.1, 14, 16, 18].map((x) => ({ x, y: 11 }));
    const { effects } = play(brushTool, [
      at('down', 10, 11),
      at('drag', 18, 11, { path }),
      at('up', 18.2, 11),
    ]);
    const [effect] = effects;
    if (effect?.kind !== 'stroke') throw new Error('no stroke');
    expect(effect.points.map(({ x }) => x)).toEqual([10, 12, 14, 16, 18, 18.2]);
  });

  it('switch with Alt for one stroke; the eraser end of a stylus always erases', () => {
    const modeOf = (tool: typeof brushTool, keys: Keys, maskMode: 'add' | 'subtract' = 'add') =>
      play(tool, click(1, 1, keys), photoContext({ maskMode })).effects;
    const alt = { alt: true };
    expect(modeOf(brushTool, alt)).toMatchObject([{ mode: 'subtract' }]);
    expect(modeOf(brushTool, alt, 'subtract')).toMatchObject([{ mode: 'add' }]);
    expect(modeOf(eraserTool, alt)).toMatchObject([{ mode: 'add' }]);
    const erase = { erase: true };
    expect(modeOf(brushTool, erase)).toMatchObject([{ mode: 'subtract' }]);
    expect(modeOf(eraserTool, { ...erase, alt: true })).toMatchObject([{ mode: 'subtract' }]);
    const { cursor } = brushTool;
    expect(cursor(brushTool.start, false, photoContext())).toBe('brush');
    expect(cursor(brushTool.start, true, photoContext())).toBe('eraser');
  });

  it('draw one straight line while Shift is held, and go on freely after', () => {
    const inputs = [
      at('down', 0, 0),
      at('drag', 5, 9, shift),
      at('drag', 40, 0, shift),
      at('drag', 50, 10),
      at('up', 50, 10),
    ];
    const during = play(brushTool, inputs.slice(0, 3)).preview;
    if (during.kind !== 'stroke') throw new Error('no stroke');
    expect(during.tail).toEqual({ x: 40, y: 0, radius: 5 });
    expect(during.points.toArray()).toHaveLength(1);
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

  it('join a Shift-click to the end of the last stroke', () => {
    const last = play(brushTool, [...stroke, ...click(30, 60, shift)]).effects.at(-1);
    expect(last).toMatchObject({
      points: [
        { x: 30, y: 10 },
        { x: 30, y: 60 },
      ],
    });
  });

  it('leave nothing of a stroke that was cancelled or lost, not even the place to go on from', () => {
    for (const end of [cancel, lost]) {
      const inputs = [at('down', 10, 10), at('drag', 20, 10), end, at('up', 30, 10)];
      const after = play(brushTool, inputs);
      expect(after.effects).toEqual([]);
      expect(after.preview).toEqual({ kind: 'none' });
      expect(play(brushTool, [...inputs, ...click(5, 5, shift)]).effects).toMatchObject([
        { points: [{ x: 5, y: 5 }] },
      ]);
    }
  });

  it('scale by pressure only where that is switched on', () => {
    const pen = dragged(
      [
        [10, 10],
        [30, 10],
      ],
      { pressure: 0.5 },
    );
    const radii = (pressureSize: boolean) => {
      const [effect] = play(brushTool, pen, photoContext({ pressureSize })).effects;
      return effect?.kind === 'stroke' ? effect.points.map(({ radius }) => radius) : [];
    };
    expect(radii(false)).toEqual([5, 5]);
    expect(radii(true)).toEqual([2.75, 2.75]);
  });

  it('share the storage of a growing stroke instead of copying it', () => {
    const context = photoContext();
    let { state } = play(brushTool, [at('down', 0, 0)]);
    const trails = [];
    for (let x = 1; x <= 50; x++) {
      state = brushTool.reduce(state, at('drag', x, 0), context).state;
      const preview = brushTool.preview(state, context);
      if (preview.kind === 'stroke') trails.push(preview.points);
    }
    for (let i = 1; i < trails.length; i++) expect(trails[i]!.continues(trails[i - 1]!)).toBe(true);
    expect(trails[9]!.toArray()).toHaveLength(11);
  });
});
