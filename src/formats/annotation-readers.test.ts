import { describe, expect, it } from 'vitest';
import type { StudioDocument } from '../document/document.ts';
import {
  sampleCategory,
  sampleDocument,
  sampleImage,
  sampleObject,
} from '../document/testing/sample-document.ts';
import { subtractMasks } from '../mask/boolean.ts';
import { boxMask, fullMask } from '../mask/create-mask.ts';
import { ellipseMask } from '../mask/ellipse.ts';
import type { Mask } from '../mask/mask.ts';
import { cocoFormat } from './coco/coco-format.ts';
import { cocoPanopticFormat } from './coco-panoptic/coco-panoptic-format.ts';
import { cocoResultsFormat } from './coco-results/coco-results-format.ts';
import { conversationsFormat } from './conversations/conversations-format.ts';
import { askReader } from './testing/ask-reader.ts';
import { vocFormat } from './voc/voc-format.ts';
import { yoloFormat } from './yolo/yolo-format.ts';

const [width, height] = [131, 97];
const disc = ellipseMask({ x1: 3.3, y1: 2.2, x2: 120.7, y2: 94 }, width, height);
const hole = ellipseMask({ x1: 30, y1: 30, x2: 80, y2: 70 }, width, height);
const island = ellipseMask({ x1: 45, y1: 40, x2: 60, y2: 60 }, width, height);
const ring = subtractMasks(disc, hole);
const row = boxMask(width, height, { x1: 0, y1: 96, x2: width, y2: 97 });
const column = boxMask(width, height, { x1: 125, y1: 0, x2: 126, y2: 90 });
const corner = boxMask(width, height, { x1: width - 1, y1: 0, x2: width, y2: 1 });

/** Photos with these masks, none of which overlap, of two classes by turns. */
function documentOf(photos: Readonly<Record<string, readonly Mask[]>>): StudioDocument {
  return sampleDocument(
    [sampleCategory('dog'), sampleCategory('cat')],
    Object.entries(photos).map(([name, masks]) => [
      sampleImage(name, width, height),
      masks.map((mask, i) => sampleObject(`${name}${i}`, i % 2 === 0 ? 'dog' : 'cat', mask)),
    ]),
  );
}

/** Holes, an island in a hole, one-pixel lines, the border, all of a photo, and a photo with nothing. */
const hard = documentOf({ a: [ring, island, row, column, corner], b: [fullMask(width, height)], c: [] });

describe('real readers of annotation files', () => {
  it('read every pixel of COCO run lengths: supervision', async () => {
    expect(await askReader('check_supervision.py', cocoFormat, hard, { profile: 'rle' })).toEqual({
      photos: 3,
      objects: 6,
      exact: 6,
      missingPixels: 0,
      strayPixels: 0,
      problems: [],
    });
  }, 120_000);

  it.each([
    ['COCO', cocoFormat, { profile: 'polygon' }],
    ['COCO for Ultralytics', cocoFormat, { profile: 'ultralytics' }],
    ['YOLO', yoloFormat, {}],
  ] as const)(
    'read polygons of %s without losing a pixel: supervision',
    async (_, format, options) => {
      const report = await askReader('check_supervision.py', format, hard, options);
      expect(report).toMatchObject({ photos: 3, objects: 6, missingPixels: 0, strayPixels: 0, problems: [] });
    },
    120_000,
  );

  it.each([
    ['its own COCO', cocoFormat, { profile: 'ultralytics' }],
    ['YOLO', yoloFormat, {}],
  ] as const)(
    'take %s without a complaint or a lost pixel: Ultralytics',
    async (_, format, options) => {
      expect(await askReader('check_ultralytics.py', format, hard, options)).toEqual({
        photos: 3,
        objects: 6,
        missingPixels: 0,
        strayPixels: 0,
        problems: [],
      });
    },
    120_000,
  );

  it.each(['check_ultralytics.py', 'check_supervision.py'])(
    'know classes of YOLO by their names, whatever YAML makes of such words: %s',
    async (script) => {
      const names = [
        'no',
        '1:30',
        '2001-01-01',
        'null',
        '~',
        '0x1f',
        '# a',
        'a: b',
        "it's",
        '"q"',
        '1e3',
        'é \\ ü',
      ];
      const words = sampleDocument(
        names.map((name) => sampleCategory(name)),
        [
          [
            sampleImage('a', width, height),
            names.map((name, i) =>
              sampleObject(name, name, boxMask(width, height, { x1: 9 * i, y1: 5, x2: 9 * i + 7, y2: 50 })),
            ),
          ],
        ],
      );
      const report = await askReader(script, yoloFormat, words);
      expect(report).toMatchObject({ objects: names.length, missingPixels: 0, problems: [] });
    },
    120_000,
  );

  it.each([
    ['COCO run lengths', cocoFormat, { profile: 'rle' }],
    ['COCO polygons', cocoFormat, { profile: 'polygon' }],
    ['Pascal VOC', vocFormat, {}],
  ] as const)(
    'read every pixel of %s: Datumaro',
    async (_, format, options) => {
      expect(await askReader('check_datumaro.py', format, hard, options)).toEqual({
        photos: 3,
        objects: 6,
        differentPixels: 0,
        problems: [],
      });
    },
    120_000,
  );

  it('find the panoptic rules kept and every pixel there', async () => {
    expect(await askReader('check_panoptic.py', cocoPanopticFormat, hard)).toEqual({
      photos: 3,
      segments: 6,
      differentPixels: 0,
      problems: [],
    });
  }, 120_000);

  it('load results and score them: pycocotools', async () => {
    const apart = documentOf({ a: [ring, island], b: [fullMask(width, height)], c: [] });
    expect(await askReader('check_results.py', cocoResultsFormat, apart)).toEqual({
      results: 3,
      differentPixels: 0,
      averagePrecision: 1,
    });
  }, 120_000);

  it.each(['64', '32', '16'])(
    'find conversations as ms-swift asks, bricks on %s',
    async (grid) => {
      const large = documentOf({
        a: [ring, ellipseMask({ x1: 35, y1: 32, x2: 77, y2: 66 }, width, height)],
        b: [disc],
      });
      expect(await askReader('check_conversations.py', conversationsFormat, large, { grid })).toEqual({
        records: 2,
        masks: 3,
        worstIou: 1,
        problems: [],
      });
    },
    120_000,
  );
});
