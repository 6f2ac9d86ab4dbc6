import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ImageId, TurnId } from '../../document/document.ts';
import {
  sampleCategory,
  sampleDocument,
  sampleImage,
  sampleObject,
} from '../../document/testing/sample-document.ts';
import { boxMask } from '../../mask/create-mask.ts';
import { formats } from '../formats.ts';
import { noPace } from '../pace.ts';
import { checkExport } from '../start-export.ts';
import { findFormats } from '../start-import.ts';
import { documentArbitrary } from '../testing/document-arbitrary.ts';
import { exportJob, runExport } from '../testing/export-job.ts';
import { memoryFile } from '../testing/memory-file.ts';
import { contentOf, documentFrom, readFiles } from '../testing/read-back.ts';
import { sampleTurn } from '../testing/sample-turn.ts';
import { readRefs } from './read-refs.ts';
import { refsFormat } from './refs-format.ts';

const mask = boxMask(20, 10, { x1: 2, y1: 3, x2: 8, y2: 9 });
const model = {
  kind: 'model',
  turn: 'forgotten' as TurnId,
  prompt: 'the old dog',
  reference: 'dog',
  model: 'nano',
  maskConfidence: 0.75,
  boxConfidence: 0.5,
  partial: false,
} as const;
const document = sampleDocument(
  [sampleCategory('dog'), sampleCategory('cat')],
  [
    [
      sampleImage('a', 20, 10),
      [
        sampleObject('1', 'dog', mask),
        sampleObject('2', 'cat', mask),
        sampleObject('3', 'dog', mask, { provenance: model }),
      ],
    ],
    [sampleImage('b', 5, 6), []],
  ],
);
const conversations = new Map([
  [
    'a' as ImageId,
    [
      sampleTurn('t1', ' the  dog\n', ['1']),
      sampleTurn('t2', 'Both animals', ['2', '1']),
      sampleTurn('t3', 'it', ['1']),
      sampleTurn('t4', 'The dog', ['1']),
      sampleTurn('t5', 'a zebra', []),
      sampleTurn('t6', 'the ghost', ['deleted']),
      sampleTurn('t7', 'merge them', ['1'], { kind: 'command', message: 'Merged.' }),
      sampleTurn('t8', 'what is it', [], { kind: 'done' }),
    ],
  ],
]);
const refsOf = async (targets: string) => {
  const { files, skipped } = await runExport(
    refsFormat,
    exportJob(document, { conversations, options: { targets } }),
  );
  return { files, skipped, refs: JSON.parse(await files[0]!.text()).refs };
};

