import { afterEach, describe, expect, it } from 'vitest';
import { StudioError } from '../errors/studio-error.ts';
import { type OpenStudio, openStudio, until } from './testing/open-studio.ts';
import { brokenFile, photoFile } from './testing/scripted-pixels.ts';

const open: OpenStudio[] = [];
const keep = (studio: OpenStudio) => {
  open.push(studio);
  return studio;
};

afterEach(async () => {
  for (const { studio } of open.splice(0)) await studio.dispose();
});

const count = 40;
const files = Array.from({ length: count }, (_, i) => photoFile(`${i}.jpg`, 20 + i, 10));
const imagesOf = (app: OpenStudio) => app.studio.project.getState().document.images;
const saveOf = (app: OpenStudio) => app.studio.project.getState().save;

/** Storage that writes photos only as many as the test lets it. */
function slowStorage(app: OpenStudio) {
  const { projects } = app;
  const putPhoto = projects.putPhoto.bind(projects);
  const waiting: (() => void)[] = [];
  let free = 0;
  projects.putPhoto = async (...args) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    return putPhoto(...args);
  };
  return (letThrough: number) => {
    free = letThrough;
    for (const go of waiting.splice(0, letThrough)) {
      free -= 1;
      go();
    }
  };
}

async function started(): Promise<OpenStudio> {
  const app = keep(openStudio());
  await app.studio.start();
  return app;
}

