import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ImageId, StudioDocument, TurnId } from '../../document/document.ts';
import { objectsOf } from '../../document/lookup.ts';
import {
  sampleCategory,
  sampleDocument,
  sampleImage,
  sampleObject,
} from '../../document/testing/sample-document.ts';
import { maskFromBitmap } from '../../mask/bitmap.ts';
import { canvasFromMask } from '../../mask/canvas-from-mask.ts';
import { boxMask } from '../../mask/create-mask.ts';
import type { Mask } from '../../mask/mask.ts';
import { maskBox, masksEqual } from '../../mask/measure.ts';
import { nearestCanvas } from '../../mask/nearest-canvas.ts';
import { bitmapArbitrary, toMask } from '../../mask/testing/bitmap-arbitrary.ts';
import { boxCells } from '../../text4seg/box-cells.ts';
import { repeatBorder } from '../../text4seg/cell-canvas.ts';
import { formats } from '../formats.ts';
import { noPace } from '../pace.ts';
import { checkExport } from '../start-export.ts';
import { findFormats } from '../start-import.ts';
import { documentArbitrary } from '../testing/document-arbitrary.ts';
import { exportJob, runExport } from '../testing/export-job.ts';
import { memoryFile } from '../testing/memory-file.ts';
import { documentFrom, readFiles } from '../testing/read-back.ts';
import { sampleTurn } from '../testing/sample-turn.ts';
import { descriptorFor } from './answer-coding.ts';
import { conversationsFormat } from './conversations-format.ts';
import { cellsFromMask, maskFromCells, masksFromLabels } from './mask-cells.ts';

const box = (x1: number, y1: number, x2: number, y2: number) =>
  boxMask(128, 128, { x1, y1: 2 * y1, x2, y2: 2 * y2 });
const model = {
  kind: 'model',
  turn: 'gone' as TurnId,
  prompt: 'the old dog',
  reference: 'old dog',
  model: 'nano',
  maskConfidence: 0.75,
  boxConfidence: 0.5,
  partial: false,
} as const;
const document = sampleDocument(
  [sampleCategory('dog'), sampleCategory('cat'), sampleCategory('others')],
  [
    [
      sampleImage('a', 128, 128, { name: 'set/a.jpg' }),
      [
        sampleObject('1', 'dog', box(0, 0, 8, 3)),
        sampleObject('2', 'dog', box(20, 10, 24, 12)),
        sampleObject('3', 'cat', box(60, 30, 70, 32)),
        sampleObject('4', 'dog', box(10, 20, 14, 22), { provenance: model }),
        sampleObject('5', 'others', box(40, 40, 44, 42)),
        sampleObject('speck', 'dog', box(100, 50, 100.6, 50.3)),
      ],
    ],
    [sampleImage('b', 20, 10), []],
  ],
);
const conversations = new Map([
  [
    'a' as ImageId,
    [
      sampleTurn('t1', 'the dogs', ['2', '1']),
      sampleTurn('t2', 'a <image> zebra', []),
      { ...sampleTurn('t3', 'what is there?', [], { kind: 'done' }), words: 'Two dogs and a <cat>.' },
    ],
  ],
]);

async function records(options: Record<string, string>) {
  const { files, skipped } = await runExport(
    conversationsFormat,
    exportJob(document, { conversations, options }),
  );
  const lines = (await files[0]!.text()).trim().split('\n');
  return { files, skipped, records: lines.map((line) => JSON.parse(line)) };
}

