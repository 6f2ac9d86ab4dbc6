import { describe, expect, it } from 'vitest';
import {
  sampleCategory,
  sampleDocument,
  sampleImage,
  sampleObject,
} from '../document/testing/sample-document.ts';
import { subtractMasks, unionMasks } from '../mask/boolean.ts';
import { boxMask, fullMask } from '../mask/create-mask.ts';
import { ellipseMask } from '../mask/ellipse.ts';
import { labelmeFormat } from './labelme/labelme-format.ts';
import { askReader } from './testing/ask-reader.ts';
import { vocFormat } from './voc/voc-format.ts';

const [width, height] = [131, 97];
const disc = ellipseMask({ x1: 3.3, y1: 2.2, x2: 120.7, y2: 95 }, width, height);
const hole = ellipseMask({ x1: 30, y1: 30, x2: 80, y2: 70 }, width, height);
const island = ellipseMask({ x1: 45, y1: 40, x2: 60, y2: 60 }, width, height);
const ring = subtractMasks(disc, hole);
const line = boxMask(width, height, { x1: 0, y1: 96, x2: width, y2: 97 });
const corner = boxMask(width, height, { x1: width - 1, y1: 0, x2: width, y2: 1 });

/** Holes, islands, one-pixel lines, the border, all of a photo, and a photo with nothing. */
const document = sampleDocument(
  [sampleCategory('dog'), sampleCategory('cat & <co>')],
  [
    [
      sampleImage('a', width, height, { name: 'a.jpg' }),
      [
        sampleObject('1', 'dog', ring),
        sampleObject('2', 'cat & <co>', island),
        sampleObject('3', 'dog', line),
        sampleObject('4', 'cat & <co>', corner),
      ],
    ],
    [sampleImage('b', width, height, { name: 'b.jpg' }), [sampleObject('5', 'dog', fullMask(width, height))]],
    [sampleImage('c', width, height, { name: 'c.jpg' }), []],
  ],
);

describe('real readers', () => {
  it('read every pixel, class and box of Pascal VOC', async () => {
    expect(await askReader('check_voc.py', vocFormat, document)).toEqual({
      photos: 3,
      objects: 5,
      differentPixels: 0,
      supervision: 5,
      problems: [],
    });
  }, 120_000);

  it('read every pixel of LabelMe masks', async () => {
    expect(await askReader('check_labelme.py', labelmeFormat, document, { shapes: 'mask' })).toMatchObject({
      exactMasks: 5,
      differentPixels: 0,
      problems: [],
    });
  }, 120_000);

  it('read LabelMe polygons as one object each, parts joined', async () => {
    const parts = sampleDocument(
      [sampleCategory('dog')],
      [
        [
          sampleImage('a', width, height, { name: 'a.jpg' }),
          [sampleObject('1', 'dog', unionMasks(ring, island))],
        ],
        [sampleImage('b', width, height, { name: 'b.jpg' }), [sampleObject('2', 'dog', disc)]],
      ],
    );
    const report = await askReader('check_labelme.py', labelmeFormat, parts, { shapes: 'polygon' });
    expect(report).toMatchObject({ supervision: 2, problems: [] });
    // OpenCV fills polygons with their border, half a pixel more all around.
    expect((report as { worstIou: number }).worstIou).toBeGreaterThan(0.9);
  }, 120_000);
});
