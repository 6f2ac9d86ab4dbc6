import fc from 'fast-check';
import { encode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import {
  sampleCategory,
  sampleDocument,
  sampleImage,
  sampleObject,
} from '../../document/testing/sample-document.ts';
import { boxMask } from '../../mask/create-mask.ts';
import { cocoFormat } from '../coco/coco-format.ts';
import { noPace } from '../pace.ts';
import { checkExport } from '../start-export.ts';
import { findFormats } from '../start-import.ts';
import { documentArbitrary } from '../testing/document-arbitrary.ts';
import { exportJob, runExport } from '../testing/export-job.ts';
import { memoryFile } from '../testing/memory-file.ts';
import { contentOf, documentFrom, readFiles } from '../testing/read-back.ts';
import { cocoPanopticFormat } from './coco-panoptic-format.ts';

const box = (x1: number, y1: number, x2: number, y2: number) => boxMask(20, 10, { x1, y1, x2, y2 });
const document = sampleDocument(
  [sampleCategory('dog'), sampleCategory('cat')],
  [
    [
      sampleImage('a', 20, 10, { name: 'set/a.jpg' }),
      [
        sampleObject('hidden', 'dog', box(3, 3, 5, 5)),
        sampleObject('cut', 'dog', box(0, 0, 6, 6)),
        sampleObject('front', 'cat', box(3, 3, 9, 9)),
      ],
    ],
    [sampleImage('b', 5, 6), []],
  ],
);

async function written() {
  const { files, skipped } = await runExport(cocoPanopticFormat, exportJob(document));
  const json = JSON.parse(await files.at(-1)!.text());
  return { files, skipped, json };
}

describe('COCO panoptic', () => {
  it('gives each pixel to the foremost object and tells what that costs', async () => {
    const { files, skipped, json } = await written();
    expect(files.map(({ path }) => path)).toEqual([
      'annotations/panoptic/set/a.png',
      'annotations/panoptic/b.png',
      'annotations/panoptic.json',
    ]);
    expect(json.annotations).toEqual([
      {
        image_id: 1,
        file_name: 'set/a.png',
        segments_info: [
          { id: 2, category_id: 1, area: 27, bbox: [0, 0, 6, 6], iscrowd: 0 },
          { id: 3, category_id: 2, area: 36, bbox: [3, 3, 6, 6], iscrowd: 0 },
        ],
      },
      { image_id: 2, file_name: 'b.png', segments_info: [] },
    ]);
    expect(json.categories[0]).toEqual({ id: 1, name: 'dog', supercategory: '', isthing: 1 });
    expect(skipped).toEqual([
      { image: 'a', object: 'hidden', reason: 'Objects in front of it cover it wholly.' },
    ]);
    const { checks } = await checkExport(cocoPanopticFormat, exportJob(document), noPace);
    expect(checks.filter(({ kind }) => kind.startsWith('covered'))).toEqual([
      {
        kind: 'covered-object',
        tone: 'error',
        count: 1,
        text: '1 object is covered wholly by objects in front of it and will not be written.',
        image: 'a',
        object: 'hidden',
      },
      {
        kind: 'covered-pixels',
        tone: 'warning',
        count: 1,
        text: '1 object gives pixels to objects in front of it: here a pixel has one object.',
        image: 'a',
        object: 'cut',
      },
    ]);
  });

  it('gives back every document without overlaps', async () => {
    await fc.assert(
      fc.asyncProperty(documentArbitrary({ overlaps: false }), async (random) => {
        const { files } = await runExport(cocoPanopticFormat, exportJob(random));
        const result = await readFiles(cocoPanopticFormat, files, random.images);
        expect(result.failed).toEqual([]);
        expect(contentOf(documentFrom(result, random.images))).toEqual(contentOf(random));
      }),
      { numRuns: 60 },
    );
  });

  it('claims the JSON and the pictures that it names, and is not taken for instances', async () => {
    const { files } = await written();
    const stranger = memoryFile('images/photo.png', new Uint8Array(3));
    const found = await findFormats([cocoPanopticFormat, cocoFormat], [...files, stranger], noPace);
    expect(found.map(({ format }) => format.id)).toEqual(['coco-panoptic']);
    expect(found[0]!.files).toHaveLength(3);
  });

  it('says what is wrong and where, and reads the rest', async () => {
    const { files, json } = await written();
    const [first] = json.annotations;
    json.annotations = [
      {
        ...first,
        segments_info: [
          ...first.segments_info.slice(0, 1),
          { id: 77, category_id: 1 },
          { id: 2, category_id: 1 },
          { id: 3, category_id: 9 },
        ],
      },
      { image_id: 2, file_name: 'gone.png', segments_info: [] },
      { image_id: 9, file_name: 'set/a.png', segments_info: [] },
    ];
    const broken = memoryFile('p.json', JSON.stringify(json));
    const result = await readFiles(cocoPanopticFormat, [broken, ...files.slice(0, 2)], document.images);
    expect(
      result.failed.map(({ place, reason }) => [place.kind === 'pointer' && place.pointer, reason]),
    ).toEqual([
      ['/annotations/0/segments_info/1', 'Segment 77 has no pixel in the picture.'],
      ['/annotations/0/segments_info/2', 'Segment 2 is listed twice.'],
      ['/annotations/0/segments_info/3', 'It is of class 9, which is not in the file.'],
      ['/annotations/1', 'The picture "gone.png" is not among the files.'],
      ['/annotations/2', 'It is about photo 9, which is not in the file.'],
    ]);
    expect(result.images.map(({ image, objects }) => [image, objects.length])).toEqual([['a', 1]]);
  });

  it('tells pixels that no segment claims, and pictures of another size', async () => {
    const { files, json } = await written();
    json.annotations[0].segments_info.pop();
    const turned = memoryFile(
      'b.png',
      encode({ width: 6, height: 5, channels: 3, data: new Uint8Array(90) }),
    );
    const broken = memoryFile('p.json', JSON.stringify(json));
    const { failed } = await readFiles(cocoPanopticFormat, [broken, files[0]!, turned], document.images);
    expect(failed.map(({ reason }) => reason)).toEqual([
      '36 pixels of "set/a.png" are of segments that are not listed.',
      'The PNG cannot be read: it is 6 by 5 pixels where 5 by 6 are needed.',
    ]);
  });
});