describe('writing conversations', () => {
  it('gives questions and answers in turns, the photo once', async () => {
    const { records: all, skipped } = await records({});
    expect(all).toEqual([
      {
        messages: [
          { role: 'user', content: '<image>the dogs' },
          {
            role: 'assistant',
            content:
              '<ref>dog</ref><box>[[0 0 4 3], [10 10 12 12]]</box><seg>fg4fg4fg4</seg><seg>fg2fg2</seg>',
          },
          { role: 'user', content: 'a image zebra' },
          { role: 'assistant', content: '<none>' },
          { role: 'user', content: 'the old dog' },
          { role: 'assistant', content: '<ref>dog</ref><box>[[5 20 7 22]]</box><seg>fg2fg2</seg>' },
          { role: 'user', content: 'what is there?' },
          { role: 'assistant', content: 'Two dogs and a cat .' },
          { role: 'user', content: 'segment every cat' },
          { role: 'assistant', content: '<ref>cat</ref><box>[[30 30 35 32]]</box><seg>fg5fg5</seg>' },
          { role: 'user', content: 'segment every others' },
          { role: 'assistant', content: '<ref>others</ref><box>[[20 40 22 42]]</box><seg>fg2fg2</seg>' },
        ],
        images: ['images/set/a.jpg'],
        text4seg: { descriptor: 'bricks', grid: 64, bins: 64, edges: 'half-open' },
      },
    ]);
    expect(skipped).toEqual([
      { image: 'a', object: 'speck', reason: 'It fills no cell of the 64 × 64 canvas by half.' },
      { image: 'b', reason: 'There is nothing to say about it: no question and no object.' },
    ]);
  });

  it('can be in plain text, on another canvas, by the model’s own words, one question a class', async () => {
    const { records: all, skipped } = await records({
      descriptor: 'runs',
      grid: '32',
      questions: 'classes',
      reference: 'words',
    });
    const said = all[0].messages.map(({ content }: { content: string }) => content);
    expect(said[0]).toBe('<image>segment every dog');
    expect(said[1]).toBe(
      '<ref>dog</ref><box>[[0 0 4 4], [10 10 12 12]]</box><seg>dog *2| dog *2</seg><seg>dog *1</seg>' +
        '<ref>old dog</ref><box>[[4 20 8 22]]</box><seg>old dog *2</seg>',
    );
    expect(skipped.map(({ reason }) => reason)).toContain(
      'Its name "others" means background in plain text. Rename the class, or write bricks.',
    );
  });

  it('tells before writing what will be left out', async () => {
    const { checks } = await checkExport(conversationsFormat, exportJob(document, { conversations }), noPace);
    expect(checks.filter(({ kind }) => kind === 'left-out')).toEqual([
      {
        kind: 'left-out',
        tone: 'warning',
        count: 1,
        text: '1 object left out. It fills no cell of the 64 × 64 canvas by half.',
        image: 'a',
        object: 'speck',
      },
      {
        kind: 'left-out',
        tone: 'warning',
        count: 1,
        text: '1 photo left out. There is nothing to say about it: no question and no object.',
        image: 'b',
      },
    ]);
    const specks = new Map(document.objects);
    const [image] = document.images;
    const speck = specks.get(image!.id)!.find(({ id }) => id === 'speck')!;
    specks.set(image!.id, [...specks.get(image!.id)!, { ...speck, id: 'other' as typeof speck.id }]);
    const more = await checkExport(
      conversationsFormat,
      exportJob({ ...document, objects: specks }, { conversations }),
      noPace,
    );
    expect(more.checks.find(({ kind }) => kind === 'left-out')).toMatchObject({
      count: 2,
      text: '2 objects left out. It fills no cell of the 64 × 64 canvas by half.',
    });
  });
});

/** What a mask is after it went through the text: its cells in the box that can be written, border repeated. */
function throughText(mask: Mask, grid: number): Mask | null {
  const boxed = boxCells(
    cellsFromMask(mask, grid),
    descriptorFor({ descriptor: 'bricks', grid, bins: 64, edges: 'half-open' }),
  );
  if (boxed === null) return null;
  const cells = boxed.cells.slice();
  repeatBorder(cells, boxed.frame);
  const back = maskFromCells(cells, grid, mask.width, mask.height);
  return maskBox(back) === null ? null : back;
}

function sortedContent(document: StudioDocument, map: (mask: Mask) => Mask | null) {
  const names = new Map(document.categories.map(({ id, name }) => [id, name]));
  return document.images.map(({ id }) =>
    objectsOf(document, id)
      .flatMap(({ category, mask }) => {
        const mapped = map(mask);
        return mapped === null
          ? []
          : `${names.get(category)} ${mapped.top} ${mapped.rows.join()} ${mapped.runs.join()}`;
      })
      .toSorted(),
  );
}

