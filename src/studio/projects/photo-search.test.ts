import { afterEach, describe, expect, it } from 'vitest';
import { type OpenStudio, openStudio, until } from '../testing/open-studio.ts';
import { photoFile } from '../testing/scripted-pixels.ts';
import { TestFolder } from '../testing/test-folder.ts';

const open: OpenStudio[] = [];
const keep = (app: OpenStudio) => {
  open.push(app);
  return app;
};

afterEach(async () => {
  for (const { studio } of open.splice(0)) await studio.dispose();
});

const renamed = (file: File, name: string) => new File([file], name, { lastModified: 5000 });
const search = ({ studio }: OpenStudio) => studio.photoSearch.getState();
const imagesOf = ({ studio }: OpenStudio) => studio.project.getState().document.images;
const photoState = (app: OpenStudio, at: number) => app.studio.photos.getState().get(imagesOf(app)[at]!.id);
const shown = async (app: OpenStudio, at: number) => {
  app.studio.showImage(imagesOf(app)[at]!.id);
  await until(app.studio.photos, () => photoState(app, at)?.kind === 'ready', `photo ${at}`);
};

/** A bundle without photos, opened in another browser. */
async function withoutPhotos(from: OpenStudio): Promise<OpenStudio> {
  await from.studio.saveBundle('referenced');
  expect(from.studio.bundle.getState()).toMatchObject({ kind: 'saved' });
  const app = keep(openStudio());
  await app.studio.start();
  await app.studio.openBundle(new File([from.files.at(-1)!.file], 'b.t4s.zip'));
  expect(app.studio.bundle.getState()).toMatchObject({ kind: 'opened', problems: [] });
  await app.studio.lookForLostPhotos();
  return app;
}

describe('a bundle without its photos', () => {
  const photos = [photoFile('a.jpg'), photoFile('b.jpg', 64, 32), photoFile('c.jpg')] as const;

  async function bundled(): Promise<OpenStudio> {
    const from = keep(openStudio());
    await from.studio.start();
    await from.studio.openFiles(photos);
    from.studio.removeImage(imagesOf(from)[2]!.id);
    return withoutPhotos(from);
  }

  it('finds them by their content under other names, keeps a copy of each, and says which are not there', async () => {
    const app = await bundled();
    expect(search(app)).toMatchObject({ kind: 'lost', photos: [{ name: 'a.jpg' }, { name: 'b.jpg' }] });
    await app.studio.findPhotos([renamed(photos[0], 'z.jpg'), photoFile('b.jpg')]);
    expect(search(app)).toEqual({
      kind: 'done',
      lost: 2,
      found: 1,
      renamed: 1,
      byName: 0,
      copied: 1,
      stopped: false,
      missing: [
        {
          image: imagesOf(app)[1]!.id,
          name: 'b.jpg',
          reason: 'A file of that name is there, but it is another photo or was changed.',
        },
      ],
    });
    await shown(app, 0);
    await app.saved();
    const again = keep(await app.reload());
    await shown(again, 0);
    await again.studio.lookForLostPhotos();
    expect(search(again)).toMatchObject({ kind: 'lost', photos: [{ name: 'b.jpg' }] });
    expect(imagesOf(again).map(({ name }) => name)).toEqual(['a.jpg', 'b.jpg']);
  });

  it('has those back too that only undo brings back, and no step of undo for it', async () => {
    const app = await bundled();
    const steps = app.studio.project.getState().undo;
    await app.studio.findPhotos(photos);
    expect(search(app)).toMatchObject({ kind: 'done', found: 2, missing: [] });
    expect(app.studio.project.getState().undo).toEqual(steps);
    app.studio.undo();
    await shown(app, 2);
  });

  it('joins nothing to another project that was opened meanwhile', async () => {
    const app = await bundled();
    const finding = app.studio.findPhotos(photos);
    await app.studio.newProject('Another');
    await finding;
    expect(search(app)).toEqual({ kind: 'idle' });
    await app.saved();
    expect(app.notices()).toEqual([]);
  });

  it('is not touched where another tab writes it', async () => {
    const app = await bundled();
    app.studio.project.setState({ access: 'read' });
    await app.studio.findPhotos(photos);
    expect(search(app)).toMatchObject({ kind: 'lost' });
  });
});

