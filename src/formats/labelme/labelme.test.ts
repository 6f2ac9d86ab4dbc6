import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  sampleCategory,
  sampleDocument,
  sampleImage,
  sampleObject,
} from '../../document/testing/sample-document.ts';
import { boxMask } from '../../mask/create-mask.ts';
import { maskArea } from '../../mask/measure.ts';
import { documentArbitrary } from '../testing/document-arbitrary.ts';
import { exportJob, runExport } from '../testing/export-job.ts';
import { memoryFile } from '../testing/memory-file.ts';
import { contentOf, documentFrom, readFiles } from '../testing/read-back.ts';
import { labelmeFormat } from './labelme-format.ts';

const image = sampleImage('a', 20, 10, { name: 'set/a.jpg' });
const square = boxMask(20, 10, { x1: 2, y1: 3, x2: 8, y2: 9 });
const document = sampleDocument(
  [sampleCategory('dog')],
  [[image, [sampleObject('1', 'dog', square, { attributes: { pose: 'sitting' } })]]],
);

const file = (shapes: unknown, more: object = {}) =>
  memoryFile('set/a.json', JSON.stringify({ version: '5.5.0', imagePath: 'a.jpg', shapes, ...more }));
const read = (shapes: unknown, more: object = {}) => readFiles(labelmeFormat, [file(shapes, more)], [image]);

describe('LabelMe', () => {
  it.each(['mask', 'polygon'])('gives back every pixel and class, by %s', async (shapes) => {
    await fc.assert(
      fc.asyncProperty(documentArbitrary(), async (source) => {
        const { files } = await runExport(labelmeFormat, exportJob(source, { options: { shapes } }));
        const result = await readFiles(labelmeFormat, files, source.images);
        expect(result.failed).toEqual([]);
        expect(contentOf(documentFrom(result, source.images))).toEqual(contentOf(source));
      }),
      { numRuns: 150 },
    );
  });

  it('writes the keys that labelme asks for, the photo by its own name', async () => {
    const { files } = await runExport(labelmeFormat, exportJob(document));
    expect(files.map(({ path }) => path)).toEqual(['set/a.json']);
    const written = JSON.parse(await files[0]!.text());
    expect(written).toMatchObject({
      imagePath: 'a.jpg',
      imageData: null,
      imageHeight: 10,
      imageWidth: 20,
      flags: {},
    });
    expect(written.shapes).toEqual([
      {
        label: 'dog',
        points: [
          [2, 3],
          [7, 8],
        ],
        group_id: null,
        description: '',
        shape_type: 'mask',
        flags: {},
        mask: expect.stringMatching(/^iVBORw0KGgo/),
        attributes: { pose: 'sitting' },
      },
    ]);
    const { images } = await readFiles(labelmeFormat, files, [image]);
    expect(images[0]?.objects[0]?.attributes).toEqual({ pose: 'sitting' });
  });

  it('reads rectangles, circles and old files without sizes or types', async () => {
    const { images, failed } = await read([
      {
        label: 'a',
        points: [
          [8, 9],
          [2, 3],
        ],
        shape_type: 'rectangle',
      },
      {
        label: 'b',
        points: [
          [10, 5],
          [10, 8],
        ],
        shape_type: 'circle',
      },
      {
        label: 'c',
        points: [
          [0, 0],
          [4, 0],
          [4, 4],
          [0, 4],
        ],
      },
    ]);
    expect(failed).toEqual([]);
    expect(images[0]?.objects.map(({ mask }) => maskArea(mask))).toEqual([36, 32, 16]);
  });

  it('joins shapes of one group and label, and no others', async () => {
    const part = (label: string, x: number, group_id: unknown) => ({
      label,
      group_id,
      points: [
        [x, 0],
        [x + 2, 2],
      ],
      shape_type: 'rectangle',
    });
    const { images } = await read([
      part('a', 0, 1),
      part('a', 4, 1),
      part('b', 8, 1),
      part('a', 12, null),
      part('a', 16, null),
    ]);
    expect(images[0]?.objects.map(({ mask }) => maskArea(mask))).toEqual([8, 4, 4, 4]);
  });

  it.each([
    [
      'a line',
      {
        label: 'a',
        points: [
          [0, 0],
          [5, 5],
        ],
        shape_type: 'line',
      },
      /no area/,
    ],
    [
      'two corners',
      {
        label: 'a',
        points: [
          [0, 0],
          [5, 5],
        ],
      },
      /three points/,
    ],
    ['numbers that are none', { label: 'a', points: [[0, null]] }, /points/],
    [
      'far away',
      {
        label: 'a',
        points: [
          [1e300, 0],
          [5, 5],
        ],
        shape_type: 'rectangle',
      },
      /points/,
    ],
    [
      'outside',
      {
        label: 'a',
        points: [
          [100, 100],
          [105, 105],
        ],
        shape_type: 'rectangle',
      },
      /no pixel/,
    ],
    [
      'a mask without picture',
      {
        label: 'a',
        points: [
          [0, 0],
          [5, 5],
        ],
        shape_type: 'mask',
      },
      /missing/,
    ],
    [
      'a picture that is none',
      {
        label: 'a',
        points: [
          [0, 0],
          [5, 5],
        ],
        shape_type: 'mask',
        mask: 'AAAA',
      },
      /PNG/,
    ],
    [
      'bad base64',
      {
        label: 'a',
        points: [
          [0, 0],
          [5, 5],
        ],
        shape_type: 'mask',
        mask: '<b>',
      },
      /base64/,
    ],
    [
      'no class',
      {
        label: ' ',
        points: [
          [0, 0],
          [5, 5],
        ],
        shape_type: 'rectangle',
      },
      /no name/,
    ],
  ])('names %s by its place and reads the rest', async (_, shape, words) => {
    const good = {
      label: 'ok',
      points: [
        [0, 0],
        [4, 4],
      ],
      shape_type: 'rectangle',
    };
    const { images, failed } = await read([shape, good]);
    expect(images[0]?.objects).toHaveLength(1);
    expect(failed).toHaveLength(1);
    expect(failed[0]).toMatchObject({ file: 'set/a.json', place: { kind: 'pointer', pointer: '/shapes/0' } });
    expect(failed[0]!.reason).toMatch(words);
  });

  it('refuses a file about a photo of another size', async () => {
    const { failed } = await read([], { imageWidth: 10, imageHeight: 20 });
    expect(failed[0]?.reason).toContain('10 by 20');
  });
});
