import { describe, expect, it } from 'vitest';
import { PointerRouter, type PointerSample } from './pointer-router.ts';

function sample(
  part: Partial<PointerSample> & { readonly x?: number; readonly y?: number } = {},
): PointerSample {
  const { x = 0, y = 0, ...rest } = part;
  return { id: 1, device: 'mouse', button: 0, screen: { x, y }, panning: false, ...rest };
}

const touch = (id: number, x: number, y: number) => sample({ id, device: 'touch', x, y });

describe('PointerRouter', () => {
  it('gives the left button to the tool', () => {
    const router = new PointerRouter();
    expect(router.move(sample({ x: 3 }))).toEqual([{ kind: 'tool', phase: 'hover', pointer: 1 }]);
    expect(router.down(sample(), true)).toEqual([{ kind: 'tool', phase: 'down', pointer: 1 }]);
    expect(router.move(sample({ x: 5 }))).toEqual([{ kind: 'tool', phase: 'drag', pointer: 1 }]);
    expect(router.up(sample({ x: 5 }))).toEqual([{ kind: 'tool', phase: 'up', pointer: 1 }]);
    expect(router.active).toBe(false);
  });

  it('pans with Space and with the middle button, and ignores the right one', () => {
    const router = new PointerRouter();
    expect(router.down(sample({ panning: true }), true)).toEqual([]);
    expect(router.move(sample({ x: 4, y: -3 }))).toEqual([{ kind: 'pan', dx: 4, dy: -3 }]);
    expect(router.move(sample({ x: 5, y: -3 }))).toEqual([{ kind: 'pan', dx: 1, dy: 0 }]);
    router.up(sample());
    router.down(sample({ button: 1 }), true);
    expect(router.panning).toBe(true);
    router.up(sample());
    expect(router.down(sample({ button: 2 }), true)).toEqual([]);
    expect(router.active).toBe(false);
  });

  it('taps or pans with one finger when the tool does not draw', () => {
    const router = new PointerRouter();
    expect(router.down(touch(1, 10, 10), false)).toEqual([]);
    expect(router.move(touch(1, 13, 10))).toEqual([]);
    expect(router.up(touch(1, 13, 10)).map((act) => act.kind === 'tool' && act.phase)).toEqual([
      'down',
      'up',
    ]);
    router.down(touch(1, 10, 10), false);
    expect(router.move(touch(1, 30, 10))).toEqual([{ kind: 'pan', dx: 20, dy: 0 }]);
    expect(router.up(touch(1, 30, 10))).toEqual([]);
  });

  it('takes a stroke back when a second finger comes, and pinches about their middle', () => {
    const router = new PointerRouter();
    expect(router.down(touch(1, 0, 0), true)).toEqual([{ kind: 'tool', phase: 'down', pointer: 1 }]);
    expect(router.down(touch(2, 100, 0), true)).toEqual([{ kind: 'tool-cancel' }]);
    expect(router.move(touch(2, 200, 0))).toEqual([
      { kind: 'pan', dx: 50, dy: 0 },
      { kind: 'pinch', at: { x: 100, y: 0 }, factor: 2 },
    ]);
    router.up(touch(1, 0, 0));
    expect(router.move(touch(2, 210, 5))).toEqual([{ kind: 'pan', dx: 10, dy: 5 }]);
    router.up(touch(2, 210, 5));
    expect(router.active).toBe(false);
  });

  it('lets fingers pan instead of draw once a pen was seen, and drops the palm that came first', () => {
    const router = new PointerRouter();
    router.down(touch(1, 0, 0), true);
    const pen = sample({ id: 9, device: 'pen' });
    expect(router.down(pen, true)).toEqual([
      { kind: 'tool-cancel' },
      { kind: 'tool', phase: 'down', pointer: 9 },
    ]);
    expect(router.move(touch(1, 50, 50))).toEqual([]);
    router.up(pen);
    router.down(touch(1, 0, 0), true);
    expect(router.move(touch(1, 40, 0))).toEqual([{ kind: 'pan', dx: 40, dy: 0 }]);
  });

  it('draws with the barrel button and the eraser end of a pen', () => {
    for (const button of [2, 5]) {
      const acts = new PointerRouter().down(sample({ device: 'pen', button }), true);
      expect(acts).toEqual([{ kind: 'tool', phase: 'down', pointer: 1 }]);
    }
  });

  it('cancels the tool when the system takes its pointer, and only then', () => {
    const router = new PointerRouter();
    router.down(sample(), true);
    expect(router.cancel(7)).toEqual([]);
    expect(router.cancel(1)).toEqual([{ kind: 'tool-cancel' }]);
    expect(router.cancel(1)).toEqual([]);
  });

  it('does nothing more with a pointer after Escape', () => {
    const router = new PointerRouter();
    router.down(sample(), true);
    router.abandon();
    expect(router.up(sample())).toEqual([]);
  });
});
