import { expect, test } from 'vitest';
import { RunQueue } from './run-queue.ts';

test('tasks never overlap, keep their order, and survive failures', async () => {
  const queue = new RunQueue();
  const log: string[] = [];
  const task = (name: string, ms: number, fail = false) =>
    queue.run(async () => {
      log.push(`${name} begins`);
      await new Promise((resolve) => setTimeout(resolve, ms));
      log.push(`${name} ends`);
      if (fail) throw new Error(name);
      return name;
    });
  const results = await Promise.allSettled([task('a', 8), task('b', 1, true), task('c', 1)]);
  expect(log).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
});
