import { describe, expect, it } from 'vitest';
import { type CategoryId, emptyDocument, type StudioDocument } from '../document/document.ts';
import { doneAnnouncement, nothingFoundSentence, tidyWords } from './answer-words.ts';
import { categoryFor, classNameOf } from './class-name.ts';
import { freeName } from './open-photos.ts';

describe('nothing found', () => {
  it.each([
    ['zebra', 'No zebra in this photo.'],
    ['the zebra', 'No zebra in this photo.'],
    ['Segment the zebra.', 'No zebra in this photo.'],
    ['please find all the red cars', 'No red cars in this photo.'],
    ['can you show me a black dog?', 'No black dog in this photo.'],
    ['and the cat', 'No cat in this photo.'],
    ['is there a dog?', 'Nothing in this photo matches that.'],
    ['what stands on the table', 'Nothing in this photo matches that.'],
    ['the man who holds a phone beside the window', 'Nothing in this photo matches that.'],
    ['segment', 'Nothing in this photo matches that.'],
  ])('"%s" is answered by a sentence', (prompt, sentence) => {
    expect(nothingFoundSentence(prompt)).toBe(sentence);
  });
});

it.each([
  ['there are two cats .', 'There are two cats.'],
  [' yes , a dog ( black ) and 2.5 cats !', 'Yes, a dog (black) and 2.5 cats!'],
  ['a file .txt', 'A file .txt'],
  ['犬', '犬'],
  ['', ''],
])('"%s" is shown as a sentence', (words, shown) => {
  expect(tidyWords(words)).toBe(shown);
});

it('is announced in whole percent', () => {
  expect(doneAnnouncement('dog', 0.1249, 0.876)).toBe('dog done, 12% of image, confidence 0.88');
});

describe('the class of a reference', () => {
  it.each([
    ['The Black Dog', 'black dog'],
    ['  all   the dogs ', 'dogs'],
    ['a', 'a'],
    ['', 'object'],
    ['an ', 'an'],
    ['E\u0301clair', '\u00e9clair'],
  ])('"%s" is named "%s"', (reference, name) => {
    expect(classNameOf(reference)).toBe(name);
  });

  const document: StudioDocument = {
    ...emptyDocument,
    categories: [{ id: 'd' as CategoryId, name: 'Dog', colour: 3, synonyms: ['Puppy'] }],
  };
  const newId = () => 'new';

  it('is the one of that name or synonym, or of its head noun, else a new one', () => {
    expect(categoryFor(document, 'the dog', newId)).toMatchObject({ isNew: false, category: { id: 'd' } });
    expect(categoryFor(document, 'a puppy', newId)).toMatchObject({ isNew: false, category: { id: 'd' } });
    expect(categoryFor(document, 'black dog', newId)).toMatchObject({ isNew: false, category: { id: 'd' } });
    expect(categoryFor(document, 'hotdog', newId)).toMatchObject({
      isNew: true,
      category: { name: 'hotdog' },
    });
    expect(categoryFor(document, 'dog house', newId)).toMatchObject({ isNew: true, category: { colour: 0 } });
  });
});

it('finds a free name beside those taken', () => {
  const taken = new Set(['a.jpg', 'a (2).jpg', 'noend', '.hidden']);
  expect(freeName('b.jpg', taken)).toBe('b.jpg');
  expect(freeName('a.jpg', taken)).toBe('a (3).jpg');
  expect(freeName('noend', taken)).toBe('noend (2)');
  expect(freeName('.hidden', taken)).toBe('.hidden (2)');
});
