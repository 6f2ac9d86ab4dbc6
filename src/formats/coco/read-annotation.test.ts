import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRecord } from '../json/read-record.ts';
import { cocoAnnotationSchema } from './coco-schema.ts';
import { readAnnotation } from './read-annotation.ts';
import { readRings } from './read-rings.ts';

/** What the schema makes of a text, or the words of its refusal. */
function outcome(read: typeof readAnnotation, text: string): unknown {
  try {
    const { segmentation, ...rest } = read(text, { start: 0, end: text.length });
    const rings = Array.isArray(segmentation) ? segmentation.map((ring) => Array.from(ring)) : segmentation;
    return { ...rest, segmentation: rings };
  } catch (error) {
    return String(error);
  }
}

const bySchema: typeof readAnnotation = (text, span) => readRecord(text, span, cocoAnnotationSchema);

const number = fc.oneof(
  fc.integer({ min: -2000, max: 100_000 }).map(String),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => JSON.stringify(value)),
  fc.integer({ min: -99_999, max: 9_999_999 }).map((value) => (value / 100).toFixed(2)),
  fc.constantFrom(
    '-0',
    '01',
    '1.',
    '.5',
    '+1',
    '1e3',
    '--1',
    '',
    'null',
    '"1"',
    '123456789012345678',
    '1E400',
  ),
);
const space = fc.constantFrom('', '', '', ' ', '\n\t');
const ring = fc
  .tuple(fc.array(number, { maxLength: 14 }), space, space)
  .map(([list, before, after]) => `[${before}${list.join(`${after},${before}`)}${after}]`);
const plainRing = fc
  .array(fc.tuple(fc.nat(5000), fc.nat(5000)), { minLength: 3 })
  .map((corners) => `[${corners.flat().map((value) => value / 10)}]`);
const segmentation = fc
  .tuple(fc.array(fc.oneof(ring, plainRing), { maxLength: 3 }), space)
  .map(([rings, gap]) => `[${gap}${rings.join(`${gap},`)}${gap}]`);
const field = fc.oneof(
  segmentation.map((value) => `"segmentation":${value}`),
  segmentation.map((value) => `"segmentation" : ${value}`),
  fc.constantFrom(
    '"image_id":1',
    '"category_id": 2',
    '"bbox":[1,2,3,4]',
    '"segmentation":{"size":[2,2],"counts":[4]}',
    '"segmentation":null',
    '"attributes":{"segmentation":[[1,2,3,4,5,6]],"x":"]}\\""}',
    '"iscrowd":7',
    '"id":',
    '{',
  ),
);

describe('an annotation read by hand', () => {
  it('is what JSON and the schema make of it, and refused in the same words', () => {
    const fields = fc.tuple(fc.array(field, { maxLength: 5 }), fc.boolean());
    fc.assert(
      fc.property(fields, ([list, whole]) => {
        const needed = whole ? ['"image_id":1', '"category_id":2'] : [];
        const text = `{${[...list, ...needed].join(', ')}}`;
        expect(outcome(readAnnotation, text)).toEqual(outcome(bySchema, text));
      }),
      { numRuns: 2000 },
    );
  });

  it('has rings to the last digit, in memory that grows', () => {
    const corners = Array.from({ length: 20_000 }, (_, i) => (i * 7919) / 1000);
    const text = `[${JSON.stringify(corners)},[0.1,123456.789,3,4,-5.25,0]]`;
    const read = readRings(text, 0);
    expect(read?.end).toBe(text.length);
    expect(read?.rings.map((numbers) => Array.from(numbers))).toEqual([
      corners,
      [0.1, 123456.789, 3, 4, -5.25, 0],
    ]);
  });

  it('leaves what is not plain to others', () => {
    for (const text of ['[[1,2,3,4,5,1e2]]', '[[1,2,3,4,5]]', '[[1,2,3,4]]', '[[1,2,3,4,5,6]', '[1,2]', '[['])
      expect(readRings(text, 0)).toBeNull();
  });
});
