import { expect, test } from 'vitest';
import { fuzzStreams } from './testing/stream-fuzz.ts';

test('20,000 random and mutated streams keep the promises of the parser', () => {
  const report = fuzzStreams(1, 20_000);
  expect(report.streams).toBe(20_000);
  // The streams are neither all broken nor all well-formed.
  expect(report.bricks).toBeGreaterThan(report.streams);
  expect(report.malformed).toBeGreaterThan(report.streams / 2);
  expect(report.largestSnapshot).toBeGreaterThan(500);
});
