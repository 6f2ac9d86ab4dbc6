import { expect, test } from 'vitest';
import { when } from './when.ts';

const now = new Date(2026, 10, 26, 12, 0).getTime();
const before = (minutes: number) => when(now - minutes * 60_000, now);

test('times are told as people say them', () => {
  expect(before(0)).toBe('just now');
  expect(before(1)).toBe('1 minute ago');
  expect(before(59)).toBe('59 minutes ago');
  expect(before(3 * 60)).toBe('3 hours ago');
  expect(before(13 * 60)).toBe('yesterday');
  expect(before(3 * 24 * 60)).toBe('3 days ago');
  expect(before(8 * 24 * 60)).toBe('18 November');
  expect(when(new Date(2025, 10, 18).getTime(), now)).toBe('18 November 2025');
  expect(when(now + 5000, now)).toBe('just now');
  expect(when(0, now)).toBe('');
});
