import { afterEach, expect, it, vi } from 'vitest';
import { createProjectLock } from '../../storage/create-project-lock.ts';
import { MemoryLocks } from '../../storage/testing/memory-locks.ts';
import { type OpenStudio, openStudio } from '../testing/open-studio.ts';
import { photoFile } from '../testing/scripted-pixels.ts';

const open: OpenStudio[] = [];

afterEach(async () => {
  vi.restoreAllMocks();
  for (const { studio } of open.splice(0)) await studio.dispose();
});

let pairs = 0;

/** Two tabs of one browser that have the same project open; the first may change it. */
async function pair() {
  const locks = new MemoryLocks() as unknown as LockManager;
  const name = `take-over-${pairs++}`;
  const first = openStudio({ lock: createProjectLock({ locks, name }) });
  open.push(first);
  await first.studio.start();
  await first.studio.openFiles([photoFile('street.jpg')]);
  await first.saved();
  const second = openStudio({ browser: first.browser, lock: createProjectLock({ locks, name }) });
  open.push(second);
  await second.studio.start(first.studio.project.getState().id!);
  return { first, second };
}

const namesIn = ({ studio }: OpenStudio) => studio.project.getState().document.images.map(({ name }) => name);

it('photos that the first tab still opens are in neither: nobody would save them', async () => {
  const { first, second } = await pair();
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const decode = first.pixels.open.bind(first.pixels);
  const opened = vi.spyOn(first.pixels, 'open').mockImplementation(async (...request) => {
    await held;
    return decode(...request);
  });
  const opening = first.studio.openFiles([photoFile('a.jpg'), photoFile('b.jpg')]);
  await expect.poll(() => opened).toHaveBeenCalled();
  await second.studio.takeOver();
  await second.saved();
  release();
  await opening;
  expect(namesIn(first)).toEqual(['street.jpg']);
  expect(namesIn(second)).toEqual(['street.jpg']);
});

it('photos that the first tab still lists are in neither either, those before them in both', async () => {
  const { first, second } = await pair();
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const measure = first.pixels.measure.bind(first.pixels);
  const measured = vi.spyOn(first.pixels, 'measure').mockImplementation(async (files) => {
    if (measured.mock.calls.length > 1) await held;
    return measure(files);
  });
  const files = Array.from({ length: 100 }, (_, i) => photoFile(`${i}.jpg`));
  const opening = first.studio.openFiles(files);
  await expect.poll(() => measured.mock.calls.length).toBe(2);
  await second.studio.takeOver();
  await second.saved();
  release();
  await opening;
  expect(namesIn(second)).toHaveLength(65);
  expect(namesIn(first)).toEqual(namesIn(second));
});
