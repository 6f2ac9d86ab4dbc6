import { describe, expect, it } from 'vitest';
import { applyCommand } from '../document/apply-command.ts';
import type { CategoryId, ImageId, ObjectId } from '../document/document.ts';
import { objectsOf } from '../document/lookup.ts';
import {
  sampleCategory,
  sampleDocument,
  sampleImage,
  sampleObject,
} from '../document/testing/sample-document.ts';
import { boxMask } from '../mask/create-mask.ts';
import { type ImportOptions, importCommand } from './import-command.ts';
import type { ImportResult } from './import-result.ts';

const mask = (x: number) => boxMask(20, 10, { x1: x, y1: 1, x2: x + 4, y2: 5 });
const a = 'a' as ImageId;
const document = sampleDocument(
  [sampleCategory('dog')],
  [
    [sampleImage('a', 20, 10), [sampleObject('old', 'dog', mask(0)), sampleObject('other', 'dog', mask(9))]],
    [sampleImage('b', 20, 10), [sampleObject('untouched', 'dog', mask(2))]],
  ],
);
const object = (category: number, x: number) => ({ category, mask: mask(x), attributes: { colour: 'red' } });
const result: ImportResult = {
  categories: [{ name: 'Dog' }, { name: 'cat', supercategory: 'animal' }, { name: 'unused' }],
  images: [
    {
      image: a,
      path: 'a.jpg',
      matchedBy: 'path',
      objects: [object(0, 0), object(0, 0), object(1, 5)],
      turns: [
        { prompt: 'the cat', words: '', objects: [2] },
        { prompt: 'a zebra', words: '', objects: [] },
      ],
    },
  ],
  failed: [],
  notes: [],
};

function options(more: Partial<ImportOptions> = {}): ImportOptions {
  let next = 0;
  return { mode: 'merge', source: 'x.json', newId: () => `new${next++}`, now: 5, ...more };
}

describe('turning what was read into one command', () => {
  it('merges: adds in front what is not there yet, with new classes', () => {
    const planned = importCommand(document, result, options());
    const { document: after, reverse } = applyCommand(document, planned.command!);
    expect(after.categories.map(({ name }) => name)).toEqual(['dog', 'cat']);
    expect(after.categories[1]).toMatchObject({ supercategory: 'animal', colour: 1 });
    const objects = objectsOf(after, a);
    expect(objects.map(({ id }) => id).slice(0, 2)).toEqual(['old', 'other']);
    // The twin of the object that is there already is known, the second of the same pixels is new.
    expect(objects).toHaveLength(4);
    expect(objects[3]).toMatchObject({
      category: planned.newCategories[0]!.id,
      provenance: { kind: 'imported', source: 'x.json' },
      attributes: { colour: 'red' },
    });
    expect(planned).toMatchObject({ added: 2, removed: 0, known: 1, leftOut: 0 });
    expect(applyCommand(after, reverse).document).toEqual(document);
  });

  it('replaces the objects of the photos that are spoken of, and of no others', () => {
    const planned = importCommand(document, result, options({ mode: 'replace' }));
    const { document: after, reverse } = applyCommand(document, planned.command!);
    expect(objectsOf(after, a).some(({ id }) => id === 'old')).toBe(false);
    expect(objectsOf(after, a)).toHaveLength(3);
    expect(objectsOf(after, 'b' as ImageId)).toHaveLength(1);
    expect(planned).toMatchObject({ added: 3, removed: 2, known: 0 });
    expect(applyCommand(after, reverse).document).toEqual(document);
  });

  it('gives the questions with the objects they found', () => {
    const { turns } = importCommand(document, result, options());
    const said = turns.get(a)!;
    expect(said.map(({ prompt, outcome }) => [prompt, outcome.kind])).toEqual([
      ['the cat', 'done'],
      ['a zebra', 'none-found'],
    ]);
    expect(said[0]!.objects).toHaveLength(1);
  });

  it('follows the choice of classes', () => {
    const categories = new Map([
      [0, { kind: 'leave-out' }],
      [1, { kind: 'existing', category: 'dog' as CategoryId }],
    ] as const);
    const planned = importCommand(document, result, options({ categories }));
    const { document: after } = applyCommand(document, planned.command!);
    expect(after.categories).toBe(document.categories);
    expect(objectsOf(after, a).map(({ category }) => category)).toEqual(['dog', 'dog', 'dog']);
    expect(planned).toMatchObject({ added: 1, leftOut: 2 });
    const wrong = new Map([[0, { kind: 'existing', category: 'gone' as CategoryId }]] as const);
    expect(() => importCommand(document, result, options({ categories: wrong }))).toThrow(
      /"Dog" is not in the project/,
    );
  });

  it('changes nothing when all of it is there', () => {
    const again: ImportResult = {
      ...result,
      images: [{ ...result.images[0]!, objects: [object(0, 0)], turns: [] }],
    };
    expect(importCommand(document, again, options())).toMatchObject({ command: null, known: 1 });
    const known = importCommand(
      document,
      { ...again, images: [{ ...again.images[0]!, turns: [{ prompt: 'dog', words: '', objects: [0] }] }] },
      options(),
    );
    expect(known.turns.get(a)![0]!.objects).toEqual(['old' as ObjectId]);
  });
});
