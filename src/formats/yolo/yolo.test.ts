import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  sampleCategory,
  sampleDocument,
  sampleImage,
  sampleObject,
} from '../../document/testing/sample-document.ts';
import { unionMasks } from '../../mask/boolean.ts';
import { boxMask } from '../../mask/create-mask.ts';
import { masksEqual } from '../../mask/measure.ts';
import type { SplitRequest } from '../export-job.ts';
import { formats } from '../formats.ts';
import { noPace } from '../pace.ts';
import { checkExport } from '../start-export.ts';
import { findFormats } from '../start-import.ts';
import { documentArbitrary } from '../testing/document-arbitrary.ts';
import { exportJob, runExport } from '../testing/export-job.ts';
import { memoryFile } from '../testing/memory-file.ts';
import { contentOf, documentFrom, readFiles } from '../testing/read-back.ts';
import { yoloFormat } from './yolo-format.ts';

const mask = boxMask(20, 10, { x1: 2, y1: 3, x2: 8, y2: 9 });
const document = sampleDocument(
  [sampleCategory('dog'), sampleCategory('no')],
  [
    [
      sampleImage('a', 20, 10, { name: 'set/a.jpg' }),
      [sampleObject('1', 'no', mask), sampleObject('2', 'no', mask)],
    ],
    [sampleImage('b', 5, 6), []],
  ],
);

describe('writing YOLO', () => {
  it('gives data.yaml and a row an object, in shares of the sides', async () => {
    const { files, photos } = await runExport(yoloFormat, exportJob(document, { copyImages: true }));
    expect([...files.map(({ path }) => path), ...photos]).toEqual([
      'data.yaml',
      'labels/set/a.txt',
      'labels/b.txt',
      'images/set/a.jpg',
      'images/b.jpg',
    ]);
    expect(await files[0]!.text()).toBe(
      'path: "."\ntrain: "images"\nval: "images"\nnames:\n  0: "dog"\n  1: "no"\n',
    );
    const row = '1 0.1 0.3 0.4 0.3 0.4 0.9 0.1 0.9\n';
    expect(await files[1]!.text()).toBe(row + row);
    expect(await files[2]!.text()).toBe('');
  });

  it('names the parts of a split, and one in place of a missing one', async () => {
    const split = (train: number, val: number, test: number): SplitRequest => {
      return { shares: { train, val, test }, seed: 0, groupBy: 'none' };
    };
    const yamlOf = async (request: SplitRequest) => {
      const { files } = await runExport(yoloFormat, exportJob(document, { split: request }));
      return (await files[0]!.text()).replaceAll('"', '').split('\n').slice(1, 4);
    };
    expect(await yamlOf(split(1, 1, 0))).toEqual(['train: images/train', 'val: images/val', 'names:']);
    expect(await yamlOf(split(1, 0, 1))).toEqual([
      'train: images/train',
      'val: images/train',
      'test: images/test',
    ]);
    expect(await yamlOf(split(0, 0, 1))).toEqual([
      'train: images/test',
      'val: images/test',
      'test: images/test',
    ]);
  });

  it('tells rows of the same height and corners apart by every pixel', async () => {
    const shifted = (x: number) => unionMasks(mask, boxMask(20, 10, { x1: 2, y1: 6, x2: x, y2: 7 }));
    const objects = [12, 13, 12, 11].map((x, i) => sampleObject(String(i), 'dog', shifted(x)));
    const { checks } = await checkExport(
      yoloFormat,
      exportJob(sampleDocument([sampleCategory('dog')], [[sampleImage('a', 20, 10), objects]])),
      noPace,
    );
    expect(checks.map(({ kind, count, object }) => [kind, count, object])).toEqual([
      ['duplicate-row', 1, '2'],
    ]);
  });

  it("writes shares of each photo's own sides", async () => {
    const photos = [sampleImage('a', 20, 10), sampleImage('b', 10, 20), sampleImage('c', 10, 10)].map(
      (image) => {
        const box = boxMask(image.width, image.height, { x1: 2, y1: 3, x2: 8, y2: 9 });
        return [image, [sampleObject(image.id, 'dog', box)]] as const;
      },
    );
    const job = exportJob(sampleDocument([sampleCategory('dog')], photos));
    const { files } = await runExport(yoloFormat, job);
    expect(await Promise.all(files.slice(1).map((file) => file.text()))).toEqual([
      '0 0.1 0.3 0.4 0.3 0.4 0.9 0.1 0.9\n',
      '0 0.2 0.15 0.8 0.15 0.8 0.45 0.2 0.45\n',
      '0 0.2 0.3 0.8 0.3 0.8 0.9 0.2 0.9\n',
    ]);
  });

  it('warns of what Ultralytics refuses or drops', async () => {
    const { checks } = await checkExport(
      yoloFormat,
      exportJob(document, { split: { shares: { train: 1, val: 0, test: 0 }, seed: 0, groupBy: 'none' } }),
      noPace,
    );
    expect(checks.map(({ kind, tone, count }) => [kind, tone, count])).toEqual([
      ['small-photo', 'error', 1],
      ['image-without-objects', 'warning', 1],
      ['unused-category', 'warning', 1],
      ['missing-part', 'warning', 1],
      ['duplicate-row', 'warning', 1],
    ]);
  });
});

