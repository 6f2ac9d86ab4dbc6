import { afterEach, describe, expect, it } from 'vitest';
import { boxMask } from '../../mask/create-mask.ts';
import { type OpenStudio, openStudio, until } from '../testing/open-studio.ts';
import { brokenFile } from '../testing/scripted-pixels.ts';
import { TestFolder } from '../testing/test-folder.ts';

const open: OpenStudio[] = [];
const keep = (studio: OpenStudio) => {
  open.push(studio);
  return studio;
};

afterEach(async () => {
  for (const { studio } of open.splice(0)) await studio.dispose();
});

const photo = (size: string, words: string, lastModified = 1000) =>
  new File([`photo ${size} of ${words}`], `${words}.jpg`, { lastModified });

async function linked(folder: TestFolder): Promise<OpenStudio> {
  const app = keep(openStudio());
  await app.studio.start();
  await app.studio.linkFolder(folder.handle);
  return app;
}

const imagesOf = (app: OpenStudio) => app.studio.project.getState().document.images;
const stateOf = (app: OpenStudio, at = 0) => app.studio.photos.getState().get(imagesOf(app)[at]!.id);
const shown = (app: OpenStudio, kind: string, at = 0) =>
  until(
    app.studio.photos,
    () => stateOf(app, at)?.kind === kind,
    `${kind}: ${JSON.stringify(stateOf(app, at))}`,
  );
const learned = (app: OpenStudio, at = 0) =>
  until(app.studio.project, () => imagesOf(app)[at]!.sha256 !== '', 'the hash');
/** The page is loaded again, as after a restart of the browser. */
const restart = async (app: OpenStudio) => {
  await app.saved();
  return keep(await app.reload());
};

