import { describe, expect, it } from 'vitest';
import { boxMask, emptyMask } from '../../mask/create-mask.ts';
import { masksEqual } from '../../mask/measure.ts';
import { readRefs, referenceMask } from './read-refs.ts';

const square = { id: 1, image_id: 1, category_id: 1, segmentation: [[2, 3, 8, 3, 8, 9, 2, 9]] };
const set = {
  images: [
    { id: 1, file_name: 'a.jpg', width: 20, height: 10 },
    { id: 2, file_name: 'b.jpg', width: 5, height: 6 },
  ],
  categories: [{ id: 1, name: 'box' }],
  annotations: [square],
};
const ref = {
  ref_id: 7,
  image_id: 1,
  ann_id: [1],
  sentences: [{ sent_id: 0, sent: 'the square' }, { sent: 'it' }],
};
const read = (data: object) => readRefs(JSON.stringify(data), 'refs.json');

describe('reading a referring set as a whole', () => {
  it('gives one reference for each sentence, with its mask', async () => {
    const references = await read({
      ...set,
      refs: [
        { ...ref, group: 'voc' },
        { ...ref, ann_id: [-1], no_target: true },
      ],
    });
    expect(
      references.map(({ sentence, group, annotations }) => [sentence, group, annotations.length]),
    ).toEqual([
      ['the square', 'voc', 1],
      ['it', 'voc', 1],
      ['the square', 'all', 0],
      ['it', 'all', 0],
    ]);
    expect(masksEqual(referenceMask(references[0]!), boxMask(20, 10, { x1: 2, y1: 3, x2: 8, y2: 9 }))).toBe(
      true,
    );
    expect(masksEqual(referenceMask(references[2]!), emptyMask(20, 10))).toBe(true);
  });

  it.each([
    [{ ...ref, ann_id: [5] }, 'refs.json, /refs/0: It names annotation 5, which is not in the file.'],
    [{ ...ref, image_id: 2 }, '/refs/0: It names annotation 1, which is on another photo.'],
    [{ ...ref, image_id: 3 }, '/refs/0: It is about photo 3, which is not in the file.'],
    [{ ...ref, no_target: true }, '/refs/0: It has no_target but names annotations.'],
    [
      { ...ref, ann_id: [], no_target: false },
      '/refs/0: It names no annotation but says that it has a target.',
    ],
    [{ ...ref, sentences: [] }, '/refs/0: It is not as expected: sentences: has no sentence.'],
  ])('says what is wrong and where: %#', async (wrong, words) => {
    await expect(read({ ...set, refs: [wrong] })).rejects.toThrow(words);
  });

  it.each([
    [{ ...set }, 'refs.json, /refs: It is missing.'],
    [{ ...set, images: [...set.images, set.images[0]!], refs: [] }, '/images/2: The id 1 is taken already.'],
    [{ ...set, annotations: [square, square], refs: [] }, '/annotations/1: It has no id of its own.'],
    [{ ...set, annotations: [{ ...square, image_id: 9 }], refs: [] }, '/annotations/0: It is on photo 9'],
  ])('refuses the set when its tables are broken: %#', async (data, words) => {
    await expect(read(data)).rejects.toThrow(words);
  });

  it('refuses what is no JSON', async () => {
    await expect(readRefs('{', 'refs.json')).rejects.toThrow('refs.json, line 1: The JSON');
  });
});
