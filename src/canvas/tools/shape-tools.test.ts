import { describe, expect, it } from 'vitest';
import { maskArea, maskBox } from '../../mask/measure.ts';
import { ellipseTool } from './ellipse-tool.ts';
import { fillTool } from './fill-tool.ts';
import { knifeTool } from './knife-tool.ts';
import { lassoTool } from './lasso-tool.ts';
import { pointTool } from './point-tool.ts';
import { rectangleTool } from './rectangle-tool.ts';
import { regionTool } from './region-tool.ts';
import {
  at,
  cancel,
  click,
  dog,
  dragged,
  type Keys,
  key,
  lost,
  photoContext,
  play,
} from './testing/play-tool.ts';
import type { ToolEffect } from './tool-effect.ts';
import { shapeMask } from './tool-shape.ts';
import { zoomTool } from './zoom-tool.ts';

const photo = { width: 100, height: 100 };

function maskOf([effect]: readonly ToolEffect[]) {
  if (effect?.kind !== 'shape') throw new Error('no shape');
  return shapeMask(effect.shape, photo);
}

describe('rectangleTool and ellipseTool', () => {
  const box = dragged([
    [10.4, 20.2],
    [40.6, 60.1],
  ]);

  it('fill what is dragged, on whole pixels', () => {
    const rectangle = play(rectangleTool, box).effects;
    expect(rectangle).toMatchObject([{ kind: 'shape', mode: 'add', what: 'Rectangle' }]);
    expect(maskBox(maskOf(rectangle))).toEqual({ x1: 10, y1: 20, x2: 40, y2: 60 });
    const ellipse = play(ellipseTool, box).effects;
    expect(ellipse).toMatchObject([{ what: 'Ellipse' }]);
    expect(maskArea(maskOf(ellipse))).toBeGreaterThan(0.7 * 30 * 40);
    expect(maskArea(maskOf(ellipse))).toBeLessThan(0.85 * 30 * 40);
  });

  it('do what the keys held at the start say, whatever mode is set', () => {
    const modeWith = (keys: Keys) => {
      const inputs = [at('down', 10, 10, keys), at('drag', 30, 40), at('up', 30, 40)];
      const [effect] = play(rectangleTool, inputs, photoContext({ maskMode: 'replace' })).effects;
      return effect?.kind === 'shape' ? effect.mode : null;
    };
    expect(modeWith({})).toBe('replace');
    expect(modeWith({ shift: true })).toBe('add');
    expect(modeWith({ alt: true })).toBe('subtract');
    expect(modeWith({ shift: true, alt: true })).toBe('intersect');
  });

  it('make a square with Shift and grow from the centre with Alt, pressed after the start', () => {
    const last = (keys: Keys) => {
      const inputs = [at('down', 50, 50), at('drag', 52, 52), at('drag', 60, 70, keys)];
      return maskBox(maskOf(play(rectangleTool, [...inputs, at('up', 60, 70, keys)]).effects));
    };
    expect(last({ shift: true })).toEqual({ x1: 50, y1: 50, x2: 70, y2: 70 });
    expect(last({ alt: true })).toEqual({ x1: 40, y1: 30, x2: 60, y2: 70 });
    expect(last({ shift: true, alt: true })).toEqual({ x1: 30, y1: 30, x2: 70, y2: 70 });
    const held = dragged(
      [
        [50, 50],
        [60, 70],
      ],
      { shift: true },
    );
    expect(maskBox(maskOf(play(rectangleTool, held).effects))).toEqual({ x1: 50, y1: 50, x2: 60, y2: 70 });
  });

  it('make nothing of a click', () => {
    expect(play(rectangleTool, click(10, 10)).effects).toEqual([]);
  });
});

describe('lassoTool', () => {
  it('fills what the outline runs around, also where it crosses itself', () => {
    const loop = dragged([
      [10, 10],
      [60, 10],
      [60, 60],
      [10, 60],
      [10, 10],
      [40, 10],
      [40, 40],
      [10, 40],
    ]);
    const { effects } = play(lassoTool, loop);
    expect(effects).toMatchObject([{ kind: 'shape', mode: 'add', what: 'Lasso' }]);
    expect(maskArea(maskOf(effects))).toBe(2500);
    expect(play(lassoTool, loop.slice(0, -1).concat(lost)).effects).toEqual([]);
  });

  it('makes nothing of a click or a line', () => {
    expect(play(lassoTool, click(10, 10)).effects).toEqual([]);
    expect(play(lassoTool, [at('down', 10, 10), at('drag', 20, 10), at('up', 20, 10)]).effects).toEqual([]);
  });
});

