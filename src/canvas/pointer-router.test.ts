import { describe, expect, it } from 'vitest';
import { PointerRouter, type PointerSample } from './pointer-router.ts';

function sample(
  part: Partial<PointerSample> & { readonly x?: number; readonly y?: number } = {},
): PointerSample {
  const { x = 0, y = 0, ...rest } = part;
  return { id: 1, device: 'mouse', button: 0, screen: { x, y }, panning: false, time: 0, ...rest };
}

const touch = (id: number, x: number, y: number, time = 0) => sample({ id, device: 'touch', x, y, time });

describe('PointerRouter', () => {
  it('gives the left button to the tool', () => {
    const router = new PointerRouter();
    expect(router.move(sample({ x: 3 }))).toEqual([{ kind: 'tool', phase: 'hover', pointer: 1 }]);
    expect(router.down(sample(), true)).toEqual([{ kind: 'tool', phase: 'down', pointer: 1 }]);
    expect(router.move(sample({ x: 5 }))).toEqual([{ kind: 'tool', phase: 'drag', pointer: 1 }]);
    expect(router.up(sample({ x: 5 }), true)).toEqual([{ kind: 'tool', phase: 'up', pointer: 1 }]);
    expect(router.active).toBe(false);
  });

  it('pans with Space and with the middle button, and ignores the right one', () => {
    const router = new PointerRouter();
    expect(router.down(sample({ panning: true }), true)).toEqual([]);
    expect(router.move(sample({ x: 4, y: -3 }))).toEqual([{ kind: 'pan', dx: 4, dy: -3 }]);
    expect(router.move(sample({ x: 5, y: -3 }))).toEqual([{ kind: 'pan', dx: 1, dy: 0 }]);
    router.up(sample(), true);
    router.down(sample({ button: 1 }), true);
    expect(router.panning).toBe(true);
    router.up(sample(), true);
    expect(router.down(sample({ button: 2 }), true)).toEqual([]);
    expect(router.active).toBe(false);
  });

  it('pans with one finger when the tool does not draw, and taps where it clicks', () => {
    const router = new PointerRouter();
    const tap = (fingersTap: boolean) => {
      expect(router.down(touch(1, 10, 10), false)).toEqual([]);
      expect(router.move(touch(1, 13, 10))).toEqual([]);
      return router.up(touch(1, 13, 10), fingersTap).map((act) => act.kind === 'tool' && act.phase);
    };
    expect(tap(true)).toEqual(['down', 'up']);
    expect(tap(false)).toEqual([]);
    router.down(touch(1, 10, 10), false);
    expect(router.move(touch(1, 30, 10))).toEqual([{ kind: 'pan', dx: 20, dy: 0 }]);
    expect(router.up(touch(1, 30, 10), true)).toEqual([]);
  });

  it('takes a stroke back when a second finger comes, and pinches about their middle', () => {
    const router = new PointerRouter();
    expect(router.down(touch(1, 0, 0), true)).toEqual([{ kind: 'tool', phase: 'down', pointer: 1 }]);
    expect(router.down(touch(2, 100, 0), true)).toEqual([{ kind: 'tool-lost' }]);
    expect(router.move(touch(2, 200, 0))).toEqual([
      { kind: 'pan', dx: 50, dy: 0 },
      { kind: 'pinch', at: { x: 100, y: 0 }, factor: 2 },
    ]);
    router.up(touch(1, 0, 0, 900), false);
    expect(router.move(touch(2, 210, 5))).toEqual([{ kind: 'pan', dx: 10, dy: 5 }]);
    expect(router.up(touch(2, 210, 5, 950), false)).toEqual([]);
    expect(router.active).toBe(false);
  });

  it('undoes by a tap of two fingers, redoes by one of three, if they keep still and are quick', () => {
    const tap = (fingers: number, { moves = 0, milliseconds = 200 } = {}) => {
      const router = new PointerRouter();
      const acts = [];
      for (let id = 1; id <= fingers; id++) acts.push(...router.down(touch(id, id * 60, 0, id * 20), true));
      if (moves > 0) acts.push(...router.move(touch(2, 120 + moves, 0, 100)));
      for (let id = 1; id <= fingers; id++) {
        acts.push(...router.up(touch(id, id * 60, 0, milliseconds), true));
        // Browsers end the capture after each lift.
        acts.push(...router.cancel(id));
      }
      expect(router.active).toBe(false);
      return acts.map(({ kind }) => kind).filter((kind) => kind !== 'tool');
    };
    expect(tap(2)).toEqual(['tool-lost', 'undo']);
    expect(tap(3)).toEqual(['tool-lost', 'redo']);
    expect(tap(2, { moves: 5 })).toEqual(['tool-lost', 'undo']);
    expect(tap(2, { moves: 40 })).not.toContain('undo');
    expect(tap(2, { milliseconds: 600 })).not.toContain('undo');
    expect(tap(4)).toEqual(['tool-lost']);
  });

  it('asks for a menu when a finger that could tap is held, and no longer taps then', () => {
    const router = new PointerRouter();
    router.down(touch(1, 10, 20), false);
    expect(router.tapping).toBe(1);
    expect(router.hold(1)).toEqual([{ kind: 'menu', at: { x: 10, y: 20 } }]);
    expect(router.up(touch(1, 10, 20, 900), true)).toEqual([]);
    router.down(touch(1, 10, 20), false);
    router.move(touch(1, 60, 20));
    expect(router.hold(1)).toEqual([]);
    router.up(touch(1, 60, 20, 900), true);
    router.down(touch(1, 10, 20), true);
    expect(router.tapping).toBeNull();
  });

  it('says once that a pen was seen, and drops the palm that came first', () => {
    const router = new PointerRouter();
    router.down(touch(1, 0, 0), true);
    const pen = sample({ id: 9, device: 'pen' });
    expect(router.down(pen, true)).toEqual([
      { kind: 'pen-seen' },
      { kind: 'tool-lost' },
      { kind: 'tool', phase: 'down', pointer: 9 },
    ]);
    expect(router.move(touch(1, 50, 50))).toEqual([]);
    expect(router.down(touch(2, 60, 60), true)).toEqual([]);
    router.up(pen, true);
    expect(router.up(touch(1, 50, 50), true)).toEqual([]);
    expect(router.up(touch(2, 60, 60), true)).toEqual([]);
    expect(router.down(pen, true)).toEqual([{ kind: 'tool', phase: 'down', pointer: 9 }]);
  });

  it('lets a pen draw over two parts of a palm', () => {
    const router = new PointerRouter();
    router.down(touch(1, 0, 0), false);
    router.down(touch(2, 40, 0), false);
    const pen = sample({ id: 9, device: 'pen' });
    expect(router.down(pen, true)).toContainEqual({ kind: 'tool', phase: 'down', pointer: 9 });
    router.up(touch(1, 0, 0), true);
    expect(router.up(touch(2, 40, 0), true)).toEqual([]);
    expect(router.move(pen)).toEqual([{ kind: 'tool', phase: 'drag', pointer: 9 }]);
  });

  it('draws with the barrel button and the eraser end of a pen', () => {
    for (const button of [2, 5]) {
      const acts = new PointerRouter().down(sample({ device: 'pen', button }), true);
      expect(acts).toContainEqual({ kind: 'tool', phase: 'down', pointer: 1 });
    }
  });

  it('tells the tool when the system takes its pointer, and only then', () => {
    const router = new PointerRouter();
    router.down(sample(), true);
    expect(router.cancel(7)).toEqual([]);
    expect(router.cancel(1)).toEqual([{ kind: 'tool-lost' }]);
    expect(router.cancel(1)).toEqual([]);
  });

  it('does nothing more with a pointer after Escape', () => {
    const router = new PointerRouter();
    router.down(sample(), true);
    router.abandon();
    expect(router.up(sample(), true)).toEqual([]);
  });
});
