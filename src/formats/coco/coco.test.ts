import fc from 'fast-check';
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
import { noPace } from '../pace.ts';
import { checkExport } from '../start-export.ts';
import { findFormats } from '../start-import.ts';
import { documentArbitrary } from '../testing/document-arbitrary.ts';
import { exportJob, runExport } from '../testing/export-job.ts';
import { memoryFile } from '../testing/memory-file.ts';
import { contentOf, documentFrom, readFiles } from '../testing/read-back.ts';
import { cocoFormat } from './coco-format.ts';

const square = boxMask(20, 10, { x1: 2, y1: 3, x2: 8, y2: 9 });
const frame = subtractMasks(square, boxMask(20, 10, { x1: 4, y1: 5, x2: 6, y2: 7 }));
const categories = [sampleCategory('dog', { supercategory: 'animal' }), sampleCategory('cat')];
const document = sampleDocument(categories, [
  [sampleImage('a', 20, 10, { name: 'set/a.jpg', credit: 'CC0' }), [sampleObject('1', 'cat', frame)]],
  [sampleImage('b', 5, 6), []],
]);

async function write(more: Parameters<typeof exportJob>[1] = {}): Promise<string> {
  const job = exportJob(document, { options: { profile: 'polygon' }, ...more });
  return await (await runExport(cocoFormat, job)).files[0]!.text();
}

