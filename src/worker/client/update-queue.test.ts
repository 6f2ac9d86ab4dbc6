import { expect, test } from 'vitest';
import { StudioError } from '../../errors/studio-error.ts';
import { UpdateQueue } from './update-queue.ts';

async function drain<T>(queue: UpdateQueue<T>): Promise<T[]> {
  const values: T[] = [];
  for await (const value of queue) values.push(value);
  return values;
}

test('values come in order, before and after reading begins', async () => {
  const queue = new UpdateQueue<number>();
  queue.push(0);
  const values = drain(queue);
  setTimeout(() => {
    queue.push(1);
    queue.push(2);
    queue.end();
    queue.push(3);
  }, 5);
  expect(await values).toEqual([0, 1, 2]);
});

test('an error ends the reading', async () => {
  const queue = new UpdateQueue<number>();
  const values = drain(queue);
  queue.end(new StudioError('worker-died', 'gone'));
  await expect(values).rejects.toMatchObject({ code: 'worker-died' });
});
