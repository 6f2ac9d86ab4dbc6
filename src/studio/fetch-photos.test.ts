import { afterEach, expect, it } from 'vitest';
import { StudioError } from '../errors/studio-error.ts';
import { type OpenStudio, openStudio } from './testing/open-studio.ts';
import { photoFile } from './testing/scripted-pixels.ts';

const open: OpenStudio[] = [];
afterEach(async () => {
  for (const { studio } of open.splice(0)) await studio.dispose();
});

it('opens photos by their addresses in one step, and tells those that cannot be had', async () => {
  const app = openStudio({
    fetchFile: async (url) => {
      if (url.includes('other')) throw new StudioError('network-failed', 'It is on another server.');
      return photoFile(url);
    },
  });
  open.push(app);
  await app.studio.start();
  await app.studio.openUrls([
    'http://here.test/a%20b.jpg?size=2',
    'http://other.test/c.jpg',
    'http://here.test/d.jpg',
  ]);
  const { document, undo } = app.studio.project.getState();
  expect(document.images.map(({ name }) => name)).toEqual(['a b.jpg', 'd.jpg']);
  expect(undo.map(({ label }) => label)).toEqual(['Open 2 photos']);
  expect(app.notices()).toEqual([expect.stringMatching(/c\.jpg.*another server/)]);
});
