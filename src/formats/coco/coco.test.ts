import { describe, expect, it } from 'vitest';
import type { ImageId } from '../../document/document.ts';
import {
  sampleCategory,
  sampleDocument,
  sampleImage,
  sampleObject,
} from '../../document/testing/sample-document.ts';
import { subtractMasks } from '../../mask/boolean.ts';
import { boxMask, emptyMask } from '../../mask/create-mask.ts';
import { masksEqual } from '../../mask/measure.ts';
import { checkCoco } from './check-coco.ts';
import type { CocoOptions } from './coco-records.ts';
import { annotationMask, readCoco } from './read-coco.ts';
import { readRefs, referenceMask } from './read-refs.ts';
import { writeCoco } from './write-coco.ts';

const square = boxMask(20, 10, { x1: 2, y1: 3, x2: 8, y2: 9 });
const frame = subtractMasks(square, boxMask(20, 10, { x1: 4, y1: 5, x2: 6, y2: 7 }));
const categories = [sampleCategory('dog', { supercategory: 'animal' }), sampleCategory('cat')];
const document = sampleDocument(categories, [
  [sampleImage('a', 20, 10, { name: 'set/a.jpg', credit: 'CC0' }), [sampleObject('1', 'cat', frame)]],
  [sampleImage('b', 5, 6), []],
]);
const options: CocoOptions = { profile: 'polygon', description: 'Test', createdAt: Date.UTC(2026, 10, 23) };
const write = (more: Partial<CocoOptions> = {}) => [...writeCoco(document, { ...options, ...more })].join('');

describe('writing COCO', () => {
  it('gives the records that the readers need', () => {
    expect(JSON.parse(write())).toEqual({
      info: {
        description: 'Test',
        url: '',
        version: '1.0',
        year: 2026,
        contributor: '',
        date_created: '2026-11-23T00:00:00.000Z',
      },
      licenses: [{ id: 1, name: 'CC0', url: '' }],
      categories: [
        { id: 1, name: 'dog', supercategory: 'animal' },
        { id: 2, name: 'cat', supercategory: '' },
      ],
      images: [
        { id: 1, file_name: 'set/a.jpg', width: 20, height: 10, license: 1 },
        { id: 2, file_name: 'b.jpg', width: 5, height: 6 },
      ],
      annotations: [
        {
          id: 1,
          image_id: 1,
          category_id: 2,
          segmentation: [[2, 3, 4, 3, 4, 5, 4, 7, 6, 7, 6, 5, 4, 5, 4, 3, 8, 3, 8, 9, 2, 9]],
          area: 32,
          bbox: [2, 3, 6, 6],
          iscrowd: 0,
          attributes: { origin: 'drawn', edited: false },
        },
      ],
    });
  });

  it('can be limited to some photos, whose ids then count from 1', () => {
    const file = JSON.parse(write({ images: new Set(['b' as ImageId]) }));
    expect(file.images).toEqual([{ id: 1, file_name: 'b.jpg', width: 5, height: 6 }]);
    expect(file.annotations).toEqual([]);
  });

  it.each(['polygon', 'rle'] as const)('is read back, %s', (profile) => {
    const dataset = readCoco(write({ profile }), 'out.json');
    expect(masksEqual(annotationMask(dataset, dataset.annotations.get(1)!), frame)).toBe(true);
  });
});

