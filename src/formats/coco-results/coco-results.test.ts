import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TurnId } from '../../document/document.ts';
import {
  sampleCategory,
  sampleDocument,
  sampleImage,
  sampleObject,
} from '../../document/testing/sample-document.ts';
import { boxMask } from '../../mask/create-mask.ts';
import { cocoFormat } from '../coco/coco-format.ts';
import { noPace } from '../pace.ts';
import { findFormats } from '../start-import.ts';
import { documentArbitrary } from '../testing/document-arbitrary.ts';
import { exportJob, runExport } from '../testing/export-job.ts';
import { memoryFile } from '../testing/memory-file.ts';
import { contentOf, documentFrom, readFiles } from '../testing/read-back.ts';
import { cocoResultsFormat } from './coco-results-format.ts';

const model = {
  kind: 'model',
  turn: 't' as TurnId,
  prompt: 'dog',
  reference: 'dog',
  model: 'nano',
  maskConfidence: 0.75,
  boxConfidence: 0.5,
  partial: false,
} as const;
const mask = boxMask(20, 10, { x1: 2, y1: 3, x2: 8, y2: 9 });
const document = sampleDocument(
  [sampleCategory('dog')],
  [
    [
      sampleImage('a', 20, 10),
      [
        sampleObject('found', 'dog', mask, { provenance: model }),
        sampleObject('drawn', 'dog', mask),
        sampleObject('corrected', 'dog', mask, { provenance: model, edited: true }),
        sampleObject('scored', 'dog', mask, { attributes: { score: '0.25' } }),
        sampleObject('odd', 'dog', mask, { attributes: { score: 'high' } }),
      ],
    ],
    [sampleImage('b', 5, 6), []],
  ],
);

describe('COCO results', () => {
  it('are a flat list with scores, photos and classes in a second file', async () => {
    const { files } = await runExport(cocoResultsFormat, exportJob(document));
    expect(files.map(({ path }) => path)).toEqual(['image_info.json', 'results.json']);
    const results = JSON.parse(await files[1]!.text());
    expect(results.map(({ score }: { score: number }) => score)).toEqual([0.75, 1, 1, 0.25, 1]);
    expect(results[0]).toEqual({
      image_id: 1,
      category_id: 1,
      segmentation: { size: [10, 20], counts: expect.any(String) },
      bbox: [2, 3, 6, 6],
      score: 0.75,
    });
  });

  it('can be a whole COCO file with scores', async () => {
    const { files } = await runExport(
      cocoResultsFormat,
      exportJob(document, { options: { shape: 'keyed' } }),
    );
    const { annotations } = JSON.parse(await files[0]!.text());
    expect(annotations[0]).toMatchObject({ id: 1, iscrowd: 0, score: 0.75, area: 36 });
    const back = await readFiles(cocoFormat, files, document.images);
    expect(back.images[0]!.objects[0]!.attributes).toMatchObject({ score: '0.75' });
  });

  it('give back every document, flat', async () => {
    await fc.assert(
      fc.asyncProperty(documentArbitrary(), async (random) => {
        const { files } = await runExport(cocoResultsFormat, exportJob(random));
        if ((await files[1]!.text()) === '[]\n') return;
        const claimed = await findFormats([cocoResultsFormat, cocoFormat], files, noPace);
        expect(claimed[0]!.format.id).toBe('coco-results');
        const result = await readFiles(cocoResultsFormat, claimed[0]!.files, random.images);
        expect(result.failed).toEqual([]);
        expect(contentOf(documentFrom(result, random.images))).toEqual(contentOf(random));
      }),
    );
  });

  it('need the file with the names of photos', async () => {
    const { files } = await runExport(cocoResultsFormat, exportJob(document));
    const { failed } = await readFiles(cocoResultsFormat, [files[1]!], document.images);
    expect(failed).toEqual([
      {
        file: 'results.json',
        place: { kind: 'file' },
        reason:
          'It names photos and classes by number. Choose the COCO file with their names together with it.',
      },
    ]);
    const cut = memoryFile('results.json', (await files[1]!.text()).slice(0, -10));
    const half = await readFiles(cocoResultsFormat, [files[0]!, cut], document.images);
    expect(half.images[0]!.objects).toHaveLength(4);
    expect(half.failed).toHaveLength(1);
  });
});
