import { describe, expect, it } from 'vitest';
import { selectTool } from './select-tool.ts';
import {
  at,
  cancel,
  cat,
  click,
  dog,
  dragged,
  key,
  keyUp,
  lost,
  photoContext,
  play,
  pointer,
} from './testing/play-tool.ts';

const selected = (...selection: (typeof dog)[]) => photoContext({ selection });

describe('clicking', () => {
  it('selects the topmost object under the pixel, and clears on nothing', () => {
    expect(play(selectTool, click(45, 30)).effects).toEqual([{ kind: 'select', objects: [cat] }]);
    expect(play(selectTool, click(95, 5)).effects).toEqual([{ kind: 'select', objects: [] }]);
  });

  it('takes what lies below when it is repeated at one place, round and round', () => {
    const first = play(selectTool, click(45, 30));
    let { state } = first;
    let selection = [cat];
    const next = (inputs = click(45, 30)) => {
      for (const input of inputs) {
        const step = selectTool.reduce(state, input, photoContext({ selection }));
        state = step.state;
        for (const effect of step.effects) if (effect.kind === 'select') selection = [...effect.objects];
      }
      return selection;
    };
    expect(next()).toEqual([dog]);
    expect(next(click(46, 31))).toEqual([cat]);
    expect(next(click(70, 50))).toEqual([cat]);
    expect(next()).toEqual([cat]);
    selection = [];
    expect(next()).toEqual([cat]);
  });

  it('adds and takes away with Shift', () => {
    const shift = { shift: true };
    expect(play(selectTool, click(80, 50, shift), selected(dog)).effects).toEqual([
      { kind: 'select', objects: [dog, cat] },
    ]);
    expect(play(selectTool, click(8, 50, shift), selected(dog)).effects).toEqual([
      { kind: 'select', objects: [] },
    ]);
    expect(play(selectTool, click(95, 5, shift), selected(dog)).effects).toEqual([
      { kind: 'select', objects: [dog] },
    ]);
  });

  it('is not disturbed by a shaking hand', () => {
    const shaking = [at('down', 80, 30), at('drag', 82, 31), at('up', 82, 31)];
    expect(play(selectTool, shaking).effects).toEqual([{ kind: 'select', objects: [cat] }]);
  });

  it('tells hovering once an object', () => {
    const moves = [at('hover', 5, 50), at('hover', 6, 50), at('hover', 95, 5), { kind: 'leave' } as const];
    expect(play(selectTool, moves).effects).toEqual([
      { kind: 'hover', object: dog },
      { kind: 'hover', object: null },
    ]);
  });
});

