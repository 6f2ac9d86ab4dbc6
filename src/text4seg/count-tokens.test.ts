import { expect, test } from 'vitest';
import { countTokens, descriptorTokens } from './count-tokens.ts';

test.each([
  ['', 0],
  ['<seg>fg3bg12</seg>', 4],
  // sky, " *", 3, 7, |, " dog", " *", 4, newline
  ['sky *37| dog *4\n', 9],
  // [[ 8 , space 1 3, space 5 1, space 6 3, ]]
  ['<box>[[8 13 51 63]]</box>', 14],
  ['a < b', 3],
])('%j is %d tokens', (text, tokens) => {
  expect(countTokens(text)).toBe(tokens);
});

test('one object in every descriptor', () => {
  const cells = new Uint8Array(256);
  cells.fill(1, 5 * 16 + 4, 5 * 16 + 8);
  const cost = descriptorTokens(cells, 'dog', { x1: 16, y1: 20, x2: 32, y2: 24 });
  // A label and a sign a cell and two tags; 15 rows `others *16\n`, one of three runs.
  expect(cost.iSd).toBe(2 * 256 + 2);
  expect(cost.rRle).toBe(2 + 15 * 5 + (4 + 4 + 4));
  expect(cost.bricks).toBe(cost.runs - 2);
});
