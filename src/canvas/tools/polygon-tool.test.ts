import { describe, expect, it } from 'vitest';
import type { ObjectId } from '../../document/document.ts';
import { ellipseMask } from '../../mask/ellipse.ts';
import type { Mask } from '../../mask/mask.ts';
import { maskArea, maskBox, maskContains } from '../../mask/measure.ts';
import { polygonTool } from './polygon-tool.ts';
import { at, cancel, cat, click, dog, dragged, key, lost, photoContext, play } from './testing/play-tool.ts';
import type { ToolContext, ToolInput } from './tool.ts';

const corners = [...click(10, 10), ...click(60, 10), ...click(60, 60)];
const ring = (points: readonly (readonly [number, number])[], mode = 'add') => [
  {
    kind: 'shape',
    shape: { kind: 'ring', points: points.map(([x, y]) => ({ x, y })) },
    mode,
    what: 'Polygon',
  },
];
const triangle = [
  [10, 10],
  [60, 10],
  [60, 60],
] as const;

describe('drawing a polygon', () => {
  it('finishes with Enter, a double click, or a click on its first point', () => {
    expect(play(polygonTool, [...corners, key('Enter')]).effects).toEqual(ring(triangle));
    const double = [...corners, ...click(61, 60), at('double', 61, 60)];
    expect(play(polygonTool, double).effects).toEqual(ring(triangle));
    const start = [...corners, at('hover', 12, 12), ...click(12, 12)];
    expect(play(polygonTool, start.slice(0, -2)).preview).toMatchObject({
      closes: true,
      to: { x: 10, y: 10 },
    });
    expect(play(polygonTool, start).effects).toEqual(ring(triangle));
    expect(play(polygonTool, start).busy).toBe(false);
  });

  it('needs three points', () => {
    const two = [...corners.slice(0, 4), key('Enter')];
    expect(play(polygonTool, two)).toMatchObject({ effects: [], busy: true, passed: false });
  });

  it('takes the last point back with Backspace, and is over without any', () => {
    const back = [...corners, ...click(10, 60), key('Backspace'), key('Enter')];
    expect(play(polygonTool, back).effects).toEqual(ring(triangle));
    const all = [...corners, key('Backspace'), key('Backspace'), key('Backspace')];
    expect(play(polygonTool, all)).toMatchObject({ busy: false, passed: false });
    expect(play(polygonTool, [...all, key('Backspace')]).passed).toBe(true);
  });

  it('lets points be placed while pressed, moved afterwards, and put on an edge', () => {
    const placed = [
      ...dragged([
        [0, 0],
        [10, 10],
      ]),
      ...corners.slice(2),
      key('Enter'),
    ];
    expect(play(polygonTool, placed).effects).toEqual(ring(triangle));
    const moved = [
      ...corners,
      ...dragged([
        [60, 10],
        [80, 10],
      ]),
      key('Enter'),
    ];
    expect(play(polygonTool, moved).effects).toEqual(
      ring([
        [10, 10],
        [80, 10],
        [60, 60],
      ]),
    );
    const inserted = [
      ...corners,
      ...dragged([
        [35, 11],
        [35, 0],
      ]),
      key('Enter'),
    ];
    expect(play(polygonTool, inserted).effects).toEqual(
      ring([
        [10, 10],
        [35, 0],
        [60, 10],
        [60, 60],
      ]),
    );
    const first = [
      ...corners,
      ...dragged([
        [10, 10],
        [0, 0],
      ]),
      key('Enter'),
    ];
    expect(play(polygonTool, first).effects).toEqual(
      ring([
        [0, 0],
        [60, 10],
        [60, 60],
      ]),
    );
  });

  it('places a point by a click even where an edge runs', () => {
    const near = [...corners, ...click(35, 12), key('Enter')];
    expect(play(polygonTool, near).effects).toEqual(ring([...triangle, [35, 12]]));
  });

  it('keeps a side at 45 degrees with Shift, which at the first point means to add', () => {
    const shift = { shift: true };
    const inputs = [...click(10, 10, shift), ...click(60, 14, shift), ...click(60, 60), key('Enter')];
    const [effect] = play(polygonTool, inputs, photoContext({ maskMode: 'replace' })).effects;
    expect(effect).toMatchObject({ mode: 'add' });
    const second = effect?.kind === 'shape' && effect.shape.kind === 'ring' ? effect.shape.points[1] : null;
    expect(second!.y).toBeCloseTo(10);
  });

  it('keeps its points when the pointer is lost, and none when it is cancelled', () => {
    const pinched = [...corners, at('down', 90, 90), lost, key('Enter')];
    expect(play(polygonTool, pinched).effects).toEqual(ring(triangle));
    const pulled = [...corners, at('down', 60, 10), at('drag', 90, 10), lost, key('Enter')];
    expect(play(polygonTool, pulled).effects).toEqual(ring(triangle));
    expect(play(polygonTool, [...corners, cancel, key('Enter')])).toMatchObject({
      effects: [],
      passed: true,
    });
  });
});