describe('writing COCO', () => {
  it('gives the records that the readers need', async () => {
    expect(JSON.parse(await write())).toEqual({
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

  it('can be limited to some photos, whose ids then count from 1', async () => {
    const file = JSON.parse(await write({ images: new Set(['b' as ImageId]) }));
    expect(file.images).toEqual([{ id: 1, file_name: 'b.jpg', width: 5, height: 6 }]);
    expect(file.annotations).toEqual([]);
  });

  it('can be limited to some classes, whose ids then count from 1', async () => {
    const file = JSON.parse(await write({ categories: new Set([categories[1]!.id]) }));
    expect(file.categories).toEqual([{ id: 1, name: 'cat', supercategory: '' }]);
    expect(file.annotations[0].category_id).toBe(1);
  });

  it.each([
    ['beside', null, ['annotations.coco.json', 'set/a.jpg', 'b.jpg']],
    [
      'cvat',
      null,
      ['annotations/instances_default.json', 'images/default/set/a.jpg', 'images/default/b.jpg'],
    ],
    ['fiftyone', null, ['labels.json', 'data/set/a.jpg', 'data/b.jpg']],
    ['beside', 'val', ['val/annotations.coco.json', 'val/set/a.jpg', 'val/b.jpg']],
    ['cvat', 'val', ['annotations/instances_val.json', 'images/val/set/a.jpg', 'images/val/b.jpg']],
    ['fiftyone', 'val', ['val/labels.json', 'val/data/set/a.jpg', 'val/data/b.jpg']],
  ])('lays files out as %s, split %s', async (layout, part, paths) => {
    const split = part && ({ shares: { train: 0, val: 1, test: 0 }, seed: 0, groupBy: 'none' } as const);
    const { files, photos } = await runExport(
      cocoFormat,
      exportJob(document, { options: { layout }, split: split || null, copyImages: true }),
    );
    expect([...files.map(({ path }) => path), ...photos]).toEqual(paths);
  });

  it('refuses a choice that there is not', async () => {
    await expect(runExport(cocoFormat, exportJob(document, { options: { profile: 'png' } }))).rejects.toThrow(
      'COCO instances has no "png" for "Masks".',
    );
  });
});

describe('checks before saving', () => {
  const check = (checked: typeof document) => checkExport(cocoFormat, exportJob(checked), noPace);

  it('are content with what is fine', async () => {
    const fine = sampleDocument(
      [sampleCategory('dog')],
      [[sampleImage('a', 20, 10), [sampleObject('1', 'dog', square)]]],
    );
    expect(await check(fine)).toEqual({
      images: 1,
      objects: 1,
      categories: 1,
      splits: null,
      skipped: [],
      checks: [{ kind: 'complete', tone: 'ok', count: 1, text: 'Everything will be written.' }],
    });
  });

  it('name everything that is wrong, what is lost first', async () => {
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
    const { objects, checks, skipped } = await check(troubled);
    expect(objects).toBe(2);
    expect(checks.map(({ kind, tone, image, object }) => [tone, kind, object ?? image])).toEqual([
      ['error', 'empty-mask', 'empty'],
      ['error', 'renamed-photo', 'c'],
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
    expect(skipped).toEqual([{ image: 'a', object: 'empty', reason: 'Its mask is empty.' }]);
    const { files } = await runExport(cocoFormat, exportJob(troubled));
    const written = JSON.parse(await files[0]!.text());
    expect(written.annotations).toHaveLength(2);
    expect(written.images[2].file_name).toBe('c.jpg');
  });

  it('say when there is nothing', async () => {
    expect((await check(sampleDocument([], []))).checks[0]).toMatchObject({
      kind: 'nothing-to-write',
      tone: 'error',
    });
  });
});

describe('reading COCO', () => {
  const change = async (edit: (data: ReturnType<typeof JSON.parse>) => void) => {
    const data = JSON.parse(await write());
    edit(data);
    return memoryFile('x.json', JSON.stringify(data));
  };
  const read = (file: ReturnType<typeof memoryFile>) => readFiles(cocoFormat, [file], document.images);
  const failuresOf = async (file: ReturnType<typeof memoryFile>) =>
    (await read(file)).failed.map(({ place, reason }) => [
      place.kind === 'pointer' ? place.pointer : place.kind === 'line' ? place.line : '',
      reason,
    ]);

  it.each(['rle', 'polygon', 'ultralytics'])('gives back every document, by %s', async (profile) => {
    await fc.assert(
      fc.asyncProperty(documentArbitrary(), async (random) => {
        const { files } = await runExport(cocoFormat, exportJob(random, { options: { profile } }));
        const result = await readFiles(cocoFormat, files, random.images);
        expect(result.failed).toEqual([]);
        expect(contentOf(documentFrom(result, random.images))).toEqual(contentOf(random));
        expect(result.images).toHaveLength(random.images.length);
      }),
    );
  });

  it('keeps classes of higher order, attributes and boxes', async () => {
    const result = await read(
      await change((data) => {
        data.annotations[0].attributes = {
          colour: 'red',
          count: 2,
          nested: { a: [1] },
          origin: 'drawn',
          gone: null,
        };
        data.annotations.push({ image_id: 2, category_id: 1, bbox: [1, 2, 3, 4] });
        data.annotations.push({
          image_id: 2,
          category_id: 1,
          bbox: [0, 0, 1, 1],
          segmentation: [],
          iscrowd: 1,
        });
      }),
    );
    expect(result.categories).toEqual([{ name: 'dog', supercategory: 'animal' }, { name: 'cat' }]);
    expect(result.images[0]!.objects[0]!.attributes).toEqual({
      colour: 'red',
      count: '2',
      nested: '{"a":[1]}',
    });
    expect(
      masksEqual(result.images[1]!.objects[0]!.mask, boxMask(5, 6, { x1: 1, y1: 2, x2: 4, y2: 6 })),
    ).toBe(true);
    expect(result.images[1]!.objects[1]!.attributes).toEqual({ iscrowd: '1' });
    expect(result.notes).toEqual([
      'An object has only a box, which was taken as its mask. (2 times)',
      'A crowd was taken as one object.',
    ]);
  });

  it('reads lists in any order', async () => {
    const { images, annotations, categories: classes } = JSON.parse(await write());
    const result = await read(
      memoryFile('x.json', JSON.stringify({ annotations, classes: [], categories: classes, images })),
    );
    expect(result.failed).toEqual([]);
    expect(result.images[0]!.objects).toHaveLength(1);
  });

  it('says what is wrong and where, and reads the rest', async () => {
    const spoiled = await change((data) => {
      const good = data.annotations[0];
      data.annotations = [
        { ...good, segmentation: [[1, 2, 3, 4]] },
        good,
        { ...good, image_id: 9 },
        { ...good, category_id: 9 },
        { ...good, segmentation: { size: [10, 10], counts: [100] } },
        { ...good, segmentation: { size: [10, 20], counts: 'not run lengths' } },
        { ...good, segmentation: { size: [10, 20], counts: [7] } },
        { ...good, segmentation: [[100, 100, 110, 100, 110, 110]] },
        { ...good, segmentation: null, bbox: null },
        { ...good, bbox: [0, 0, -5, 2], segmentation: [] },
      ];
      data.images.push({ id: 1, file_name: 'c.jpg', width: 1, height: 1 }, { id: 4, width: 1, height: 1 });
      data.images.push({ id: 5, file_name: 'stranger.jpg', width: 1, height: 1 });
      data.annotations.push({ ...good, image_id: 5 });
    });
    expect((await read(spoiled)).images[0]!.objects).toHaveLength(1);
    expect(await failuresOf(spoiled)).toEqual([
      ['/images/2', 'The id 1 is taken already.'],
      ['/images/3', 'It has no file_name.'],
      [
        '/annotations/0',
        'It is not as expected: segmentation: a mask is a list of rings, each of at least 3 corners as x, y pairs, or run lengths with their size.',
      ],
      ['/annotations/2', 'It is on photo 9, which is not in the file.'],
      ['/annotations/3', 'It is of class 9, which is not in the file.'],
      ['/annotations/4', 'A mask of 10 by 10 pixels is given for a photo of 20 by 10.'],
      ['/annotations/5', expect.stringMatching(/^A run-length mask cannot be read/)],
      ['/annotations/6', 'A run-length mask cannot be read: its runs cover 7 pixels of 200.'],
      ['/annotations/7', 'Its mask has no pixel on the photo.'],
      ['/annotations/8', 'It has neither a mask nor a box.'],
      ['/annotations/9', 'Its box is -5 by 2 pixels.'],
      ['/images/4', 'The photo "stranger.jpg" is not in the project. Its object is left out.'],
    ]);
  });

  it('tells photos of another size, as when a tool ignored how a photo is turned', async () => {
    const turned = await change((data) => {
      [data.images[0].width, data.images[0].height] = [10, 20];
    });
    expect(await failuresOf(turned)).toEqual([
      [
        '/images/0',
        '"set/a.jpg" is 10 by 20 pixels here and 20 by 10 in the project. Its object is left out.',
      ],
    ]);
  });

  it('reads a file that was cut off up to the cut', async () => {
    const text = await write();
    const result = await read(memoryFile('x.json', text.slice(0, text.indexOf('"attributes"'))));
    expect(result.images).toHaveLength(2);
    expect(result.failed).toEqual([
      {
        file: 'x.json',
        place: { kind: 'line', line: 15 },
        reason: 'The JSON ends in the middle of a value.',
      },
    ]);
  });

  it('refuses outlines without end', async () => {
    const zigzag = Array.from({ length: 100_000 }, (_, i) => [i % 20, i % 2 === 0 ? 0 : 10]).flat();
    const file = await change((data) => (data.annotations[0].segmentation = [zigzag]));
    expect(await failuresOf(file)).toEqual([
      ['/annotations/0', 'Its outline is longer than any outline on a photo of this size.'],
    ]);
  });

  it('refuses corners too far away to be counted with, and takes those that are just far', async () => {
    const file = await change((data) => {
      const segmentation = [[-4e8, -4e8, 4e8, -3e8, 4e8, 4e8, -4e8, 4e8]];
      data.annotations.push({ ...data.annotations[0], id: 99, segmentation });
      data.annotations[0].segmentation = [[0, 0, 1e308, 0, -1e308, 1e308]];
      const endless = [[0, 0, 7, 1e17, 3e17, 9]];
      data.annotations.push({ ...data.annotations[0], id: 100, segmentation: endless });
    });
    const reason = 'A corner of its outline is too far from the photo.';
    expect(await failuresOf(file)).toEqual([
      ['/annotations/0', reason],
      ['/annotations/2', reason],
    ]);
  });

  it('is offered for COCO files and for no others', async () => {
    const files = [
      memoryFile('a/instances.json', await write()),
      memoryFile('labelme.json', '{"version": "5", "shapes": [], "imagePath": "a.jpg"}'),
      memoryFile('broken.json', '{'),
      memoryFile('notes.txt', await write()),
    ];
    const found = await findFormats([cocoFormat], files, noPace);
    expect(found.map(({ format, files: claimed }) => [format.id, claimed.map(({ path }) => path)])).toEqual([
      ['coco', ['a/instances.json']],
    ]);
  });
});