describe('many photos', () => {
  it('are listed in one step without a decode, and copied behind', async () => {
    const app = await started();
    const write = slowStorage(app);
    await app.studio.openFiles([...files, brokenFile('broken.jpg')]);
    expect(imagesOf(app).map(({ name, width }) => [name, width])).toEqual(
      files.map(({ name }, i) => [name, 20 + i]),
    );
    expect(app.studio.project.getState().undo).toEqual([{ label: `Open ${count} photos` }]);
    expect(app.notices()).toEqual([expect.stringMatching(/^broken\.jpg: /)]);
    // The one shown is read from the file that people gave, and the next one.
    await until(app.studio.photos, ({ size }) => size === 2, 'two photos');
    expect(app.pixels.opened).toEqual(
      imagesOf(app)
        .slice(0, 2)
        .map(({ id }) => id),
    );
    await until(app.studio.project, () => (saveOf(app) as { left?: number }).left === count, 'the count');
    write(10);
    await until(
      app.studio.project,
      () => imagesOf(app).filter(({ sha256 }) => sha256 !== '').length === 10,
      '10 copies',
    );
    expect(saveOf(app)).toEqual({ kind: 'saving', left: count - 10 });
    write(count);
    await app.saved();
    const { id } = app.studio.project.getState();
    for (const image of imagesOf(app))
      expect(await app.projects.getPhoto(id!, image.sha256, image.bytes)).not.toBeNull();
    // Taken back and done again, they are still known by their copies.
    const before = imagesOf(app);
    app.studio.undo();
    expect(imagesOf(app)).toEqual([]);
    app.studio.redo();
    expect(imagesOf(app)).toEqual(before);
    await app.saved();
    const again = keep(await app.reload());
    expect(imagesOf(again)).toEqual(before);
    again.studio.undo();
    again.studio.redo();
    expect(imagesOf(again)).toEqual(before);
  });

  it('are never said to be saved before their copies are, and a killed page goes on where it was', async () => {
    const app = await started();
    const write = slowStorage(app);
    await app.studio.openFiles(files);
    const said = [saveOf(app).kind];
    app.studio.project.subscribe(({ save }) => said.push(save.kind));
    write(10);
    await until(
      app.studio.project,
      () => imagesOf(app).filter(({ sha256 }) => sha256 !== '').length === 10,
      '10 copies',
    );
    // Long enough for the journal to be written.
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(said).not.toContain('saved');

    const again = keep(await app.reload());
    expect(imagesOf(again).map(({ name }) => name)).toEqual(files.map(({ name }) => name));
    const [copied, lost] = [imagesOf(again)[0]!, imagesOf(again)[30]!];
    const { id } = again.studio.project.getState();
    expect(await again.projects.getPhoto(id!, copied.sha256, copied.bytes)).not.toBeNull();
    again.studio.showImage(lost.id);
    await until(again.studio.photos, (photos) => photos.get(lost.id)?.kind === 'unreadable', 'the mark');
    expect(again.studio.photos.getState().get(lost.id)).toMatchObject({
      message: expect.stringMatching(/say where its file is/),
    });
    // Those that have their copy come a second time under another name, as ever; the others are filled in.
    await again.studio.openFiles(files.slice(10));
    await again.saved();
    expect(imagesOf(again)).toHaveLength(count);
    expect(imagesOf(again).every(({ sha256 }) => sha256 !== '')).toBe(true);
    again.studio.showImage(lost.id);
    await until(again.studio.photos, (photos) => photos.get(lost.id)?.kind === 'ready', 'the photo');
    // The page that was killed, whose storage would wait for ever.
    write(count);
  });

  it('that the disk has no room for are kept, and stored when it has', async () => {
    const app = await started();
    const { putPhoto } = app.projects;
    app.projects.putPhoto = () => Promise.reject(new StudioError('storage-full', 'The storage is full.'));
    await app.studio.openFiles(files);
    await until(app.studio.project, () => saveOf(app).kind === 'failing', 'the failure');
    await until(app.studio.project, () => imagesOf(app).every(({ sha256 }) => sha256 !== ''), 'the hashes');
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(saveOf(app).kind).toBe('failing');
    app.projects.putPhoto = putPhoto;
    app.studio.classes.add('dog');
    await app.saved();
    const { id } = app.studio.project.getState();
    for (const image of imagesOf(app))
      expect(await app.projects.getPhoto(id!, image.sha256, image.bytes)).not.toBeNull();
  });

  it('are all copied before their project is left', async () => {
    const app = await started();
    await app.studio.openFiles(files);
    const { id } = app.studio.project.getState();
    await app.studio.leaveProject();
    await app.studio.openProject(id!);
    expect(imagesOf(app).every(({ sha256 }) => sha256 !== '')).toBe(true);
    expect(imagesOf(app)).toHaveLength(count);
  });

  describe('in their thousands', () => {
    const thousand = Array.from({ length: 1000 }, (_, i) => photoFile(`${i}.jpg`, 20, 10));
    const labels = (app: OpenStudio) => app.studio.project.getState().undo.map(({ label }) => label);
    /** Does something as soon as the first of them are there. */
    async function listing(app: OpenStudio, meanwhile: () => void): Promise<number> {
      const measure = app.pixels.measure.bind(app.pixels);
      app.pixels.measure = async (files) => {
        await new Promise((resolve) => setTimeout(resolve, 20));
        return measure(files);
      };
      const opening = app.studio.openFiles(thousand);
      await until(app.studio.project, () => imagesOf(app).length > 0, 'the first photos');
      const there = imagesOf(app).length;
      expect(app.studio.project.getState().currentImage).toBe(imagesOf(app)[0]?.id);
      meanwhile();
      await opening;
      return there;
    }

    it('are there in parts, the first at once, in one undo step', async () => {
      const app = await started();
      expect(await listing(app, () => undefined)).toBe(64);
      expect(imagesOf(app).map(({ name }) => name)).toEqual(thousand.map(({ name }) => name));
      expect(labels(app)).toEqual(['Open 1000 photos']);
      await app.saved();
      const again = keep(await app.reload());
      expect(imagesOf(again)).toEqual(imagesOf(app));
      expect(labels(again)).toEqual(['Open 1000 photos']);
      again.studio.undo();
      expect(imagesOf(again)).toEqual([]);
    });

    it('leave what is done and shown meanwhile', async () => {
      const app = await started();
      await listing(app, () => {
        app.studio.classes.add('dog');
        app.studio.showImage(imagesOf(app)[5]!.id);
      });
      expect(imagesOf(app)).toHaveLength(1000);
      expect(app.studio.project.getState().currentImage).toBe(imagesOf(app)[5]?.id);
      expect(labels(app)).toEqual(['Open 1000 photos', expect.stringMatching(/dog/), 'Open 1000 photos']);
    });

    it('are no longer added when the first were taken back', async () => {
      const app = await started();
      await listing(app, () => app.studio.undo());
      expect(imagesOf(app)).toEqual([]);
      app.studio.redo();
      expect(imagesOf(app)).toHaveLength(64);
    });
  });
});