describe('reading conversations', () => {
  it.each(
    ['bricks', 'runs'].flatMap((descriptor) => ['64', '32', '16'].map((grid) => ({ descriptor, grid }))),
  )('gives back what the text says of every document, $descriptor $grid', async ({ descriptor, grid }) => {
    const without = ['<img src=x onerror=alert(1)>', 'Käse & Brot'];
    await fc.assert(
      fc.asyncProperty(documentArbitrary({ without, minSide: 10 }), async (random) => {
        const { files } = await runExport(
          conversationsFormat,
          exportJob(random, { options: { descriptor, grid } }),
        );
        const result = await readFiles(conversationsFormat, files, random.images);
        expect(result.failed).toEqual([]);
        const back = documentFrom(result, random.images);
        expect(sortedContent(back, (mask) => mask)).toEqual(
          sortedContent(random, (mask) => (mask.runs.length === 0 ? null : throughText(mask, Number(grid)))),
        );
      }),
      { numRuns: 40 },
    );
  });

  it('leaves out, with the reason, what no reader could get back from a photo smaller than the canvas', async () => {
    const sliver = maskFromBitmap(
      Uint8Array.from({ length: 24 * 13 }, (_, i) => (i === 10 * 24 + 23 || i === 11 * 24 + 22 ? 1 : 0)),
      24,
      13,
    );
    const small = sampleDocument(
      [sampleCategory('dog')],
      [[sampleImage('a', 24, 13), [sampleObject('1', 'dog', sliver)]]],
    );
    const { files, skipped } = await runExport(
      conversationsFormat,
      exportJob(small, { options: { descriptor: 'bricks', grid: '16' } }),
    );
    expect(skipped.map(({ reason }) => reason)).toContainEqual(
      expect.stringContaining('no pixel of it lies'),
    );
    expect((await readFiles(conversationsFormat, files, small.images)).failed).toEqual([]);
  });

  it('takes an object that several answers give for one', async () => {
    const again = new Map([
      ['a' as ImageId, [sampleTurn('1', 'the dogs', ['1', '2']), sampleTurn('2', 'it', ['1'])]],
    ]);
    const { files } = await runExport(conversationsFormat, exportJob(document, { conversations: again }));
    const result = await readFiles(conversationsFormat, files, document.images);
    expect(result.images[0]!.objects).toHaveLength(5);
    expect(result.images[0]!.turns.slice(0, 2)).toEqual([
      { prompt: 'the dogs', words: '', objects: [0, 1] },
      { prompt: 'it', words: '', objects: [0] },
    ]);
  });

  const line = (answer: string, more: object = {}) =>
    JSON.stringify({
      messages: [
        { role: 'system', content: 'You segment.' },
        { role: 'user', content: '<image>q' },
        { role: 'assistant', content: answer },
      ],
      images: ['x/a.jpg'],
      ...more,
    });
  const read = (...lines: string[]) =>
    readFiles(conversationsFormat, [memoryFile('c.jsonl', lines.join('\n'))], [sampleImage('a', 64, 64)]);

  it.each([
    ['<ref>dog</ref><box>[[0 0 4 4]]</box><seg>fg4fg4fg4fg4</seg>', { x1: 0, y1: 0, x2: 4, y2: 4 }],
    ['<ref>dog</ref><box>[[0, 0, 4, 4]]</box><seg>fg2fg2</seg>', { x1: 0, y1: 0, x2: 4, y2: 4 }],
    ['<ref>dog</ref><box>[[0 0 4 4]]</box><seg>dog *1</seg>', { x1: 0, y1: 0, x2: 4, y2: 4 }],
    ['<ref>dog</ref><box>[[8 8 16 16]]</box>', { x1: 8, y1: 8, x2: 16, y2: 16 }],
    [
      `The result is:\n <seg>${['dog *2| others *14\n', ...Array(15).fill('others *16\n')].join(' ')}</seg>.`,
      { x1: 0, y1: 0, x2: 8, y2: 4 },
    ],
  ])('finds out how answers are written that do not say it: %#', async (answer, expected) => {
    const { images, categories, failed } = await read(line(answer));
    expect(failed).toEqual([]);
    expect(categories).toEqual([{ name: 'dog' }]);
    expect(masksEqual(images[0]!.objects[0]!.mask, boxMask(64, 64, expected))).toBe(true);
  });

  it('says what is wrong and in which line, and reads the rest', async () => {
    const good = line('<none>');
    const { failed, images } = await read(
      '{"messages": [',
      '[]',
      good,
      line('x', { images: ['a.jpg', 'b.jpg'] }),
      line('x', { images: ['stranger.jpg'] }),
      line('<ref>dog</ref><box>[[9 9 2 2]]</box><seg>fg1</seg>'),
      line('<ref>dog</ref><box>[[0 0 4 4]]</box><seg>fg9</seg>', {
        text4seg: { descriptor: 'bricks', grid: 64, bins: 64, edges: 'half-open' },
      }),
      line('<ref>dog</ref><box>[[0 0 4 4]]</box><seg>fg3</seg>', {
        text4seg: { descriptor: 'bricks', grid: 64, bins: 64, edges: 'half-open' },
      }),
      line('x', { text4seg: { descriptor: 'bricks', grid: 1e9, bins: 64, edges: 'half-open' } }),
      `{"a":${'['.repeat(100_000)}`,
      line('fg'.repeat(300_000)),
    );
    expect(images[0]!.turns[0]).toEqual({ prompt: 'q', words: '', objects: [] });
    expect(failed.map(({ place }) => (place.kind === 'line' ? place.line : 0))).toEqual([
      1, 2, 4, 5, 6, 7, 8, 9, 10, 11,
    ]);
    expect(failed.map(({ reason }) => reason)).toEqual([
      'The JSON ends in the middle of a value.',
      expect.stringMatching(/^It is not as expected/),
      'It is not as expected: images: there must be one photo.',
      'The photo "stranger.jpg" is not in the project.',
      expect.stringMatching(/^An answer is not as expected/),
      expect.stringMatching(/^An answer is not as expected: A run of 9/),
      'An answer leaves 13 cells of its boxes out; they are taken as background.',
      expect.stringMatching(/^It is not as expected: text4seg.grid/),
      'The JSON is nested more than 64 deep.',
      'An answer is 600000 characters long; 400000 are allowed.',
    ]);
  });

  it('is offered for conversations and for nothing else', async () => {
    const files = [
      memoryFile('c.jsonl', line('x')),
      memoryFile('other.jsonl', '{"a": 1}'),
      memoryFile('c.json', line('x')),
    ];
    const found = await findFormats(formats, files, noPace);
    expect(found.map(({ format, files: claimed }) => [format.id, claimed.length])).toEqual([
      ['text4seg-conversations', 1],
    ]);
  });
});

describe('cells of masks', () => {
  it('are at 64 those of the training targets, and pixels those of the raw canvas', () => {
    fc.assert(
      fc.property(bitmapArbitrary(90), (bitmap) => {
        const mask = toMask(bitmap);
        const cells = cellsFromMask(mask, 64);
        expect(cells).toEqual(canvasFromMask(mask));
        const { width, height } = mask;
        expect(masksEqual(maskFromCells(cells, 64, width, height), nearestCanvas(cells, width, height))).toBe(
          true,
        );
      }),
    );
  });

  it('go back and forth for every label at once', () => {
    const cells = Uint16Array.from({ length: 16 }, (_, i) => i % 3);
    const masks = masksFromLabels(cells, 2, 4, 8, 8);
    expect(masks.map((mask) => Array.from(cellsFromMask(mask, 4)))).toEqual(
      [1, 2].map((label) => Array.from(cells, (value) => (value === label ? 1 : 0))),
    );
  });
});
