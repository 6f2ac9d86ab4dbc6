import { afterEach, expect, it, vi } from 'vitest';
import { createProjectLock } from './create-project-lock.ts';
import type { ProjectLock } from './project-lock.ts';
import { MemoryLocks } from './testing/memory-locks.ts';

const open: ProjectLock[] = [];
let browsers = 0;

/** Tabs of one browser. */
function tabs(count: number, patience = 1000): ProjectLock[] {
  const locks = new MemoryLocks() as unknown as LockManager;
  const name = `lock-test-${browsers++}`;
  const made = Array.from({ length: count }, () => createProjectLock({ locks, name, patience }));
  open.push(...made);
  return made;
}

afterEach(() => {
  for (const lock of open.splice(0)) lock.release();
});

it('goes to one tab at a time, and to the next when it is released', async () => {
  const [one, two] = tabs(2);
  expect(await one!.acquire(() => undefined)).toBe(true);
  expect(await one!.acquire(() => undefined)).toBe(true);
  expect(await two!.acquire(() => undefined)).toBe(false);
  one!.release();
  await vi.waitFor(async () => expect(await two!.acquire(() => undefined)).toBe(true));
});

it('is handed over only after the holder saved its last changes', async () => {
  const [one, two] = tabs(2);
  const events: string[] = [];
  await one!.acquire(async () => {
    events.push('told');
    await new Promise((resolve) => setTimeout(resolve, 30));
    events.push('saved');
  });
  await two!.takeOver(() => undefined);
  events.push('taken');
  expect(events).toEqual(['told', 'saved', 'taken']);
  expect(await one!.acquire(() => undefined)).toBe(false);
});

it('is taken from a holder that does not answer, which is told once', async () => {
  const [one, two] = tabs(2, 40);
  const lost = vi.fn(() => new Promise<void>(() => undefined));
  await one!.acquire(lost);
  await two!.takeOver(() => undefined);
  expect(lost).toHaveBeenCalledTimes(1);
  expect(await two!.acquire(() => undefined)).toBe(true);
  expect(await one!.acquire(() => undefined)).toBe(false);
});

it('is taken over by one tab after another', async () => {
  const [one, two, three] = tabs(3);
  const lost = vi.fn();
  await one!.acquire(lost);
  await two!.takeOver(lost);
  await three!.takeOver(lost);
  await one!.takeOver(lost);
  expect(lost).toHaveBeenCalledTimes(3);
  expect(await two!.acquire(lost)).toBe(false);
});

it('is handed over though saving the last changes failed', async () => {
  const [one, two] = tabs(2);
  await one!.acquire(() => Promise.reject(new Error('full')));
  await two!.takeOver(() => undefined);
  expect(await one!.acquire(() => undefined)).toBe(false);
});

it("is everybody's where there are no Web Locks", async () => {
  const [one, two] = [createProjectLock({ locks: null }), createProjectLock({ locks: null })];
  expect(await one.acquire(() => undefined)).toBe(true);
  expect(await two.acquire(() => undefined)).toBe(true);
  await two.takeOver(() => undefined);
  one.release();
});

it('is owned where Web Locks refuse to work', async () => {
  const request = () => Promise.reject(new DOMException('no origin', 'SecurityError'));
  const lock = createProjectLock({ locks: { request } as unknown as LockManager });
  expect(await lock.acquire(() => undefined)).toBe(true);
});