describe('checks before saving', () => {
  it('are content with what is fine', () => {
    const fine = sampleDocument(
      [sampleCategory('dog')],
      [[sampleImage('a', 20, 10), [sampleObject('1', 'dog', square)]]],
    );
    expect(checkCoco(fine, options)).toEqual({
      images: 1,
      objects: 1,
      categories: 1,
      checks: [{ kind: 'complete', tone: 'ok', count: 1, text: 'Everything will be written.' }],
    });
  });

  it('name everything that is wrong, what is lost first', () => {
    const speck = boxMask(20, 10, { x1: 19, y1: 9, x2: 20, y2: 10 });
    const troubled = sampleDocument(
      [sampleCategory('dog'), sampleCategory('dog2', { name: 'Dog' }), sampleCategory('cat')],
      [
        [
          sampleImage('a', 20, 10, { name: 'x/photo.jpg' }),
          [
            sampleObject('empty', 'dog', emptyMask(20, 10)),
            sampleObject('speck', 'dog', speck, { visible: false }),
          ],
        ],
        [sampleImage('b', 20, 10, { name: 'y/photo.png' }), []],
        [sampleImage('c', 20, 10, { name: '../c.jpg' }), [sampleObject('ok', 'dog', square)]],
      ],
    );
    const { objects, checks } = checkCoco(troubled, options);
    expect(objects).toBe(2);
    expect(checks.map(({ kind, tone, image, object }) => [tone, kind, object ?? image])).toEqual([
      ['error', 'empty-mask', 'empty'],
      ['error', 'unsuitable-path', 'c'],
      ['error', 'duplicate-category', undefined],
      ['warning', 'tiny-object', 'speck'],
      ['warning', 'hidden-object', 'speck'],
      ['warning', 'image-without-objects', 'b'],
      ['warning', 'duplicate-stem', 'b'],
      ['warning', 'unused-category', undefined],
    ]);
    expect(checks[0]!.text).toBe('1 object has an empty mask and will not be written.');
    expect(checks.at(-1)!.text).toBe(
      '"Dog", "cat" have no objects in this export; they are written all the same.',
    );
    expect(JSON.parse([...writeCoco(troubled, options)].join('')).annotations).toHaveLength(2);
  });

  it('say when there is nothing', () => {
    expect(checkCoco(sampleDocument([], []), options).checks[0]).toMatchObject({
      kind: 'nothing-to-write',
      tone: 'error',
    });
  });
});

describe('reading COCO', () => {
  const file = (change: (data: ReturnType<typeof JSON.parse>) => void) => {
    const data = JSON.parse(write());
    change(data);
    return JSON.stringify(data);
  };

  it.each([
    ['{', /x.json is not JSON/],
    [file((data) => delete data.images), /x.json is not as expected. images/],
    [file((data) => (data.annotations[0].segmentation = [[1, 2, 3, 4]])), /annotations\[0\].segmentation/],
    [
      file((data) => (data.annotations[0].image_id = 9)),
      /annotations\[0\] is on photo 9, which is not in the file/,
    ],
    [file((data) => (data.annotations[0].category_id = 9)), /annotations\[0\] is of class 9/],
    [file((data) => (data.images[1].id = 1)), /images\[1\] has the id 1, which is taken/],
  ])('says what is wrong and where: %#', (text, words) => {
    expect(() => readCoco(text, 'x.json')).toThrow(words);
  });

  it('refuses run lengths of another size', () => {
    const dataset = readCoco(
      file((data) => (data.annotations[0].segmentation = { size: [10, 10], counts: [100] })),
      'x.json',
    );
    expect(() => annotationMask(dataset, dataset.annotations.get(1)!)).toThrow(
      /10 by 10 pixels is given for .* 20 by 10/,
    );
  });
});

describe('reading referring sets', () => {
  const refs = (...list: object[]) => JSON.stringify({ ...JSON.parse(write()), refs: list });
  const ref = {
    ref_id: 7,
    image_id: 1,
    ann_id: [1],
    sentences: [{ sent_id: 0, sent: 'the frame' }, { sent: 'it' }],
  };

  it('gives one reference for each sentence, with its mask', () => {
    const set = readRefs(
      refs({ ...ref, group: 'voc' }, { ...ref, ann_id: [-1], no_target: true }),
      'refs.json',
    );
    expect(set.references.map(({ sentence, group, annotations }) => [sentence, group, annotations])).toEqual([
      ['the frame', 'voc', [1]],
      ['it', 'voc', [1]],
      ['the frame', 'all', []],
      ['it', 'all', []],
    ]);
    expect(masksEqual(referenceMask(set, set.references[0]!), frame)).toBe(true);
    expect(masksEqual(referenceMask(set, set.references[2]!), emptyMask(20, 10))).toBe(true);
  });

  it.each([
    [{ ...ref, ann_id: [5] }, /refs\[0\] names annotation 5, which is not in the file/],
    [{ ...ref, image_id: 2 }, /refs\[0\] names annotation 1, which is on another photo/],
    [{ ...ref, image_id: 3 }, /refs\[0\] is about photo 3/],
    [{ ...ref, no_target: true }, /refs\[0\] has no_target but names annotations/],
    [{ ...ref, ann_id: [], no_target: false }, /refs\[0\] names no annotation/],
    [{ ...ref, sentences: [] }, /refs\[0\].sentences: has no sentence/],
  ])('says what is wrong and where: %#', (wrong, words) => {
    expect(() => readRefs(refs(wrong), 'refs.json')).toThrow(words);
  });
});
