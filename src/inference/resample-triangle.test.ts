import { describe, expect, test } from 'vitest';
import cases from './pillow-bilinear.fixture.json' with { type: 'json' };
import { resampleTriangle } from './resample-triangle.ts';

/** Random pictures and what Pillow 11's `resize(..., BILINEAR)` makes of them. */
describe('resampling against Pillow', () => {
  test.each(cases)('$width x $height to $toWidth x $toHeight', (item) => {
    const rgb = Buffer.from(item.rgb, 'base64');
    const data = new Uint8ClampedArray(item.width * item.height * 4);
    for (let pixel = 0; pixel < item.width * item.height; pixel += 1) {
      data.set([...rgb.subarray(3 * pixel, 3 * pixel + 3), 255], 4 * pixel);
    }
    const got = resampleTriangle(
      { width: item.width, height: item.height, data },
      item.toWidth,
      item.toHeight,
    );
    const expected = Buffer.from(item.expected, 'base64');
    expect(got.length).toBe(expected.length);
    const worst = Math.max(...got.map((value, index) => Math.abs(value - expected[index]!)));
    expect(worst).toBeLessThanOrEqual(1);
  });
});