describe('referring expressions', () => {
  it('come from the questions, those that mean the same together', async () => {
    const { refs, skipped } = await refsOf('many');
    expect(refs).toEqual([
      {
        ref_id: 1,
        image_id: 1,
        file_name: 'a.jpg',
        split: 'train',
        ann_id: [1],
        category_id: [1],
        no_target: false,
        sent_ids: [1, 2],
        sentences: [
          { sent_id: 1, sent: 'The dog', raw: 'The dog', tokens: ['the', 'dog'] },
          { sent_id: 2, sent: 'it', raw: 'it', tokens: ['it'] },
        ],
      },
      expect.objectContaining({ ref_id: 2, ann_id: [1, 2], category_id: [1, 2], no_target: false }),
      expect.objectContaining({ ref_id: 3, ann_id: [-1], category_id: [-1], no_target: true }),
      expect.objectContaining({ ref_id: 4, ann_id: [3], category_id: [1], no_target: false }),
    ]);
    expect(refs[3].sentences[0].sent).toBe('the old dog');
    expect(skipped).toEqual([
      { image: 'a', reason: 'The question "the ghost" is left out: what it found is not in this export.' },
    ]);
  });

  it('with one target each, for RefCOCO, say what is left out', async () => {
    const { refs, skipped } = await refsOf('one');
    expect(
      refs.map(({ ann_id, category_id }: { ann_id: number; category_id: number }) => [ann_id, category_id]),
    ).toEqual([
      [1, 1],
      [3, 1],
    ]);
    expect(skipped.map(({ reason }) => reason)).toEqual([
      'The question "the ghost" is left out: what it found is not in this export.',
      'The question "Both animals" means 2 objects; RefCOCO allows one.',
      'The question "a zebra" means nothing; RefCOCO allows one.',
    ]);
    const summary = await checkExport(
      refsFormat,
      exportJob(document, { conversations, options: { targets: 'one' } }),
      noPace,
    );
    expect(summary.checks.find(({ kind }) => kind === 'expression-left-out')).toMatchObject({
      count: 3,
      image: 'a',
    });
  });

  it('are read by the reader of benchmarks', async () => {
    const { files } = await refsOf('many');
    const references = await readRefs(await files[0]!.text(), 'refs.json');
    expect(references.map(({ sentence, annotations }) => [sentence, annotations.length])).toEqual([
      ['The dog', 1],
      ['it', 1],
      ['Both animals', 2],
      ['a zebra', 0],
      ['the old dog', 1],
    ]);
  });

  it('come back as questions, with every mask', async () => {
    await fc.assert(
      fc.asyncProperty(
        documentArbitrary(),
        fc.array(fc.tuple(fc.string(), fc.nat(3)), { maxLength: 5 }),
        async (random, asked) => {
          const asking = new Map(
            random.images.map(({ id }) => {
              const objects = (random.objects.get(id) ?? []).map((object) => object.id);
              return [id, asked.map(([prompt, n], i) => sampleTurn(`${i}`, prompt, objects.slice(0, n)))];
            }),
          );
          const { files } = await runExport(refsFormat, exportJob(random, { conversations: asking }));
          const result = await readFiles(refsFormat, files, random.images);
          expect(result.failed).toEqual([]);
          expect(contentOf(documentFrom(result, random.images))).toEqual(contentOf(random));
          const sentences = JSON.parse(await files[0]!.text()).refs.flatMap(
            (ref: { sentences: { sent: string }[] }) => ref.sentences.map(({ sent }) => sent),
          );
          expect(result.images.flatMap(({ turns }) => turns.map(({ prompt }) => prompt))).toEqual(sentences);
        },
      ),
    );
  });

  it('are read from a list beside its COCO file, and their faults are told', async () => {
    const { files } = await refsOf('many');
    const { refs, ...coco } = JSON.parse(await files[0]!.text());
    const pair = [
      memoryFile('instances.json', JSON.stringify(coco)),
      memoryFile(
        'grefs(unc).json',
        JSON.stringify([
          refs[0],
          { ...refs[0], ann_id: [9] },
          { ...refs[0], image_id: 7 },
          { ...refs[0], image_id: 2 },
        ]),
      ),
    ];
    const found = await findFormats(formats, pair, noPace);
    expect(found[0]!.format.id).toBe('refs');
    const result = await readFiles(refsFormat, found[0]!.files, document.images);
    expect(result.images[0]!.turns.map(({ prompt, objects }) => [prompt, objects])).toEqual([
      ['The dog', [0]],
      ['it', [0]],
    ]);
    expect(
      result.failed.map(({ place, reason }) => [place.kind === 'pointer' && place.pointer, reason]),
    ).toEqual([
      ['/1', 'It names annotation 9, which could not be read.'],
      ['/2', 'It is about photo 7, which is not in the file.'],
      ['/3', 'It names annotation 1, which is on another photo.'],
    ]);
    const alone = await readFiles(refsFormat, [pair[1]!], document.images);
    expect(alone.failed[0]!.reason).toBe(
      'It names objects by number. Choose the COCO file with them together with it.',
    );
  });

  it('say when nothing was asked', async () => {
    const plain = sampleDocument(document.categories, [
      [sampleImage('a', 20, 10), [sampleObject('1', 'dog', mask)]],
    ]);
    const { checks } = await checkExport(refsFormat, exportJob(plain), noPace);
    expect(checks[0]).toMatchObject({ kind: 'no-expressions', tone: 'error' });
  });
});