describe('a linked folder', () => {
  it('has its photos listed by path without a decode or a copy, in one undo step', async () => {
    const folder = new TestFolder('street', [photo('40x30', '2'), photo('20x10', '10'), brokenFile('b.jpg')]);
    folder.put('inner/c.png', photo('8x9', 'c'));
    folder.put('.trash/d.png', photo('8x9', 'd'));
    folder.put('notes.txt', new File(['x'], 'notes.txt'));
    const app = await linked(folder);
    await shown(app, 'ready', 1);
    const { name, undo, document } = app.studio.project.getState();
    expect({ name, undo }).toEqual({ name: 'street', undo: [{ label: 'Link street' }] });
    expect(document.images).toMatchObject([
      { name: '2.jpg', width: 40, height: 30, link: { path: '2.jpg', modifiedAt: 1000 } },
      { name: '10.jpg', width: 20, height: 10 },
      { name: 'inner/c.png', width: 8, height: 9, link: { path: 'inner/c.png' } },
    ]);
    expect(app.notices()).toEqual([expect.stringContaining('b.jpg')]);
    // The one shown and the next.
    expect(app.pixels.opened).toEqual(document.images.slice(0, 2).map(({ id }) => id));
    await learned(app);
    const { id } = app.studio.project.getState();
    const [first] = imagesOf(app);
    expect(await app.projects.getPhoto(id!, first!.sha256, first!.bytes)).toBeNull();
  });

  it('that is linked again brings only what is new', async () => {
    const folder = new TestFolder('street', [photo('40x30', 'a')]);
    const app = await linked(folder);
    folder.put('b.jpg', photo('40x30', 'b'));
    await app.studio.linkFolder(folder.handle);
    await app.studio.linkFolder(folder.handle);
    expect(imagesOf(app).map(({ name }) => name)).toEqual(['a.jpg', 'b.jpg']);
    expect(new Set(imagesOf(app).map(({ link }) => link?.folder)).size).toBe(1);
    expect(app.notices()).toEqual([expect.stringMatching(/All photos of “street”/)]);
  });

  it('is asked for once more after a restart, by one click, and then shows its photos', async () => {
    const folder = new TestFolder('street', [photo('40x30', 'a'), photo('40x30', 'b')]);
    const app = await linked(folder);
    folder.permission = 'prompt';
    const again = await restart(app);
    await shown(again, 'unreadable');
    again.studio.wantThumbnails(imagesOf(again));
    await shown(again, 'unreadable', 1);
    expect(again.notices()).toEqual([expect.stringContaining('“street”')]);
    folder.answer = 'denied';
    again.studio.notices.getState()[0]!.action!.run();
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(stateOf(again)?.kind).toBe('unreadable');
    folder.answer = 'granted';
    again.studio.notices.getState()[0]!.action!.run();
    await shown(again, 'ready');
    await until(again.studio.thumbnails, ({ size }) => size === 2, 'thumbnails');
    expect(again.notices()).toEqual([]);
  });

  it('whose file is gone is said on the photo, and found again when it was moved', async () => {
    const folder = new TestFolder('street', [photo('40x30', 'a')]);
    const app = await linked(folder);
    await learned(app);
    folder.remove('a.jpg');
    const again = await restart(app);
    await shown(again, 'unreadable');
    expect(stateOf(again)).toMatchObject({
      message: expect.stringMatching(/^a\.jpg is not in .*Put the file back/),
    });
    await again.studio.leaveProject();
    // Another of the same size and date is not it; the same under another name is.
    folder.put('new/other.jpg', photo('40x30', 'z'));
    folder.put('new/same.jpg', photo('40x30', 'a'));
    await again.studio.openProject(app.studio.project.getState().id!);
    await shown(again, 'ready');
    expect(imagesOf(again)[0]!.link!.path).toBe('new/same.jpg');
    expect(again.notices()).toEqual(['a.jpg was moved: it is read as new/same.jpg now.']);
    expect(again.studio.project.getState().undo).toHaveLength(1);
  });

  it('whose file was written anew with the same bytes is as before', async () => {
    const folder = new TestFolder('street', [photo('40x30', 'a')]);
    const app = await linked(folder);
    await learned(app);
    folder.put('a.jpg', photo('40x30', 'a', 2000));
    const again = await restart(app);
    await shown(again, 'ready');
    expect(imagesOf(again)[0]!.link!.modifiedAt).toBe(2000);
    expect(again.notices()).toEqual([]);
  });

  it('whose photo was changed says so where objects lie on it, and refuses one of another size', async () => {
    const folder = new TestFolder('street', [photo('40x30', 'a')]);
    const app = await linked(folder);
    await learned(app);
    app.studio.applyMask(boxMask(40, 30, { x1: 1, y1: 1, x2: 9, y2: 9 }), 'add', 'Rectangle');
    folder.put('a.jpg', photo('40x30', 'a brighter', 2000));
    const again = await restart(app);
    await shown(again, 'ready');
    expect(again.notices()).toEqual([
      expect.stringMatching(/^a\.jpg was changed .*check that they still fit/),
    ]);
    expect(imagesOf(again)[0]!.sha256).not.toBe(imagesOf(app)[0]!.sha256);
    expect(again.objects()).toHaveLength(1);
    folder.put('a.jpg', photo('41x30', 'a', 3000));
    const third = await restart(again);
    await shown(third, 'unreadable');
    expect(stateOf(third)).toMatchObject({
      message: expect.stringMatching(/41 × 30 pixels instead of 40 × 30/),
    });
    expect(third.objects()).toHaveLength(1);
  });

  it('is forgotten with the last project that has it', async () => {
    const app = await linked(new TestFolder('street', [photo('40x30', 'a')]));
    await app.saved();
    const { id } = app.studio.project.getState();
    const key = imagesOf(app)[0]!.link!.folder;
    await app.studio.duplicateProject(id!, 'Copy');
    await app.studio.removeProject(id!);
    const { projects } = await app.projects.list();
    expect(projects.map(({ name }) => name)).toEqual(['Copy']);
    await app.studio.openProject(projects[0]!.id);
    await shown(app, 'ready');
    await app.studio.removeProject(projects[0]!.id);
    expect(await app.linkedFolders.find(key, projects[0]!.id)).toBeNull();
    expect(app.notices()).toEqual([]);
  });

  it('of another browser is asked for in words', async () => {
    const app = await linked(new TestFolder('street', [photo('40x30', 'a')]));
    await app.saved();
    const again = keep(openStudio());
    await again.studio.start();
    await again.studio.newProject();
    again.session.apply([
      {
        kind: 'step',
        name: 'Link street',
        command: { kind: 'add-images', images: imagesOf(app), at: 0 },
        forget: 0,
      },
    ]);
    again.studio.showImage(imagesOf(app)[0]!.id);
    await shown(again, 'unreadable');
    expect(stateOf(again)).toMatchObject({ message: expect.stringMatching(/not linked in this browser/) });
  });
});
