import { describe, expect, it } from 'vitest';
import { stepBrushSize } from './brush-size.ts';
import { type CanvasController, createCanvasController } from './canvas-controller.ts';
import { pressCanvasKey } from './canvas-keys.ts';
import { objectColour, objectColours, objectRgb } from './palette.ts';

const still = { reducedMotion: () => true, now: () => 0, nextFrame: () => () => undefined };

function shown(): CanvasController {
  const controller = createCanvasController(still);
  controller.setStage({ width: 400, height: 400 }, { top: 0, right: 0, bottom: 0, left: 0 });
  controller.setImage('a', { width: 800, height: 800 });
  return controller;
}

const press = (
  controller: CanvasController,
  key: string,
  held: { shift?: boolean; alt?: boolean; control?: boolean } = {},
) => pressCanvasKey({ key, shift: false, alt: false, control: false, ...held }, controller);

describe('pressCanvasKey', () => {
  it('zooms with Ctrl only: plain + and - belong to grow and shrink', () => {
    const controller = shown();
    expect(press(controller, '+')).toBe(false);
    expect(press(controller, '-')).toBe(false);
    expect(press(controller, '=', { control: true })).toBe(true);
    expect(controller.zoom.getState().scale).toBeGreaterThan(0.5);
    expect(press(controller, '1', { control: true })).toBe(true);
    expect(controller.zoom.getState().scale).toBe(1);
    expect(press(controller, '0', { control: true })).toBe(true);
    expect(controller.zoom.getState()).toMatchObject({ scale: 0.5, fitted: true });
  });

  it('pans with the arrows, further with Shift', () => {
    const controller = shown();
    press(controller, 'ArrowRight');
    expect(controller.frame.getState().viewport?.x).toBe(-40);
    press(controller, 'ArrowUp', { shift: true });
    expect(controller.frame.getState().viewport?.y).toBe(160);
    expect(press(controller, 'ArrowUp', { alt: true })).toBe(false);
  });

  it('leaves other keys alone', () => {
    for (const key of ['v', 'Enter', 'Escape', 'h']) expect(press(shown(), key)).toBe(false);
  });
});

describe('stepBrushSize', () => {
  it('steps by one when small and by a tenth when large, within its limits', () => {
    expect([1, 9, 26, 100].map((size) => stepBrushSize(size, 1))).toEqual([2, 10, 29, 110]);
    expect(stepBrushSize(1, -1)).toBe(1);
    expect(stepBrushSize(500, 1)).toBe(500);
  });

  it('always moves inside its limits', () => {
    for (let size = 2; size < 500; size++) {
      expect(stepBrushSize(size, 1)).toBeGreaterThan(size);
      expect(stepBrushSize(size, -1)).toBeLessThan(size);
    }
  });
});

describe('palette', () => {
  it('has 20 different colours and starts over after them', () => {
    expect(new Set(objectColours).size).toBe(20);
    expect(objectColour(21)).toBe(objectColours[1]);
    expect(objectColour(-1)).toBe(objectColours[19]);
    expect(objectRgb(0)).toEqual([0x49, 0xd1, 0xfd]);
  });
});