describe('reading YOLO', () => {
  const yaml = memoryFile('data.yaml', 'nc: 2\nnames: [dog, "no"]\n');
  const read = (text: string, names = yaml) =>
    readFiles(yoloFormat, [names, memoryFile('labels/set/a.txt', text)], document.images);

  it('gives back every document, without a pixel lost', async () => {
    await fc.assert(
      fc.asyncProperty(documentArbitrary(), async (random) => {
        const { files } = await runExport(yoloFormat, exportJob(random));
        const found = await findFormats(formats, files, noPace);
        expect(found[0]!.format.id).toBe('yolo-seg');
        const result = await readFiles(yoloFormat, found[0]!.files, random.images);
        expect(result.failed).toEqual([]);
        expect(contentOf(documentFrom(result, random.images))).toEqual(contentOf(random));
      }),
    );
  });

  it('reads boxes, other line ends and classes as decimals', async () => {
    const result = await read('0 0.25 0.6 0.3 0.6\r\n\r\n1.0 0.1 0.3 0.4 0.3 0.4 0.9 0.1 0.9\r\n');
    expect(result.failed).toEqual([]);
    expect(result.categories).toEqual([{ name: 'dog' }, { name: 'no' }]);
    for (const object of result.images[0]!.objects) expect(masksEqual(object.mask, mask)).toBe(true);
    expect(result.notes).toEqual(['A row has only a box, which was taken as its mask.']);
  });

  it('reads classes from other lists, or goes by numbers', async () => {
    const row = '1 0.1 0.3 0.4 0.3 0.4 0.9 0.1 0.9';
    const names = async (file: ReturnType<typeof memoryFile>) => (await read(row, file)).categories;
    expect(await names(memoryFile('classes.txt', 'dog\nbig cat\n'))).toEqual([{ name: 'big cat' }]);
    expect(await names(memoryFile('x.yaml', 'names:\n  0: dog\n  1: 12\n'))).toEqual([{ name: '12' }]);
    expect(await names(memoryFile('readme.txt', 'hello'))).toEqual([{ name: 'class 1' }]);
  });

  it('says what is wrong and in which line, and reads the rest', async () => {
    const good = '0 0.1 0.3 0.4 0.3 0.4 0.9';
    const bad = [
      'dog 0.1 0.3 0.4 0.3 0.4 0.9',
      '0 0.1 0.3 0.4 0.3 0.4',
      '0 0.1 nan 0.4 0.3 0.4 0.9',
      '0 0.1 1e999 0.4 0.3 0.4 0.9',
      '0 0.1 0.3 1.4 0.3 0.4 0.9',
      '7 0.1 0.3 0.4 0.3 0.4 0.9',
      '0 0.5 0.5 -0.1 0.2',
      '0 0.1 0.1 0.1 0.1 0.1 0.1',
      '-1 0.1 0.3 0.4 0.3 0.4 0.9',
    ];
    const result = await read([...bad, good].join('\n'));
    expect(result.images[0]!.objects).toHaveLength(1);
    expect(result.failed.map(({ file, place, reason }) => [file, place, reason])).toEqual(
      [
        '"dog" is no number of a class.',
        'It has 5 numbers after its class; a box has 4 numbers after its class, a ring 6 or more in pairs.',
        '"nan" is no number.',
        '"1e999" is no number.',
        '1.4 lies outside the photo (0 to 1).',
        'Class 7 is not among the names of classes.',
        'Its box is -0.1 by 0.2.',
        'It has no pixel on the photo.',
        '"-1" is no number of a class.',
      ].map((reason, i) => ['labels/set/a.txt', { kind: 'line', line: i + 1 }, reason]),
    );
  });

  it.each([
    ['names: [a, b', /^It is not YAML: /],
    ['names: 7', /^It is not as expected: names/],
    ['names: {a: b}', /^"a" is no number of a class/],
    ['names: [[a]]', /^It is not as expected: names: names should be a list/],
    [`names: ${'['.repeat(40_000)}`, /^It is nested more than 32 deep/],
    [`names: ${'- '.repeat(20_000)}`, /^It is nested more than 32 deep/],
    [`names: ${'{a: '.repeat(40)}`, /^It is nested more than 32 deep/],
    [`names: [${'a, '.repeat(17_000)}]`, /characters long/],
    [
      `a: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefghi'
        .split('')
        .map((key, i) => `${key}: &${key} [${Array(9).fill(`*${'abcdefgh'[i]}`)}]`)
        .join('\n')}\nnames: *i`,
      /^It is not/,
    ],
  ])('refuses hostile lists of classes: %#', async (text, reason) => {
    const { failed } = await read('', memoryFile('data.yaml', text));
    expect(failed[0]!.reason).toMatch(reason);
  });

  it('tells texts about photos that are not there', async () => {
    const result = await readFiles(
      yoloFormat,
      [yaml, memoryFile('labels/stranger.txt', '')],
      document.images,
    );
    expect(result.failed).toEqual([
      {
        file: 'labels/stranger.txt',
        place: { kind: 'file' },
        reason: 'The photo "labels/stranger.txt" is not in the project.',
      },
    ]);
  });
});
