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
    expect(router.down(sample(), 'draw')).toEqual([{ kind: 'tool', phase: 'down', pointer: 1 }]);
    expect(router.move(sample({ x: 5 }))).toEqual([{ kind: 'tool', phase: 'drag', pointer: 1 }]);
    expect(router.up(sample({ x: 5 }), true)).toEqual([{ kind: 'tool', phase: 'up', pointer: 1 }]);
    expect(router.active).toBe(false);
  });

  it('pans with Space and with the middle button, and ignores the right one', () => {
    const router = new PointerRouter();
    expect(router.down(sample({ panning: true }), 'draw')).toEqual([]);
    expect(router.move(sample({ x: 4, y: -3 }))).toEqual([{ kind: 'pan', dx: 4, dy: -3 }]);
    expect(router.move(sample({ x: 5, y: -3 }))).toEqual([{ kind: 'pan', dx: 1, dy: 0 }]);
    router.up(sample(), true);
    router.down(sample({ button: 1 }), 'draw');
    expect(router.panning).toBe(true);
    router.up(sample(), true);
    expect(router.down(sample({ button: 2 }), 'draw')).toEqual([]);
    expect(router.active).toBe(false);
  });

  it('pans with one finger when the tool does not draw, and taps where it clicks', () => {
    const router = new PointerRouter();
    const tap = (fingersTap: boolean) => {
      expect(router.down(touch(1, 10, 10), 'pan')).toEqual([]);
      expect(router.move(touch(1, 13, 10))).toEqual([]);
      return router.up(touch(1, 13, 10), fingersTap).map((act) => act.kind === 'tool' && act.phase);
    };
    expect(tap(true)).toEqual(['down', 'up']);
    expect(tap(false)).toEqual([]);
    router.down(touch(1, 10, 10), 'pan');
    expect(router.move(touch(1, 30, 10))).toEqual([{ kind: 'pan', dx: 20, dy: 0 }]);
    expect(router.up(touch(1, 30, 10), true)).toEqual([]);
  });

  it('lets a finger take hold, from where it was put down, once it moves', () => {
    const router = new PointerRouter();
    expect(router.down(touch(1, 10, 10), 'grab')).toEqual([]);
    expect(router.tapping).toBe(1);
    expect(router.move(touch(1, 14, 10))).toEqual([]);
    expect(router.move(touch(1, 30, 10))).toEqual([
      { kind: 'tool', phase: 'down', pointer: 1, at: { x: 10, y: 10 } },
      { kind: 'tool', phase: 'drag', pointer: 1 },
    ]);
    expect(router.tapping).toBeNull();
    expect(router.move(touch(1, 40, 10))).toEqual([{ kind: 'tool', phase: 'drag', pointer: 1 }]);
    expect(router.up(touch(1, 40, 10), true)).toEqual([{ kind: 'tool', phase: 'up', pointer: 1 }]);
    expect(router.active).toBe(false);
  });

  it('still taps and asks for the menu with a finger that could have taken hold', () => {
    const router = new PointerRouter();
    router.down(touch(1, 10, 10), 'grab');
    expect(router.up(touch(1, 12, 10, 100), true).map((act) => act.kind === 'tool' && act.phase)).toEqual([
      'down',
      'up',
    ]);
    router.down(touch(1, 10, 10, 1000), 'grab');
    expect(router.hold(1)).toEqual([{ kind: 'menu', at: { x: 10, y: 10 } }]);
    expect(router.move(touch(1, 60, 10, 1900))).toEqual([]);
  });

  it('lets go of what a finger holds when a second one comes, and pinches', () => {
    const router = new PointerRouter();
    router.down(touch(1, 0, 0), 'grab');
    router.move(touch(1, 20, 0));
    expect(router.down(touch(2, 120, 0), 'grab')).toEqual([{ kind: 'tool-lost' }]);
    expect(router.move(touch(2, 220, 0))).toEqual([
      { kind: 'pan', dx: 50, dy: 0 },
      { kind: 'pinch', at: { x: 120, y: 0 }, factor: 2 },
    ]);
    expect(router.up(touch(2, 220, 0, 900), true)).toEqual([]);
    expect(router.up(touch(1, 20, 0, 950), true)).toEqual([]);
    const still = new PointerRouter();
    still.down(touch(1, 0, 0), 'grab');
    expect(still.down(touch(2, 100, 0), 'grab')).toEqual([]);
  });

  it('takes a stroke back when a second finger comes, and pinches about their middle', () => {
    const router = new PointerRouter();
    expect(router.down(touch(1, 0, 0), 'draw')).toEqual([{ kind: 'tool', phase: 'down', pointer: 1 }]);
    expect(router.down(touch(2, 100, 0), 'draw')).toEqual([{ kind: 'tool-lost' }]);
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
      for (let id = 1; id <= fingers; id++) acts.push(...router.down(touch(id, id * 60, 0, id * 20), 'draw'));
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
    router.down(touch(1, 10, 20), 'pan');
    expect(router.tapping).toBe(1);
    expect(router.hold(1)).toEqual([{ kind: 'menu', at: { x: 10, y: 20 } }]);
    expect(router.up(touch(1, 10, 20, 900), true)).toEqual([]);
    router.down(touch(1, 10, 20), 'pan');
    router.move(touch(1, 60, 20));
    expect(router.hold(1)).toEqual([]);
    router.up(touch(1, 60, 20, 900), true);
    router.down(touch(1, 10, 20), 'draw');
    expect(router.tapping).toBeNull();
  });

  it('says once that a pen was seen, and drops the palm that came first', () => {
    const router = new PointerRouter();
    router.down(touch(1, 0, 0), 'draw');
    const pen = sample({ id: 9, device: 'pen' });
    expect(router.down(pen, 'draw')).toEqual([
      { kind: 'pen-seen' },
      { kind: 'tool-lost' },
      { kind: 'tool', phase: 'down', pointer: 9 },
    ]);
    expect(router.move(touch(1, 50, 50))).toEqual([]);
    expect(router.down(touch(2, 60, 60), 'draw')).toEqual([]);
    router.up(pen, true);
    expect(router.up(touch(1, 50, 50), true)).toEqual([]);
    expect(router.up(touch(2, 60, 60), true)).toEqual([]);
    expect(router.down(pen, 'draw')).toEqual([{ kind: 'tool', phase: 'down', pointer: 9 }]);
  });

  it('lets a pen draw over two parts of a palm', () => {
    const router = new PointerRouter();
    router.down(touch(1, 0, 0), 'pan');
    router.down(touch(2, 40, 0), 'pan');
    const pen = sample({ id: 9, device: 'pen' });
    expect(router.down(pen, 'draw')).toContainEqual({ kind: 'tool', phase: 'down', pointer: 9 });
    router.up(touch(1, 0, 0), true);
    expect(router.up(touch(2, 40, 0), true)).toEqual([]);
    expect(router.move(pen)).toEqual([{ kind: 'tool', phase: 'drag', pointer: 9 }]);
  });

  it('draws with the barrel button and the eraser end of a pen', () => {
    for (const button of [2, 5]) {
      const acts = new PointerRouter().down(sample({ device: 'pen', button }), 'draw');
      expect(acts).toContainEqual({ kind: 'tool', phase: 'down', pointer: 1 });
    }
  });

  it('tells the tool when the system takes its pointer, and only then', () => {
    const router = new PointerRouter();
    router.down(sample(), 'draw');
    expect(router.cancel(7)).toEqual([]);
    expect(router.cancel(1)).toEqual([{ kind: 'tool-lost' }]);
    expect(router.cancel(1)).toEqual([]);
  });

  it('does nothing more with a pointer after Escape', () => {
    const router = new PointerRouter();
    router.down(sample(), 'draw');
    router.abandon();
    expect(router.up(sample(), true)).toEqual([]);
  });
});
