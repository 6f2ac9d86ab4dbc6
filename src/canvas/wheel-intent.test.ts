import { describe, expect, it } from 'vitest';
import { WheelReader, type WheelSample } from './wheel-intent.ts';

const wheel = (part: Partial<WheelSample>): WheelSample => ({
  deltaX: 0,
  deltaY: 0,
  deltaMode: 0,
  ctrl: false,
  shift: false,
  time: 0,
  ...part,
});

describe('WheelReader', () => {
  it('zooms by a wheel, in upwards, and back to the same scale', () => {
    const reader = new WheelReader();
    const into = reader.read(wheel({ deltaY: -100 }));
    const out = reader.read(wheel({ deltaY: 100, time: 500 }));
    if (into.kind !== 'zoom' || out.kind !== 'zoom') throw new Error('no zoom');
    expect(into.factor).toBeCloseTo(1.2, 6);
    expect(into.factor * out.factor).toBeCloseTo(1, 9);
  });

  it('reads lines as a wheel however few', () => {
    expect(new WheelReader().read(wheel({ deltaY: 1, deltaMode: 1 })).kind).toBe('zoom');
  });

  it('pans by two fingers, also when their movement grows past a notch', () => {
    const reader = new WheelReader();
    expect(reader.read(wheel({ deltaY: 3 }))).toEqual({ kind: 'pan', dx: -0, dy: -3 });
    expect(reader.read(wheel({ deltaY: 90, time: 16 }))).toMatchObject({ kind: 'pan', dy: -90 });
    expect(reader.read(wheel({ deltaX: 12, deltaY: 4, time: 32 }))).toMatchObject({
      kind: 'pan',
      dx: -12,
      dy: -4,
    });
  });

  it('goes on zooming when a wheel ends softly', () => {
    const reader = new WheelReader();
    reader.read(wheel({ deltaY: 120 }));
    expect(reader.read(wheel({ deltaY: 8, time: 20 })).kind).toBe('zoom');
  });

  it('zooms by a pinch and pans sideways with Shift', () => {
    const reader = new WheelReader();
    const pinch = reader.read(wheel({ deltaY: -10, ctrl: true }));
    if (pinch.kind !== 'zoom') throw new Error('no zoom');
    expect(pinch.factor).toBeCloseTo(Math.exp(0.1), 9);
    expect(reader.read(wheel({ deltaY: 100, shift: true, time: 900 }))).toEqual({
      kind: 'pan',
      dx: -100,
      dy: 0,
    });
  });

  it('counts notches of a wheel, and pixels of two fingers, as steps of a setting', () => {
    const reader = new WheelReader();
    expect(reader.steps(wheel({ deltaY: -100 }))).toBe(-1);
    expect(reader.steps(wheel({ deltaX: 120 }))).toBe(1);
    expect(reader.steps(wheel({ deltaY: 3, deltaMode: 1 }))).toBe(1);
    const fingers = [5, 5, 5, 5, 5].map((deltaY) => reader.steps(wheel({ deltaY })));
    expect(fingers.reduce((sum, step) => sum + step, 0)).toBe(2);
  });
});
