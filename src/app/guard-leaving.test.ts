import { afterEach, expect, it, vi } from 'vitest';
import { StudioError } from '../errors/studio-error.ts';
import { type OpenStudio, openWithPhoto, until } from '../studio/testing/open-studio.ts';
import { guardLeaving } from './guard-leaving.ts';

const open: OpenStudio[] = [];
afterEach(async () => {
  vi.restoreAllMocks();
  for (const { studio } of open.splice(0)) await studio.dispose();
});

/** A studio with one photo, saved, and its page. */
async function guarded() {
  const app = await openWithPhoto();
  open.push(app);
  await app.saved();
  const page = new EventTarget();
  guardLeaving(app.studio, page as unknown as Window);
  /** Whether the browser would ask. */
  const closes = () => !page.dispatchEvent(new Event('beforeunload', { cancelable: true }));
  return { ...app, page, closes };
}

it('asks nobody when all is saved or nothing is open', async () => {
  const { studio, closes } = await guarded();
  expect(closes()).toBe(false);
  await studio.leaveProject();
  expect(closes()).toBe(false);
});

it('asks while the last change is being written, which begins at once', async () => {
  const { studio, projects, page, closes, saved } = await guarded();
  const append = vi.spyOn(projects, 'append');
  studio.classes.add('dog');
  expect(append).not.toHaveBeenCalled();
  page.dispatchEvent(new Event('visibilitychange'));
  expect(append).toHaveBeenCalledTimes(1);
  expect(closes()).toBe(true);
  await saved();
  expect(append).toHaveBeenCalledTimes(1);
  expect(closes()).toBe(false);
});

it('asks while saving fails', async () => {
  const { studio, projects, closes } = await guarded();
  vi.spyOn(projects, 'append').mockRejectedValue(new StudioError('storage-full', 'Full.'));
  studio.classes.add('dog');
  await until(studio.project, ({ save }) => save.kind === 'failing', 'the failure');
  expect(closes()).toBe(true);
});

it('asks in a tab whose project was taken with changes that only it has, and in none that merely shows one', async () => {
  const first = await guarded();
  const second = await first.reload();
  open.push(second);
  first.studio.classes.add('lost');
  await until(first.studio.project, ({ access }) => access === 'read', 'the refusal');
  expect(first.closes()).toBe(true);
  second.studio.classes.add('kept');
  await second.saved();
});
