import { describe, expect, it } from 'vitest';
import { boxMask, emptyMask } from '../mask/create-mask.ts';
import { applyCommand } from './apply-command.ts';
import type { Command } from './command.ts';
import type { CategoryId, ImageId, ObjectId } from './document.ts';
import {
  categoryByName,
  categoryBySynonym,
  imageById,
  nextColour,
  objectsOf,
  reviewStatus,
} from './lookup.ts';
import { sampleCategory, sampleDocument, sampleImage, sampleObject } from './testing/sample-document.ts';

const image = 'photo' as ImageId;
const mask = boxMask(10, 8, { x1: 1, y1: 1, x2: 4, y2: 4 });
const object = (id: string) => sampleObject(id, 'dog', mask);
const document = sampleDocument(
  [
    sampleCategory('dog', { name: 'Traffic light' }),
    sampleCategory('cat', { colour: 1, shortcut: '2', synonyms: ['kitten'] }),
  ],
  [
    [sampleImage('photo', 10, 8), [object('a'), object('b'), object('c')]],
    [sampleImage('other', 5, 5), []],
  ],
);
const order = (command: Command) =>
  objectsOf(applyCommand(document, command).document, image).map(({ id }) => id);

describe('commands', () => {
  it('put new objects into the gaps of the list as it was, and keep the order within a gap', () => {
    const entries = [
      { at: 3, object: object('z') },
      { at: 1, object: object('x') },
      { at: 1, object: object('y') },
      { at: 0, object: object('w') },
    ];
    expect(order({ kind: 'add-objects', image, entries })).toEqual(['w', 'a', 'x', 'y', 'b', 'c', 'z']);
  });

  it('move an object to its place after the change', () => {
    expect(order({ kind: 'move-object', image, object: 'a' as ObjectId, to: 2 })).toEqual(['b', 'c', 'a']);
    expect(order({ kind: 'move-object', image, object: 'c' as ObjectId, to: 0 })).toEqual(['c', 'a', 'b']);
  });

  it('carry out a batch one after the other, updates of one photo at once or not', () => {
    const update = (id: string, patch: object, of = image): Command => ({
      kind: 'update-object',
      image: of,
      object: id as ObjectId,
      patch,
    });
    const commands = [
      update('a', { visible: false }),
      update('b', { locked: true }),
      update('a', { visible: true, attributes: { side: 'left' } }),
      { kind: 'remove-objects', image, objects: ['b' as ObjectId] },
      update('c', { category: 'cat' as CategoryId }),
    ] as const;
    const { document: after, reverse } = applyCommand(document, { kind: 'batch', commands });
    let single = document;
    for (const command of commands) single = applyCommand(single, command).document;
    expect(after).toEqual(single);
    expect(applyCommand(after, reverse).document).toEqual(document);
    const gone = [update('a', { visible: false }), update('gone', { visible: false })];
    expect(() => applyCommand(document, { kind: 'batch', commands: gone })).toThrow(/not in the project/);
    const elsewhere = [update('a', { visible: false }), update('a', { visible: false }, 'other' as ImageId)];
    expect(() => applyCommand(document, { kind: 'batch', commands: elsewhere })).toThrow(
      /not in the project/,
    );
  });

  const dog = 'dog' as CategoryId;
  const a = 'a' as ObjectId;
  const refused: readonly [RegExp, Command][] = [
    [/photo is not in the project/, { kind: 'remove-objects', image: 'gone' as ImageId, objects: [] }],
    [/object that should be removed/, { kind: 'remove-objects', image, objects: ['gone' as ObjectId] }],
    [/named twice/, { kind: 'remove-objects', image, objects: [a, a] }],
    [/in the project already/, { kind: 'add-objects', image, entries: [{ at: 0, object: object('a') }] }],
    [/no place 4/, { kind: 'add-objects', image, entries: [{ at: 4, object: object('d') }] }],
    [/5 by 5/, { kind: 'update-object', image, object: a, patch: { mask: emptyMask(5, 5) } }],
    [/class is not in/, { kind: 'update-object', image, object: a, patch: { category: 'x' as CategoryId } }],
    [/no place 3/, { kind: 'move-object', image, object: a, to: 3 }],
    [/"Traffic light" cannot be removed/, { kind: 'remove-categories', categories: [dog] }],
    [/needs a name/, { kind: 'update-category', category: dog, patch: { name: ' ' } }],
    [/no colour 20/, { kind: 'update-category', category: dog, patch: { colour: 20 } }],
    [
      /"2" cannot be that of both "Traffic light" and "cat"/,
      { kind: 'update-category', category: dog, patch: { shortcut: '2' } },
    ],
    [/"2" cannot/, { kind: 'add-categories', at: 0, categories: [sampleCategory('x', { shortcut: '2' })] }],
    [/is one key/, { kind: 'update-category', category: dog, patch: { shortcut: 'F1' } }],
    [/does not fit/, { kind: 'update-image', image, patch: { width: 11 } }],
    [
      /named "photo.jpg" already/,
      { kind: 'add-images', at: 0, images: [sampleImage('n', 3, 3, { name: 'photo.jpg' })] },
    ],
    [/has no size/, { kind: 'add-images', at: 0, images: [sampleImage('n', 0, 3)] }],
  ];

  it.each(refused)('are refused in words: %s', (words, command) => {
    expect(() => applyCommand(document, command)).toThrow(words);
    const harmless: Command = { kind: 'update-category', category: dog, patch: { colour: 5 } };
    expect(() => applyCommand(document, { kind: 'batch', commands: [harmless, command] })).toThrow(words);
    expect(document.categories[0]!.colour).toBe(0);
  });
});