describe('fillTool', () => {
  it('fills from a click on the photo, in the mode of its keys', () => {
    expect(play(fillTool, click(30, 40)).effects).toEqual([
      { kind: 'fill', point: { x: 30, y: 40 }, mode: 'add' },
    ]);
    expect(play(fillTool, click(30, 40, { alt: true })).effects).toMatchObject([{ mode: 'subtract' }]);
    expect(play(fillTool, click(130, 40)).effects).toEqual([]);
  });

  it('does nothing when the pointer is dragged away', () => {
    expect(play(fillTool, [at('down', 30, 40), at('up', 60, 40)]).effects).toEqual([]);
  });
});

describe('knifeTool', () => {
  const line = [
    { x: 5, y: 50 },
    { x: 95, y: 52 },
  ];

  it('cuts along a dragged line, with Shift a straight one', () => {
    const places = [
      [5, 50],
      [95, 52],
    ] as const;
    const context = photoContext({ selection: [dog] });
    expect(play(knifeTool, dragged(places), context).effects).toEqual([
      { kind: 'cut', line, objects: [dog] },
    ]);
    const [effect] = play(knifeTool, dragged(places, { shift: true })).effects;
    expect(effect?.kind === 'cut' && effect.line[1]!.y).toBeCloseTo(50);
  });

  it('cuts along clicked points, finished by Enter or a double click', () => {
    const clicks = [...click(5, 50), at('hover', 50, 20), ...click(50, 20), ...click(95, 52)];
    const during = play(knifeTool, [...clicks, at('hover', 97, 60)]);
    expect(during.preview).toMatchObject({ kind: 'knife', to: { x: 97, y: 60 } });
    const points = [line[0], { x: 50, y: 20 }, line[1]];
    expect(play(knifeTool, [...clicks, key('Enter')]).effects).toMatchObject([{ line: points }]);
    const double = [...clicks, ...click(95, 52), at('double', 95, 52)];
    expect(play(knifeTool, double).effects).toMatchObject([{ line: points }]);
    const back = [...clicks, key('Backspace'), key('Enter')];
    expect(play(knifeTool, back).effects).toMatchObject([{ line: points.slice(0, 2) }]);
  });

  it('keeps its points when the pointer is lost, and none when it is cancelled', () => {
    const clicks = [...click(5, 50), ...click(50, 20)];
    const after = play(knifeTool, [...clicks, at('down', 80, 80), lost]);
    expect(after.preview).toMatchObject({ points: [line[0], { x: 50, y: 20 }] });
    expect(play(knifeTool, [...clicks, cancel, key('Enter')])).toMatchObject({ effects: [], passed: true });
    expect(play(knifeTool, [at('down', 80, 80), lost]).busy).toBe(false);
  });
});

describe('pointTool and regionTool', () => {
  const box = dragged([
    [60, 120],
    [20, 30],
  ]);

  it('ask the model at a click or in a box, on the photo only', () => {
    expect(play(pointTool, click(30, 40)).effects).toEqual([
      { kind: 'ask', place: { kind: 'point', x: 30, y: 40 } },
    ]);
    expect(play(pointTool, click(130, 40)).effects).toEqual([]);
    expect(play(pointTool, box).effects).toEqual([
      { kind: 'ask', place: { kind: 'box', box: { x1: 20, y1: 30, x2: 60, y2: 100 } } },
    ]);
  });

  it('choose a region for the words typed next, by a box only', () => {
    expect(play(regionTool, box).effects).toEqual([
      { kind: 'region', box: { x1: 20, y1: 30, x2: 60, y2: 100 } },
    ]);
    expect(play(regionTool, click(30, 40)).effects).toEqual([]);
  });
});

describe('zoomTool', () => {
  it('steps in, with Alt out, at the pointer', () => {
    expect(play(zoomTool, click(7, 8)).effects).toEqual([
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
    expect(play(zoomTool, [...drag, cancel, at('up', 10, 20)]).effects).toEqual([]);
  });
});
