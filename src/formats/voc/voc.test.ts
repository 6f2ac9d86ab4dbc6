import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StudioDocument } from '../../document/document.ts';
import {
  sampleCategory,
  sampleDocument,
  sampleImage,
  sampleObject,
} from '../../document/testing/sample-document.ts';
import { boxMask } from '../../mask/create-mask.ts';
import { masksEqual } from '../../mask/measure.ts';
import { noPace } from '../pace.ts';
import { readPng } from '../png/read-png.ts';
import { checkExport } from '../start-export.ts';
import { findFormats } from '../start-import.ts';
import { documentArbitrary } from '../testing/document-arbitrary.ts';
import { exportJob, runExport } from '../testing/export-job.ts';
import { memoryFile } from '../testing/memory-file.ts';
import { contentOf, documentFrom, photosAlong, readFiles } from '../testing/read-back.ts';
import { vocFormat } from './voc-format.ts';

const back = boxMask(20, 10, { x1: 0, y1: 0, x2: 10, y2: 10 });
const front = boxMask(20, 10, { x1: 5, y1: 2, x2: 15, y2: 8 });
const document = sampleDocument(
  [sampleCategory('dog'), sampleCategory('cat & <co>')],
  [
    [
      sampleImage('a', 20, 10, { name: 'a.jpg' }),
      [sampleObject('1', 'dog', back), sampleObject('2', 'cat & <co>', front)],
    ],
    [sampleImage('b', 5, 6, { name: 'b.jpg' }), []],
  ],
);

async function written(source: StudioDocument = document) {
  const { files, skipped } = await runExport(vocFormat, exportJob(source));
  return {
    files,
    skipped,
    text: async (path: string) => (await files.find((f) => f.path === path)?.text()) ?? '',
  };
}

describe('writing Pascal VOC', () => {
  it('lays out the folders of the development kit', async () => {
    const { files } = await written();
    expect(files.map(({ path }) => path)).toEqual([
      'Annotations/a.xml',
      'SegmentationObject/a.png',
      'SegmentationClass/a.png',
      'Annotations/b.xml',
      'ImageSets/Main/train.txt',
      'ImageSets/Main/trainval.txt',
      'ImageSets/Segmentation/train.txt',
      'ImageSets/Segmentation/trainval.txt',
      'labelmap.txt',
    ]);
  });

  it('counts box corners from 1, both ends included, and escapes names', async () => {
    const xml = await (await written()).text('Annotations/a.xml');
    expect(xml).toContain(
      '<xmin>6</xmin>\n\t\t\t<ymin>3</ymin>\n\t\t\t<xmax>15</xmax>\n\t\t\t<ymax>8</ymax>',
    );
    expect(xml).toContain('<name>cat &amp; &lt;co&gt;</name>');
  });

  it('gives a pixel to the frontmost object, in the palette of VOC', async () => {
    const { files } = await written();
    const png = readPng(await files[1]!.bytes(), 20, 10);
    expect(png.color).toBe('indexed');
    expect([png.data[0], png.data[3 * 20 + 6], png.data[19]]).toEqual([1, 2, 0]);
    expect(png.palette?.slice(0, 4)).toEqual([
      [0, 0, 0],
      [128, 0, 0],
      [0, 128, 0],
      [128, 128, 0],
    ]);
  });

  it('says what overlaps, and leaves out with a reason what is wholly covered', async () => {
    const summary = await checkExport(vocFormat, exportJob(document), noPace);
    expect(summary.checks.find(({ kind }) => kind === 'overlap')).toMatchObject({
      tone: 'warning',
      count: 1,
    });
    const hidden = sampleDocument(
      [sampleCategory('dog')],
      [[sampleImage('a', 20, 10), [sampleObject('under', 'dog', front), sampleObject('over', 'dog', front)]]],
    );
    const { skipped } = await written(hidden);
    expect(skipped).toEqual([
      expect.objectContaining({ object: 'under', reason: expect.stringContaining('lie over') }),
    ]);
  });
});

