import { describe, expect, it } from 'vitest';
import { createCanvasController, type MotionClock } from './canvas-controller.ts';

const insets = { top: 0, right: 0, bottom: 0, left: 0 };

/** A clock that moves only when told; frames run in `tick`. */
function fakeClock(reduced = false) {
  let time = 0;
  let pending: (() => void) | null = null;
  const clock: MotionClock = {
    reducedMotion: () => reduced,
    now: () => time,
    nextFrame: (run) => {
      pending = run;
      return () => {
        if (pending === run) pending = null;
      };
    },
  };
  const tick = (milliseconds: number) => {
    time += milliseconds;
    const run = pending;
    pending = null;
    run?.();
  };
  return { clock, tick, waiting: () => pending !== null };
}

function shown(reduced = false) {
  const time = fakeClock(reduced);
  const controller = createCanvasController(time.clock);
  controller.setStage({ width: 800, height: 600 }, insets);
  controller.setImage('a', { width: 1600, height: 800 });
  return { controller, ...time };
}

describe('createCanvasController', () => {
  it('fits a photo when it opens and says so', () => {
    const { controller } = shown();
    expect(controller.zoom.getState()).toEqual({
      scale: 0.5,
      fitted: true,
      canZoomIn: true,
      canZoomOut: true,
    });
    expect(controller.frame.getState().viewport).toEqual({ x: 0, y: 100, scale: 0.5 });
  });

  it('glides to Fit in 140 ms and arrives exactly', () => {
    const { controller, tick, waiting } = shown();
    controller.zoomTo(2);
    controller.fit();
    tick(70);
    const half = controller.zoom.getState().scale;
    expect(half).toBeGreaterThan(0.5);
    expect(half).toBeLessThan(2);
    tick(70);
    expect(controller.zoom.getState().scale).toBe(0.5);
    expect(waiting()).toBe(false);
  });

  it('fits at once with reduced motion', () => {
    const { controller, waiting } = shown(true);
    controller.zoomTo(2);
    controller.fit();
    expect(controller.zoom.getState().scale).toBe(0.5);
    expect(waiting()).toBe(false);
  });

  it('lets the hand stop the glide', () => {
    const { controller, tick, waiting } = shown();
    controller.zoomTo(2);
    controller.fit();
    tick(50);
    controller.panBy(10, 0);
    expect(waiting()).toBe(false);
    expect(controller.zoom.getState().fitted).toBe(false);
  });

  it('meets 100 % on the way in and out and stops at its limits', () => {
    const { controller } = shown();
    controller.zoomIn();
    controller.zoomIn();
    expect(controller.zoom.getState().scale).toBeCloseTo(1, 9);
    for (let i = 0; i < 40; i++) controller.zoomIn();
    expect(controller.zoom.getState()).toMatchObject({ scale: 64, canZoomIn: false });
    for (let i = 0; i < 40; i++) controller.zoomOut();
    expect(controller.zoom.getState()).toMatchObject({ scale: 0.25, canZoomOut: false });
  });

  it('stays fitted through a resize, and keeps the middle when it is not', () => {
    const { controller } = shown();
    controller.setStage({ width: 400, height: 600 }, insets);
    expect(controller.zoom.getState()).toMatchObject({ scale: 0.25, fitted: true });
    controller.actualSize();
    const before = controller.frame.getState().viewport!;
    controller.setStage({ width: 500, height: 600 }, insets);
    expect(controller.frame.getState().viewport).toEqual({ ...before, x: before.x + 50 });
  });

  it('comes back to a photo where it was left', () => {
    const { controller } = shown();
    controller.zoomTo(3);
    controller.panBy(-30, -20);
    const left = controller.frame.getState().viewport;
    controller.setImage('b', { width: 100, height: 100 });
    expect(controller.zoom.getState().fitted).toBe(true);
    controller.setImage('a', { width: 1600, height: 800 });
    expect(controller.frame.getState().viewport).toEqual(left);
  });

  it('shows nothing without a photo', () => {
    const { controller } = shown();
    controller.setImage('', null);
    expect(controller.frame.getState().viewport).toBeNull();
    controller.zoomIn();
    expect(controller.zoom.getState()).toMatchObject({ canZoomIn: false, canZoomOut: false });
  });

  it('forwards to the mounted canvas only while one is there', () => {
    const { controller } = shown();
    expect(controller.cancelGesture()).toBe(false);
    const detach = controller.attach({
      focus: () => undefined,
      cancelGesture: () => true,
      stepBrushSize: () => undefined,
    });
    expect(controller.cancelGesture()).toBe(true);
    detach();
    expect(controller.cancelGesture()).toBe(false);
  });
});
