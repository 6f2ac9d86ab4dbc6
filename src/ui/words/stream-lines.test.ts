import fc from 'fast-check';
import { expect, test } from 'vitest';
import { answerText, streamLines } from './stream-lines.ts';

const tokens = (...texts: string[]) => texts.map((text, id) => ({ id, text, logProbability: null, ms: 0 }));
const cat = tokens(
  ...['<ref>', 'cat', '</ref>', '<box>', 'b2', 'b5', 'b6', 'b7', '</box>', '<seg>'],
  ...['bg1', 'fg3', 'fg2', 'bg2', '</seg>', '<eos>'],
);

test('a line for what stands before the rows, for each row, and for the end', () => {
  const lines = streamLines(cat);
  expect(lines.map(({ row, parts }) => [row, parts.map(({ text }) => text).join(' ')])).toEqual([
    [null, '<ref> cat </ref> <box> 2 5 6 7 </box> <seg>'],
    [1, 'bg1 fg3'],
    [2, 'fg2 bg2'],
    [null, '</seg> <eos>'],
  ]);
  expect(lines[1]?.parts.map(({ kind, token }) => [kind, token])).toEqual([
    ['background', 10],
    ['foreground', 11],
  ]);
});

test('rows of a second box count from 1 again', () => {
  const second = tokens('<box>', 'b0', 'b0', 'b2', 'b2', '</box>', '<seg>', 'fg2', 'fg2', '</seg>');
  expect(streamLines([...cat, ...second]).map(({ row }) => row)).toEqual([null, 1, 2, null, 1, 2, null]);
});

test('every token is in exactly one line, in order, whatever comes', () => {
  const texts = fc.constantFrom(
    '<ref>',
    '</ref>',
    '<box>',
    '</box>',
    '<seg>',
    'fg63',
    'bg1',
    'b7',
    'b0',
    'a dog',
    '<',
  );
  fc.assert(
    fc.property(fc.array(texts, { maxLength: 80 }), (list) => {
      const seen = streamLines(tokens(...list)).flatMap(({ parts }) => parts.map(({ token }) => token));
      expect(seen).toEqual(list.map((_, index) => index));
    }),
  );
});

test('as one text: tags touch, words and bricks are parted', () => {
  expect(answerText(cat)).toBe('<ref>cat</ref><box>b2 b5 b6 b7</box><seg>bg1 fg3 fg2 bg2</seg><eos>');
});