describe('a linked folder', () => {
  const [a, b] = [photoFile('a.jpg'), photoFile('b.jpg')];

  async function linked(): Promise<{ readonly app: OpenStudio; readonly folder: TestFolder }> {
    const folder = new TestFolder('street', [a, b]);
    const app = keep(openStudio());
    await app.studio.start();
    await app.studio.linkFolder(folder.handle);
    await until(app.studio.project, () => imagesOf(app)[0]!.sha256 !== '', 'the hash');
    return { app, folder };
  }

  it('that is elsewhere is found by content, read where it is, and stays linked', async () => {
    const { app } = await linked();
    const other = await withoutPhotos(app);
    expect(search(other)).toMatchObject({
      kind: 'lost',
      photos: [{ reason: 'It is read from a folder that is not linked in this browser.' }, {}],
    });
    // Saving the bundle read the one that nobody had looked at.
    expect(imagesOf(other).every(({ sha256 }) => sha256 !== '')).toBe(true);
    const moved = new TestFolder('disk');
    moved.put('deep/first.jpg', renamed(a, 'first.jpg'));
    moved.put('deep/b.jpg', b);
    await other.studio.findPhotos(moved.handle);
    expect(search(other)).toMatchObject({
      kind: 'done',
      lost: 2,
      found: 2,
      renamed: 1,
      copied: 0,
      missing: [],
    });
    expect(imagesOf(other).map(({ name, link }) => [name, link?.path])).toEqual([
      ['a.jpg', 'deep/first.jpg'],
      ['b.jpg', 'deep/b.jpg'],
    ]);
    await shown(other, 0);
    await other.saved();
    const again = keep(await other.reload());
    await shown(again, 1);
  });

  it('becomes copies where its photos are chosen as files', async () => {
    const { app } = await linked();
    const other = await withoutPhotos(app);
    await other.studio.findPhotos([renamed(a, 'x.jpg')]);
    expect(search(other)).toMatchObject({ kind: 'done', found: 1, copied: 1, missing: [{ name: 'b.jpg' }] });
    expect(imagesOf(other)[0]!.link).toBeUndefined();
    await shown(other, 0);
    await other.saved();
    expect((await other.onDisk()).history.document).toEqual(other.session.document);
  });

  it('whose files were renamed finds them when it is chosen again', async () => {
    const { app, folder } = await linked();
    folder.remove('a.jpg');
    folder.put('renamed.jpg', renamed(a, 'renamed.jpg'));
    await app.studio.lookForLostPhotos();
    expect(search(app)).toMatchObject({
      photos: [{ name: 'a.jpg', reason: 'It is not in the folder “street” any more.' }],
    });
    await app.studio.findPhotos(folder.handle);
    expect(search(app)).toMatchObject({ kind: 'done', lost: 1, found: 1, renamed: 1, missing: [] });
    const [first, second] = imagesOf(app);
    expect([first!.link!.path, first!.link!.folder]).toEqual(['renamed.jpg', second!.link!.folder]);
  });

  it('that may not be read after a restart is allowed by choosing it', async () => {
    const { app, folder } = await linked();
    await app.saved();
    folder.permission = 'prompt';
    const again = keep(await app.reload());
    await again.studio.lookForLostPhotos();
    expect(search(again)).toMatchObject({ kind: 'lost', photos: [{}, {}] });
    folder.permission = 'granted';
    await again.studio.findPhotos(folder.handle);
    expect(search(again)).toMatchObject({ kind: 'done', lost: 2, found: 2, renamed: 0, missing: [] });
  });
});
