import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fuzzyMatch } from './fuzzy-match.ts';

const marked = (query: string, text: string) =>
  fuzzyMatch(query, text)?.ranges.map(([from, to]) => text.slice(from, to)) ?? null;

describe('fuzzyMatch', () => {
  test('finds words in any order, and says where', () => {
    expect(marked('merge', 'Merge cup with')).toEqual(['Merge']);
    expect(marked('cup mer', 'Merge cup with')).toEqual(['Mer', 'cup']);
    expect(marked('cup zebra', 'Merge cup with')).toBeNull();
  });

  test('finds beginnings of words by their letters, but no letters by chance', () => {
    expect(marked('mcw', 'Merge cup with')).toEqual(['M', 'c', 'w']);
    expect(marked('mecu', 'Merge cup with')).toEqual(['Me', 'cu']);
    expect(marked('rgp', 'Merge cup with')).toBeNull();
  });

  test('prefers the beginning, then the beginning of a word, the inside, letters of words; then the shorter text', () => {
    const ranked = ['Large object, close kin', 'Unlock', 'Send to lock', 'Lock', 'Lock cup', 'Block C']
      .map((text) => ({ text, match: fuzzyMatch('lock', text) }))
      .filter(({ match }) => match !== null)
      .sort((a, b) => b.match!.score - a.match!.score)
      .map(({ text }) => text);
    expect(ranked).toEqual([
      'Lock',
      'Lock cup',
      'Send to lock',
      'Unlock',
      'Block C',
      'Large object, close kin',
    ]);
  });

  test('what is found is what was typed: ranges ascend, stay inside and hold every letter', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 6 }), fc.string({ maxLength: 30 }), (query, text) => {
        const match = fuzzyMatch(query, text);
        if (match === null) return;
        let before = -1;
        for (const [from, to] of match.ranges) {
          expect(from).toBeGreaterThan(before);
          expect(to).toBeGreaterThan(from);
          expect(to).toBeLessThanOrEqual(text.length);
          before = to;
        }
        const letters = match.ranges.map(([from, to]) => text.slice(from, to).toLowerCase()).join('');
        for (const letter of query.toLowerCase().replace(/\s+/gu, '')) expect(letters).toContain(letter);
      }),
    );
  });

  test('any part of a text finds it', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z ]{1,20}$/), fc.nat(19), fc.nat(19), (text, a, b) => {
        const part = text.slice(Math.min(a, b), Math.max(a, b) + 1);
        expect(fuzzyMatch(part, text)).not.toBeNull();
      }),
    );
  });
});