/** Plays on a photo whose object takes the masks that the tool gives. */
function edit(mask: Mask, inputs: readonly ToolInput[]) {
  const masks = new Map<ObjectId, Mask>([[dog, mask]]);
  const context: ToolContext = photoContext({ selection: [dog], masks });
  let state = polygonTool.start;
  const steps: string[] = [];
  let passed = false;
  for (const input of inputs) {
    const step = polygonTool.reduce(state, input, context);
    state = step.state;
    passed = step.passed === true;
    for (const effect of step.effects) {
      if (effect.kind !== 'replace-mask') throw new Error(`Not expected: ${effect.kind}`);
      masks.set(effect.object, effect.mask);
      steps.push(effect.what);
    }
  }
  const preview = polygonTool.preview(state, context);
  return { mask: masks.get(dog)!, steps, preview, passed };
}

const square = photoContext().maskOf(cat)!;

describe('editing the corners of the selected object', () => {
  it('shows them while nothing is drawn', () => {
    const { preview } = play(polygonTool, [], photoContext({ selection: [cat] }));
    expect(preview.kind === 'contour' && preview.contour.rings[0]!.vertices).toHaveLength(4);
    for (const selection of [[], [cat, dog]]) {
      expect(play(polygonTool, [], photoContext({ selection })).preview.kind).toBe('none');
    }
    expect(play(polygonTool, [], photoContext({ selection: [cat], locked: [cat] })).preview.kind).toBe(
      'none',
    );
  });

  it('moves one that is dragged', () => {
    const { mask, steps, preview } = edit(
      square,
      dragged([
        [90, 60],
        [90, 80],
      ]),
    );
    expect(steps).toEqual(['Move corner']);
    expect(maskBox(mask)).toEqual({ x1: 40, y1: 20, x2: 90, y2: 80 });
    expect(maskArea(mask)).toBeCloseTo(2000 + 500, -1);
    expect(preview).toMatchObject({ kind: 'contour', chosen: { ring: 0 } });
  });

  it('puts one on an edge that is dragged; pressing alone changes no pixel', () => {
    const pressed = edit(square, click(65, 61));
    expect(pressed.steps).toEqual([]);
    expect(pressed.preview.kind === 'contour' && pressed.preview.contour.rings[0]!.vertices).toHaveLength(5);
    const pulled = edit(
      square,
      dragged([
        [65, 61],
        [65, 80],
      ]),
    );
    expect(maskContains(pulled.mask, 65, 75)).toBe(true);
    expect(maskContains(pulled.mask, 45, 75)).toBe(false);
  });

  it('deletes the one that was pressed, and goes on with its neighbour', () => {
    const { mask, steps } = edit(square, [...click(90, 60), key('Delete')]);
    expect(steps).toEqual(['Delete corner']);
    expect(maskArea(mask)).toBeCloseTo(1000, -2);
    expect(edit(square, [key('Delete')]).passed).toBe(true);
    // A triangle without a corner would be nothing: the object is not emptied this way.
    const last = edit(square, [...click(90, 60), key('Delete'), key('Delete')]);
    expect(last.steps).toHaveLength(1);
    expect(maskArea(last.mask)).toBe(maskArea(mask));
  });

  it('keeps vertices where they were put, over many edits', () => {
    const disc = ellipseMask({ x1: 20, y1: 20, x2: 80, y2: 80 }, 100, 100);
    const first = edit(disc, []);
    const before = first.preview.kind === 'contour' ? first.preview.contour.rings[0]!.vertices : [];
    const { x, y } = before[2]!;
    const moved = edit(
      disc,
      dragged([
        [x, y],
        [x + 9, y - 7],
      ]),
    );
    const after = moved.preview.kind === 'contour' ? moved.preview.contour.rings[0]!.vertices : [];
    expect(after).toEqual(before.map((point, i) => (i === 2 ? { x: x + 9, y: y - 7 } : point)));
  });

  it('is as it was after Escape or a lost pointer', () => {
    for (const end of [cancel, lost]) {
      const { steps, mask, preview } = edit(square, [
        at('down', 90, 60),
        at('drag', 90, 90),
        end,
        at('up', 90, 90),
      ]);
      expect(steps).toEqual([]);
      expect(mask).toBe(square);
      expect(preview).toMatchObject({ changing: false });
    }
  });

  it('begins a new shape away from the outline', () => {
    const { preview } = play(polygonTool, click(10, 10), photoContext({ selection: [cat] }));
    expect(preview).toMatchObject({ kind: 'polygon', points: [{ x: 10, y: 10 }] });
  });
});