describe('look-ups', () => {
  it('find classes whatever case and spaces', () => {
    expect(categoryByName(document, '  traffic   LIGHT ')?.id).toBe('dog');
    expect(categoryByName(document, 'traffic')).toBeUndefined();
  });

  it('find classes by other words for them', () => {
    expect(categoryBySynonym(document, ' Kitten ')?.id).toBe('cat');
    expect(categoryBySynonym(document, 'cat')).toBeUndefined();
  });

  it('tell how far a photo is: its mark, else whether it has objects', () => {
    const statusOf = (id: string, { document: from } = { document }) =>
      reviewStatus(from, imageById(from, id as ImageId)!);
    expect([statusOf('photo'), statusOf('other')]).toEqual(['open', 'not-started']);
    const marked = applyCommand(document, { kind: 'update-image', image, patch: { review: 'reviewed' } });
    expect(statusOf('photo', marked)).toBe('reviewed');
    expect(statusOf('photo', applyCommand(marked.document, marked.reverse))).toBe('open');
  });

  it('of a batch leave the old document as it was, whatever they change in turn', () => {
    const other = 'other' as ImageId;
    const add = (id: string) =>
      ({
        kind: 'add-objects',
        image: other,
        entries: [{ at: 0, object: sampleObject(id, 'dog', emptyMask(5, 5)) }],
      }) as const;
    const before = new Map(document.objects);
    const batch: Command = {
      kind: 'batch',
      commands: [
        { kind: 'remove-objects', image, objects: ['b' as ObjectId] },
        add('first'),
        { kind: 'batch', commands: [{ kind: 'remove-images', images: [image] }, add('second')] },
        { kind: 'update-object', image: other, object: 'first' as ObjectId, patch: { visible: false } },
      ],
    };
    const { document: after, reverse } = applyCommand(document, batch);
    expect([...document.objects]).toEqual([...before]);
    expect(objectsOf(after, other).map(({ id, visible }) => [id, visible])).toEqual([
      ['second', true],
      ['first', false],
    ]);
    expect(applyCommand(after, reverse).document).toEqual(document);
    // A batch that fails half-way has written into no map that anybody sees.
    const broken: Command = { kind: 'batch', commands: [add('first'), add('first')] };
    expect(() => applyCommand(document, broken)).toThrow(/already/);
    expect([...document.objects]).toEqual([...before]);
  });

  it('give the next colour the first that is used least', () => {
    expect(nextColour(document)).toBe(2);
    const full = Array.from({ length: 21 }, (_, i) => sampleCategory(`c${i}`, { colour: i % 20 }));
    expect(nextColour(sampleDocument(full, []))).toBe(1);
  });
});