describe('dragging', () => {
  it('selects by a marquee where nothing selected lies', () => {
    const during = play(selectTool, [at('down', 95, 95), at('drag', 60, 50)]);
    expect(during.preview).toEqual({ kind: 'marquee', box: { x1: 60, y1: 50, x2: 95, y2: 95 } });
    const marquee = dragged([
      [95, 95],
      [60, 50],
    ]);
    expect(play(selectTool, marquee).effects).toEqual([{ kind: 'select', objects: [cat] }]);
    const shift = dragged(
      [
        [95, 95],
        [60, 50],
      ],
      { shift: true },
    );
    expect(play(selectTool, shift, selected(dog)).effects).toEqual([{ kind: 'select', objects: [dog, cat] }]);
  });

  it('moves the selection by whole pixels, with Shift along one axis, with Alt a copy', () => {
    const far = [
      [20, 50],
      [32.4, 53.7],
    ] as const;
    const move = { kind: 'move', objects: [dog], dx: 12, dy: 4, copy: false };
    expect(play(selectTool, dragged(far), selected(dog)).effects).toEqual([move]);
    expect(play(selectTool, dragged(far, { shift: true }), selected(dog)).effects).toEqual([
      { ...move, dy: 0 },
    ]);
    expect(play(selectTool, dragged(far, { alt: true }), selected(dog)).effects).toEqual([
      { ...move, copy: true },
    ]);
    const during = play(selectTool, dragged(far).slice(0, 2), selected(dog));
    expect(during.preview).toEqual(move);
  });

  it('leaves what is locked where it is', () => {
    const context = photoContext({ selection: [dog], locked: [dog] });
    const inputs = [at('down', 20, 50), at('drag', 40, 50)];
    expect(play(selectTool, inputs, context).preview.kind).toBe('marquee');
  });

  it('lets fingers take hold of handles and of what it would move, and of nothing else', () => {
    const grabs = (x: number, y: number, context: ReturnType<typeof photoContext>) =>
      selectTool.grabs?.(selectTool.start, pointer(x, y), context);
    expect(grabs(20, 50, selected(dog))).toBe(true);
    expect(grabs(0, 10, selected(dog))).toBe(true);
    expect(grabs(70, 30, selected(dog))).toBe(false);
    expect(grabs(20, 50, selected())).toBe(false);
    expect(grabs(20, 50, photoContext({ selection: [dog], locked: [dog] }))).toBe(false);
  });

  it('scales by the handles of the selection, with Shift in proportion', () => {
    const corner = [
      [50, 90],
      [60, 100],
    ] as const;
    expect(play(selectTool, dragged(corner), selected(dog)).effects).toEqual([
      {
        kind: 'scale',
        objects: [dog],
        from: { x1: 0, y1: 10, x2: 50, y2: 90 },
        to: { x1: 0, y1: 10, x2: 60, y2: 100 },
      },
    ]);
    expect(play(selectTool, dragged(corner, { shift: true }), selected(dog)).effects).toMatchObject([
      { to: { x1: 0, y1: 10, x2: 60, y2: 106 } },
    ]);
    const edge = dragged([
      [50, 50],
      [30, 77],
    ]);
    expect(play(selectTool, edge, selected(dog)).effects).toMatchObject([
      { to: { x1: 0, y1: 10, x2: 30, y2: 90 } },
    ]);
    expect(play(selectTool, [at('hover', 0, 10)], selected(dog)).preview).toMatchObject({
      kind: 'handles',
      hovered: { x: -1, y: -1 },
    });
  });

  it('never turns a box inside out', () => {
    const through = dragged([
      [50, 90],
      [-30, -40],
    ]);
    expect(play(selectTool, through, selected(dog)).effects).toMatchObject([
      { to: { x1: 0, y1: 10, x2: 1, y2: 11 } },
    ]);
  });

  it('comes to nothing when it is cancelled or the pointer is lost', () => {
    for (const end of [cancel, lost]) {
      for (const start of [
        [95, 95],
        [20, 50],
        [50, 90],
      ] as const) {
        const inputs = [at('down', start[0], start[1]), at('drag', 60, 30), end, at('up', 60, 30)];
        const after = play(selectTool, inputs, selected(dog));
        expect(after.effects).toEqual([]);
        expect(after.busy).toBe(false);
      }
    }
  });
});

describe('arrow keys', () => {
  it('move the selection by a pixel, with Shift by ten, as one step when they are released', () => {
    const inputs = [key('ArrowLeft'), key('ArrowLeft'), key('ArrowDown', { shift: true })];
    const during = play(selectTool, inputs, selected(dog));
    expect(during.effects).toEqual([]);
    expect(during.preview).toEqual({ kind: 'move', objects: [dog], dx: -2, dy: 10, copy: false });
    expect(play(selectTool, [...inputs, keyUp('ArrowDown')], selected(dog)).effects).toEqual([
      { kind: 'move', objects: [dog], dx: -2, dy: 10, copy: false },
    ]);
  });

  it('with Ctrl scale it by its right and lower edges, down to a pixel', () => {
    const inputs = [key('ArrowRight', { control: true }), keyUp('ArrowRight')];
    expect(play(selectTool, inputs, selected(dog)).effects).toMatchObject([
      { kind: 'scale', to: { x1: 0, y1: 10, x2: 51, y2: 90 } },
    ]);
    const small = Array.from({ length: 9 }, () => key('ArrowLeft', { control: true, shift: true }));
    expect(play(selectTool, [...small, keyUp('ArrowLeft')], selected(dog)).effects).toMatchObject([
      { to: { x2: 1 } },
    ]);
  });

  it('go their usual way with nothing to move, as do other keys', () => {
    expect(play(selectTool, [key('ArrowLeft')]).passed).toBe(true);
    expect(play(selectTool, [key('Delete')], selected(dog)).passed).toBe(true);
    expect(play(selectTool, [key('ArrowLeft')], selected(dog)).passed).toBe(false);
  });

  it('are taken back by Escape, and end where the pointer begins something', () => {
    const held = [key('ArrowLeft'), cancel, keyUp('ArrowLeft')];
    expect(play(selectTool, held, selected(dog)).effects).toEqual([]);
    const pressed = [key('ArrowLeft'), ...click(95, 5)];
    expect(play(selectTool, pressed, selected(dog)).effects).toEqual([
      { kind: 'move', objects: [dog], dx: -1, dy: 0, copy: false },
      { kind: 'select', objects: [] },
    ]);
  });
});
