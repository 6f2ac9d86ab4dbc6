import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jsonParts } from './json-parts.ts';

test('keys, strings and numbers', () => {
  expect(jsonParts('{"id": -1.5e3, "a\\"b": "c"}').filter(({ kind }) => kind)).toEqual([
    { kind: 'k', text: '"id"' },
    { kind: 'n', text: '-1.5e3' },
    { kind: 'k', text: '"a\\"b"' },
    { kind: 's', text: '"c"' },
  ]);
});

test('the pieces together are the text, also of a file that breaks off', () => {
  fc.assert(
    fc.property(fc.json(), fc.nat(), (text, cut) => {
      const some = text.slice(0, cut % (text.length + 1));
      expect(
        jsonParts(some)
          .map((part) => part.text)
          .join(''),
      ).toBe(some);
    }),
  );
});
