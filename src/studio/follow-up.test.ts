import { expect, test } from 'vitest';
import { readFollowUp } from './follow-up.ts';

test.each([
  'the zebra',
  'segment the black dog',
  'is there a cat?',
  'the person on the left',
  'each sheep',
  'the biggest dog',
])('%s stands alone', (prompt) => {
  expect(readFollowUp(prompt)).toEqual({ prompt, needsContext: false });
});

test.each([
  'the other one',
  'only its head',
  'the same again',
  'all of them',
  'no, the bigger one',
  'what is it?',
])('%s needs what was said before', (prompt) => {
  expect(readFollowUp(prompt).needsContext).toBe(true);
});

test('words that only join are left out', () => {
  expect(readFollowUp('and the cat')).toEqual({ prompt: 'the cat', needsContext: false });
  expect(readFollowUp('Also, the table').prompt).toBe('the table');
  expect(readFollowUp('orange').prompt).toBe('orange');
});
