import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  sampleCategory,
  sampleDocument,
  sampleImage,
  sampleObject,
} from '../../document/testing/sample-document.ts';
import { subtractMasks, unionMasks } from '../../mask/boolean.ts';
import { boxMask } from '../../mask/create-mask.ts';
import { documentArbitrary } from '../testing/document-arbitrary.ts';
import { exportJob, runExport } from '../testing/export-job.ts';
import { csvFormat } from './csv-format.ts';
import { csvRow } from './csv-row.ts';

const box = (x1: number, y1: number, x2: number, y2: number) => boxMask(20, 10, { x1, y1, x2, y2 });
const frame = subtractMasks(box(2, 3, 8, 9), box(4, 5, 6, 7));

/** Reads a table by RFC 4180, quotes and line ends within them included. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [[]];
  let at = 0;
  while (at < text.length) {
    const quoted = /"((?:[^"]|"")*)"/y;
    const plain = /[^,\r\n]*/y;
    quoted.lastIndex = at;
    plain.lastIndex = at;
    const match = quoted.exec(text);
    const [whole, value] = match
      ? [match[0], match[1]!.replaceAll('""', '"')]
      : [plain.exec(text)![0], undefined];
    rows.at(-1)!.push(value ?? whole);
    at += whole.length;
    if (text.startsWith('\r\n', at)) {
      rows.push([]);
      at += 2;
    } else if (text[at] === ',') at++;
    else throw new Error(`Neither comma nor line end at ${at}`);
  }
  rows.pop();
  return rows;
}

describe('the table', () => {
  it('has a row an object with every measure', async () => {
    const document = sampleDocument(
      [sampleCategory('dog', { supercategory: 'animal' })],
      [
        [
          sampleImage('a', 20, 10, { name: 'set/a, b.jpg' }),
          [
            sampleObject('1', 'dog', unionMasks(frame, box(15, 0, 16, 1)), {
              attributes: { colour: 'red', 'a "size"': '3' },
              visible: false,
            }),
          ],
        ],
        [sampleImage('b', 5, 6), []],
      ],
    );
    const { files, skipped } = await runExport(csvFormat, exportJob(document));
    const [names, values, ...rest] = parseCsv(await files[0]!.text());
    expect(rest).toEqual([]);
    expect(Object.fromEntries(names!.map((name, i) => [name, values![i]]))).toEqual({
      image: 'set/a, b.jpg',
      image_width: '20',
      image_height: '10',
      split: '',
      object: '1',
      id: '1',
      class: 'dog',
      supercategory: 'animal',
      x: '2',
      y: '0',
      width: '14',
      height: '9',
      area: '33',
      area_share: '0.165',
      centre_x: '5.318',
      centre_y: '5.833',
      perimeter: '36',
      parts: '2',
      holes: '1',
      origin: 'drawn',
      edited: 'false',
      prompt: '',
      reference: '',
      model: '',
      mask_confidence: '',
      box_confidence: '',
      partial: '',
      imported_from: '',
      visible: 'false',
      locked: 'false',
      'attribute a "size"': '3',
      'attribute colour': 'red',
    });
    expect(skipped).toEqual([{ image: 'b', reason: 'It has no objects and therefore no row.' }]);
  });

  it('is whole whatever is written into it', async () => {
    await fc.assert(
      fc.asyncProperty(
        documentArbitrary(),
        fc.constantFrom('utf-8', 'utf-8-bom'),
        async (document, encoding) => {
          const { files } = await runExport(csvFormat, exportJob(document, { options: { encoding } }));
          const bytes = await files[0]!.bytes();
          expect(bytes[0] === 0xef).toBe(encoding === 'utf-8-bom');
          const [names, ...rows] = parseCsv(await files[0]!.text());
          const area = names!.indexOf('area');
          const masks = [...document.objects.values()].flat().filter(({ mask }) => mask.runs.length > 0);
          const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
          expect(rows).toHaveLength(masks.length);
          for (const row of rows) expect(row).toHaveLength(names!.length);
          expect(sum(rows.map((row) => Number(row[area])))).toBe(
            sum(
              masks.map(({ mask: { runs } }) =>
                sum(Array.from(runs, (edge, i) => (i % 2 === 0 ? -edge : edge))),
              ),
            ),
          );
        },
      ),
    );
  });

  it('carries out no label', () => {
    const hostile = [
      '=HYPERLINK("http://x")',
      '+1',
      '-1',
      '@SUM(A1)',
      '\t=1',
      -1,
      2.5,
      true,
      undefined,
      ' a',
      'b\nc',
    ];
    expect(csvRow(hostile)).toBe(
      `"'=HYPERLINK(""http://x"")",'+1,'-1,'@SUM(A1),'\t=1,-1,2.5,true,," a","b\nc"\r\n`,
    );
  });
});
