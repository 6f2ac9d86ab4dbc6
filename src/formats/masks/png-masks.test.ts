import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StudioDocument } from '../../document/document.ts';
import { objectsOf } from '../../document/lookup.ts';
import {
  sampleCategory,
  sampleDocument,
  sampleImage,
  sampleObject,
} from '../../document/testing/sample-document.ts';
import { bitmapFromMask } from '../../mask/bitmap.ts';
import { unionOfMasks } from '../../mask/boolean.ts';
import { boxMask } from '../../mask/create-mask.ts';
import { masksEqual } from '../../mask/measure.ts';
import { serializeMask } from '../../mask/serialize-mask.ts';
import { readPng } from '../png/read-png.ts';
import { writeGreyPng, writeIndexedPng } from '../png/write-png.ts';
import { documentArbitrary } from '../testing/document-arbitrary.ts';
import { exportJob, runExport } from '../testing/export-job.ts';
import { memoryFile } from '../testing/memory-file.ts';
import { contentOf, documentFrom, readFiles } from '../testing/read-back.ts';
import { pngMasksFormat } from './png-masks-format.ts';

const image = sampleImage('a', 20, 10, { name: 'set/a.jpg' });
const square = boxMask(20, 10, { x1: 2, y1: 3, x2: 8, y2: 9 });
const document = sampleDocument([sampleCategory('dog')], [[image, [sampleObject('1', 'dog', square)]]]);

/** What numbers of classes can keep: each class's pixels of a photo. */
function classPixels(source: StudioDocument): Record<string, Record<string, string>> {
  return Object.fromEntries(
    source.images.map(({ id, name }) => {
      const objects = objectsOf(source, id).filter(({ mask }) => mask.runs.length > 0);
      const classes = source.categories.flatMap((category) => {
        const [first, ...rest] = objects.filter((o) => o.category === category.id).map(({ mask }) => mask);
        if (!first) return [];
        return [
          [
            category.name.trim(),
            Buffer.from(serializeMask(unionOfMasks([first, ...rest]))).toString('base64'),
          ],
        ];
      });
      return [name, Object.fromEntries(classes)];
    }),
  );
}

describe('PNG masks', () => {
  it.each(['binary', 'alpha'])('give back every pixel, class and order, by %s', async (kind) => {
    await fc.assert(
      fc.asyncProperty(documentArbitrary(), async (source) => {
        const { files } = await runExport(pngMasksFormat, exportJob(source, { options: { kind } }));
        const result = await readFiles(pngMasksFormat, files, source.images);
        expect(result.failed).toEqual([]);
        expect(contentOf(documentFrom(result, source.images))).toEqual(contentOf(source));
      }),
      { numRuns: 120 },
    );
  });

  it('give back every pixel of every class, by class numbers', async () => {
    await fc.assert(
      fc.asyncProperty(documentArbitrary({ overlaps: false, without: ['__proto__'] }), async (source) => {
        const { files } = await runExport(
          pngMasksFormat,
          exportJob(source, { options: { kind: 'indexed' } }),
        );
        const result = await readFiles(pngMasksFormat, files, source.images);
        expect(result.failed).toEqual([]);
        expect(classPixels(documentFrom(result, source.images))).toEqual(classPixels(source));
      }),
      { numRuns: 120 },
    );
  });

  it('are white on black, or white on nothing', async () => {
    const pixels = async (kind: string) => {
      const { files } = await runExport(pngMasksFormat, exportJob(document, { options: { kind } }));
      expect(files.map(({ path }) => path)).toEqual(['masks/set/a/001.png', 'masks.json']);
      return readPng(await files[0]!.bytes(), 20, 10);
    };
    const inside = 4 * 20 + 4;
    const grey = await pixels('binary');
    expect([grey.color, grey.data[0], grey.data[inside]]).toEqual(['grey', 0, 255]);
    const rgba = await pixels('alpha');
    expect([rgba.color, ...rgba.data.slice(0, 4)]).toEqual(['rgba', 255, 255, 255, 0]);
    expect([...rgba.data.slice(4 * inside, 4 * inside + 4)]).toEqual([255, 255, 255, 255]);
  });

  it('without a list are matched by name: black and white is one object, others one a number', async () => {
    const bitmap = bitmapFromMask(square, undefined, 255);
    const numbers = Uint8Array.from(bitmap, (value, i) => (value === 0 ? 0 : i % 2 === 0 ? 3 : 7));
    const read = (png: Uint8Array) => readFiles(pngMasksFormat, [memoryFile('masks/a.png', png)], [image]);
    const one = await read(writeGreyPng(bitmap, 20, 10));
    expect(one.images[0]?.objects.map(({ mask }) => masksEqual(mask, square))).toEqual([true]);
    const two = await read(writeIndexedPng(numbers, 20, 10));
    expect(two.categories.map(({ name }) => name)).toEqual(['class 3', 'class 7']);
  });

  it.each([
    ['a list that is none', '{"kind":"binary"', /JSON/],
    ['a file that is missing', list('elsewhere.png'), /missing/],
    ['a path that leads out', list('../../secret.png'), /missing/],
    ['a photo that is not there', list('m.png', 'b.jpg'), /not in the project/],
    ['a picture of another size', list('m.png'), /30 by 30/],
  ])('say in words what is wrong with %s', async (_, text, words) => {
    const files = [
      memoryFile('masks.json', text),
      memoryFile('m.png', writeGreyPng(new Uint8Array(900), 30, 30)),
    ];
    const { failed } = await readFiles(pngMasksFormat, files, [image]);
    expect(failed).toHaveLength(1);
    expect(failed[0]!.reason).toMatch(words);
  });
});

function list(mask: string, photo = 'set/a.jpg'): string {
  return JSON.stringify({ kind: 'binary', photos: [{ photo, objects: [{ mask, class: 'dog' }] }] });
}