describe('reading Pascal VOC', () => {
  it('gives back every pixel, class and order of documents without overlaps', async () => {
    await fc.assert(
      fc.asyncProperty(documentArbitrary({ overlaps: false }), async (source) => {
        const { files } = await runExport(vocFormat, exportJob(source));
        const along = photosAlong(source, vocFormat);
        const result = await readFiles(vocFormat, files, source.images, await along);
        expect(result.failed).toEqual([]);
        expect(contentOf(documentFrom(result, source.images))).toEqual(contentOf(source));
      }),
      { numRuns: 150 },
    );
  });

  it('takes a box as the mask where there is no PNG, and notes it', async () => {
    const { files } = await written();
    const xml = files.filter(({ path }) => path.endsWith('a.xml'));
    const { images, notes } = await readFiles(vocFormat, xml, document.images);
    expect(images[0]?.objects.map(({ mask }) => masksEqual(mask, back) || masksEqual(mask, front))).toEqual([
      true,
      true,
    ]);
    expect(notes.join()).toContain('boxes were taken as masks');
  });

  it('takes the classes of a PNG alone by the label map', async () => {
    const { files } = await written();
    const some = files.filter(({ path }) => path.includes('SegmentationClass') || path === 'labelmap.txt');
    const { categories, images } = await readFiles(vocFormat, some, document.images);
    expect(categories.map(({ name }) => name)).toEqual(['dog', 'cat & <co>']);
    expect(masksEqual(images[0]!.objects[1]!.mask, front)).toBe(true);
  });

  it.each([
    ['an entity bomb', '<!DOCTYPE a [<!ENTITY b "&b;&b;">]><annotation>&b;</annotation>', /document type/],
    ['deep nesting', `<annotation>${'<a>'.repeat(100_000)}`, /nested too deeply/],
    ['other XML', '<annotation><x/></annotation>', /filename/],
    ['no XML', '<annotation <', /well-formed|filename|not as expected/],
    ['nothing at all', '', /^It is not well-formed XML, in line 1: Start tag expected\.$/],
    ['a size that is not the photo’s', vocText('a.jpg', 21, 10), /21 by 10/],
    ['a photo that is not there', vocText('../../etc/passwd', 20, 10), /not in the project/],
  ])('refuses %s with words', async (_, text, words) => {
    const { failed, images } = await readFiles(
      vocFormat,
      [memoryFile('Annotations/a.xml', text)],
      document.images,
    );
    expect(images.flatMap(({ objects }) => objects)).toEqual([]);
    expect(failed).toHaveLength(1);
    expect(failed[0]!.reason).toMatch(words);
  });

  it('keeps the good objects beside bad ones, which are named by their place', async () => {
    const text = vocText('a.jpg', 20, 10, ['1', 'NaN', '-5', '1e9']);
    const { failed, images } = await readFiles(
      vocFormat,
      [memoryFile('Annotations/a.xml', text)],
      document.images,
    );
    expect(images[0]!.objects).toHaveLength(1);
    expect(failed.map(({ place }) => place)).toEqual([
      { kind: 'pointer', pointer: '/annotation/object/1' },
      { kind: 'pointer', pointer: '/annotation/object/2' },
      { kind: 'pointer', pointer: '/annotation/object/3' },
    ]);
  });

  it('claims its own files and no others', async () => {
    const { files } = await written();
    const others = [memoryFile('Annotations/other.xml', '<svg/>'), memoryFile('x.json', '{}')];
    const [candidate] = await findFormats([vocFormat], [...files, ...others], noPace);
    expect(candidate!.files.map(({ path }) => path).sort()).toEqual(files.map(({ path }) => path).sort());
  });
});

/** An annotation with one object for each `xmin`, the rest of whose box fits. */
function vocText(name: string, width: number, height: number, left: readonly string[] = ['1']): string {
  const objects = left.map(
    (xmin) =>
      `<object><name>dog</name><bndbox><xmin>${xmin}</xmin><ymin>1</ymin><xmax>${xmin === '-5' ? 0 : 9}</xmax><ymax>9</ymax></bndbox></object>`,
  );
  return `<annotation><filename>${name}</filename><size><width>${width}</width><height>${height}</height></size>${objects.join('')}</annotation>`;
}
