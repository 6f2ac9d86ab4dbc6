import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { subtractMasks, unionMasks } from './boolean.ts';
import { boxMask, emptyMask, fullMask } from './create-mask.ts';
import { ellipseMask } from './ellipse.ts';
import { magicExpand } from './magic-expand.ts';
import type { Mask } from './mask.ts';
import { isEmptyMask, maskArea, maskIou, masksEqual } from './measure.ts';
import type { RgbaImage } from './rgba-image.ts';
import { expectCanonical } from './testing/bitmap-arbitrary.ts';
import { photoFixture } from './testing/photo-fixture.ts';
import { photoOfMask } from './testing/photo-of-mask.ts';

function expand(photo: RgbaImage, seed: Mask, tolerance: number): Mask {
  const result = magicExpand({ window: { x: 0, y: 0, pixels: photo }, seed, tolerance });
  expectCanonical(result);
  expect(isEmptyMask(subtractMasks(seed, result))).toBe(true);
  return result;
}

const dot = (x: number, y: number, width: number, height: number) =>
  boxMask(width, height, { x1: x - 2, y1: y - 2, x2: x + 2, y2: y + 2 });

const green = [90, 120, 70] as const;
const brown = [130, 95, 70] as const;

describe('magic expand', () => {
  it.each([
    [300, 200, 12],
    [2400, 1600, 12],
  ])('fills a thing of one colour from a dot, %i by %i pixels', (width, height, noise) => {
    const thing = ellipseMask(
      { x1: width / 5, y1: height / 5, x2: width * 0.7, y2: height * 0.9 },
      width,
      height,
    );
    const photo = photoOfMask(thing, brown, green, noise);
    const found = expand(photo, dot(width / 2, height / 2, width, height), 12);
    expect(maskIou(found, thing)).toBeGreaterThan(0.98);
  });

  it('goes up a gentle slope of colour, and stops at a step of the same height', () => {
    const [width, height] = [256, 60];
    const data = new Uint8Array(width * height * 4).fill(255);
    for (let i = 0; i < width * height; i++) {
      const x = i % width;
      const step = Math.floor(i / width) < 30 ? 0 : 90;
      data.fill(60 + x / 4 + step, 4 * i, 4 * i + 3);
    }
    const found = expand({ width, height, data }, dot(10, 10, width, height), 30);
    expect(maskIou(found, boxMask(width, height, { x1: 0, y1: 0, x2: width, y2: 30 }))).toBeGreaterThan(0.97);
  });

  it('takes more with a larger tolerance, up to everything', () => {
    const thing = boxMask(100, 80, { x1: 20, y1: 20, x2: 60, y2: 60 });
    const photo = photoOfMask(thing, brown, green, 6);
    const seed = dot(40, 40, 100, 80);
    expect(maskArea(expand(photo, seed, 12))).toBeLessThan(maskArea(expand(photo, seed, 60)));
    expect(masksEqual(expand(photo, seed, 100), fullMask(100, 80))).toBe(true);
  });

  it('takes the whole of a flat photo, whatever the seed', () => {
    const photo = photoOfMask(emptyMask(50, 40), green, green, 0);
    const side = fc.integer({ min: 0, max: 39 });
    fc.assert(
      fc.property(side, side, (x, y) => {
        const seed = boxMask(50, 40, { x1: x, y1: y, x2: x + 1, y2: y + 1 });
        expect(masksEqual(expand(photo, seed, 5), fullMask(50, 40))).toBe(true);
      }),
      { numRuns: 30 },
    );
  });

  it('stays within its window', () => {
    const photo = photoOfMask(emptyMask(50, 40), green, green, 0);
    const seed = dot(60, 60, 200, 100);
    const found = magicExpand({ window: { x: 45, y: 45, pixels: photo }, seed, tolerance: 5 });
    expect(masksEqual(found, boxMask(200, 100, { x1: 45, y1: 45, x2: 95, y2: 85 }))).toBe(true);
    const away = magicExpand({ window: { x: 200, y: 45, pixels: photo }, seed, tolerance: 5 });
    expect(masksEqual(away, seed)).toBe(true);
    expect(
      isEmptyMask(
        magicExpand({ window: { x: 0, y: 0, pixels: photo }, seed: emptyMask(50, 40), tolerance: 5 }),
      ),
    ).toBe(true);
  });
});

describe('magic expand on a photo', () => {
  let photo: RgbaImage;
  let truth: Mask;
  beforeAll(async () => {
    ({ photo, truth } = await photoFixture('hopper'));
  });

  it('takes a dark coat from two dots and keeps off the flag and the sky', () => {
    const { width, height } = photo;
    const found = expand(photo, unionMasks(dot(150, 470, width, height), dot(400, 470, width, height)), 6);
    expect(maskArea(found)).toBeGreaterThan(0.3 * width * height);
    expect(maskArea(subtractMasks(found, truth)) / maskArea(found)).toBeLessThan(0.005);
  });
});
