import { afterEach, describe, expect, it } from 'vitest';
import { StudioError } from '../errors/studio-error.ts';
import { maskArea, maskBox } from '../mask/measure.ts';
import { startRequest } from './exchange/export-request.ts';
import { cellsOf, reference } from './testing/answer-script.ts';
import { type OpenStudio, openStudio, openWithPhoto, until } from './testing/open-studio.ts';
import { brokenFile, photoFile } from './testing/scripted-pixels.ts';
import { TestBitmap } from './testing/test-bitmap.ts';

const open: OpenStudio[] = [];
const keep = (studio: OpenStudio) => {
  open.push(studio);
  return studio;
};

afterEach(async () => {
  for (const { studio } of open.splice(0)) await studio.dispose();
});

describe('the main job', () => {
  it('goes from a photo and a sentence to an edited object, a follow-up and an export', async () => {
    const app = keep(await openWithPhoto());
    const { studio, inference } = app;
    expect(studio.model.getState().kind).toBe('ready');
    expect(studio.project.getState().document.images).toMatchObject([
      { name: 'street.jpg', width: 128, height: 96 },
    ]);

    inference.answers.set('the dog', [reference('the dog', cellsOf(8, 8, 24, 40))]);
    const turn = await app.ask('the dog');
    expect(turn.outcome).toEqual({ kind: 'done' });
    expect(app.names()).toEqual(['dog']);
    const [dog] = app.objects();
    expect(turn.objects).toEqual([dog!.id]);
    expect(dog!.provenance).toMatchObject({
      kind: 'model',
      prompt: 'the dog',
      reference: 'the dog',
      partial: false,
    });
    // 16 x 32 cells of 2 x 1.5 pixels.
    expect(maskArea(dog!.mask)).toBe(1536);
    expect(maskBox(dog!.mask)).toEqual({ x1: 16, y1: 12, x2: 48, y2: 60 });
    expect(studio.view.getState().selection).toEqual([dog!.id]);
    expect(studio.announcement.getState()).toMatch(/^the dog done, 13% of image, confidence 0\.50$/);
    expect(turn.timing).toMatchObject({ ghost: 10, tokens: turn.tokens.length });
    expect(turn.ghost).toHaveLength(4096);

    inference.answers.set('the cat', [reference('the cat', cellsOf(40, 8, 50, 20))]);
    await app.ask('and the cat');
    expect(app.names()).toEqual(['dog', 'cat']);
    expect(inference.encoded).toEqual([app.image]);

    studio.undo();
    expect(app.names()).toEqual(['dog']);
    studio.redo();
    expect(app.names()).toEqual(['dog', 'cat']);

    const plan = await studio.planExport(startRequest);
    expect(plan).toMatchObject({ images: 1, objects: 2, categories: 2 });
    await studio.saveExport(startRequest);
    const [file] = app.files;
    const coco = JSON.parse(await file!.file.text());
    expect(coco.images).toMatchObject([{ file_name: 'street.jpg', width: 128, height: 96 }]);
    expect(coco.annotations.map(({ area }: { area: number }) => area)).toEqual(
      app.objects().map(({ mask }) => maskArea(mask)),
    );
    expect(file!.file.size).toBe(plan.preview?.bytes);
    expect(file!.name).toBe(plan.fileName);
  });

  it('opens a sample and asks its prompt', async () => {
    const app = keep(openStudio());
    await app.studio.start();
    const [sample] = app.studio.samples;
    app.inference.answers.set(sample!.prompt, [reference('cat', cellsOf(8, 8, 24, 40))]);
    await app.studio.openSample(sample!.id);
    await app.answered();
    expect(app.names()).toEqual(['cat']);
    expect(app.studio.project.getState().document.images).toMatchObject([
      { name: sample!.fileName, credit: sample!.credit },
    ]);
  });

  it('says it when a sample cannot be fetched', async () => {
    const fetchFile = () => Promise.reject(new Error('offline'));
    const app = keep(openStudio({ fetchFile }));
    await app.studio.start();
    await app.studio.openSample('cat');
    expect(app.notices()).toEqual([expect.stringMatching(/sample/)]);
    expect(app.studio.project.getState().document.images).toEqual([]);
  });
});

describe('photos', () => {
  it('open in one undo step; a broken one among them is named and changes nothing else', async () => {
    const app = keep(openStudio());
    await app.studio.start();
    await app.studio.openFiles([photoFile('a.jpg'), brokenFile('b.jpg'), photoFile('c.jpg', 40, 30)]);
    const { document, undo } = app.studio.project.getState();
    expect(document.images.map(({ name }) => name)).toEqual(['a.jpg', 'c.jpg']);
    expect(app.notices()).toEqual([expect.stringContaining('b.jpg')]);
    expect(undo).toEqual([{ label: 'Open 2 photos' }]);
    expect([...app.studio.photos.getState().keys()]).toEqual(document.images.map(({ id }) => id));
    const { id: project } = app.studio.project.getState();
    app.studio.wantThumbnails(document.images);
    await until(app.studio.thumbnails, ({ size }) => size === 2, 'thumbnails');
    await app.saved();
    const [summary] = (await app.projects.list()).projects;
    expect(await (await app.studio.projectCover(project!, summary!.cover!))?.text()).toMatch(/^thumbnail of/);
  });

  it('that are broken together are told in one note that covers nothing', async () => {
    const app = keep(openStudio());
    await app.studio.start();
    await app.studio.openFiles(['a', 'b', 'c', 'd'].map((name) => brokenFile(`${name}.jpg`)));
    const notices = app.studio.notices.getState();
    expect(notices).toMatchObject([{ tone: 'error', canWait: true }]);
    expect(notices[0]?.text).toMatch(/^4 files were not opened\. a\.jpg, b\.jpg, c\.jpg and 1 more: /);
  });

  it('only broken ones leave the welcome page as it was', async () => {
    const app = keep(openStudio());
    await app.studio.start();
    await app.studio.openFiles([brokenFile('b.jpg')]);
    expect(app.studio.project.getState()).toMatchObject({ opened: false, undo: [], currentImage: null });
  });

  it('of one name get names of their own', async () => {
    const app = keep(openStudio());
    await app.studio.start();
    await app.studio.openFiles([photoFile('a.jpg'), photoFile('a.jpg', 9, 9), photoFile('a.jpg', 8, 8)]);
    await app.studio.openFiles([photoFile('a.jpg', 7, 7)]);
    const names = app.studio.project.getState().document.images.map(({ name }) => name);
    expect(names).toEqual(['a.jpg', 'a (2).jpg', 'a (3).jpg', 'a (4).jpg']);
  });

  it('opened twice at the same time keep both', async () => {
    const app = keep(openStudio());
    await app.studio.start();
    await Promise.all([
      app.studio.openFiles([photoFile('a.jpg')]),
      app.studio.openFiles([photoFile('a.jpg', 50, 50)]),
    ]);
    const names = app.studio.project.getState().document.images.map(({ name }) => name);
    expect(names).toHaveLength(2);
    expect(new Set(names).size).toBe(2);
    expect(app.notices()).toEqual([]);
  });

  it('are told when they could not be stored, and usable all the same', async () => {
    const app = keep(openStudio());
    await app.studio.start();
    const { putPhoto } = app.projects;
    app.projects.putPhoto = () => Promise.reject(new StudioError('storage-full', 'The storage is full.'));
    await app.studio.openFiles([photoFile('a.jpg')]);
    expect(app.studio.project.getState().document.images).toHaveLength(1);
    expect(app.studio.project.getState().save.kind).toBe('failing');
    expect(app.notices()).toContainEqual(expect.stringMatching(/a\.jpg.*full/));
    // Stored with the next change, once there is room.
    app.projects.putPhoto = putPhoto;
    app.studio.classes.add('dog');
    await app.saved();
    const [image] = app.studio.project.getState().document.images;
    const { id } = app.studio.project.getState();
    expect(await app.projects.getPhoto(id!, image!.sha256, image!.bytes)).toMatchObject({
      size: image!.bytes,
    });
  });

  it('come and go in the strip without leaving bitmaps open', async () => {
    const before = TestBitmap.open.size;
    const app = openStudio();
    const { studio } = app;
    await studio.start();
    const files = Array.from({ length: 9 }, (_, i) => photoFile(`${i}.jpg`, 20 + i, 20));
    await studio.openFiles(files);
    const { images } = studio.project.getState().document;
    const kinds = () => images.map(({ id }) => studio.photos.getState().get(id)?.kind);
    expect(kinds().filter((kind) => kind === 'ready')).toHaveLength(6);
    for (const { id } of images) {
      studio.showImage(id);
      await until(studio.photos, (photos) => photos.get(id)?.kind === 'ready', 'the photo');
    }
    expect(kinds().filter((kind) => kind === 'ready')).toHaveLength(6);
    expect(studio.photos.getState().size).toBe(6);
    studio.removeImage(images[3]!.id);
    await studio.dispose();
    expect([...TestBitmap.open].slice(before)).toEqual([]);
  });

  it('are opened with the project only when they are shown; thumbnails come from its folder, and only in sight', async () => {
    const app = await openWithPhoto();
    const { studio } = app;
    await studio.openFiles(Array.from({ length: 300 }, (_, i) => photoFile(`${i}.jpg`, 20, 20)));
    const listed = studio.project.getState().document.images;
    studio.wantThumbnails(listed.slice(0, 20));
    await until(studio.thumbnails, ({ size }) => size === 20, 'thumbnails');
    expect(new Set(app.pixels.thumbnailed)).toEqual(new Set(listed.slice(0, 20).map(({ id }) => id)));
    await app.saved();
    const { images } = studio.project.getState().document;

    const again = keep(await app.reload());
    // The one shown, and the one that people go to next.
    await until(again.studio.photos, ({ size }) => size === 2, 'two photos');
    const before = TestBitmap.open.size;
    again.studio.wantThumbnails(images.slice(0, 20));
    await until(again.studio.thumbnails, ({ size }) => size === 20, 'thumbnails');
    expect(again.pixels.thumbnailed).toEqual([]);
    expect(again.pixels.opened).toEqual(images.slice(1, 3).map(({ id }) => id));
    // All of them pass by; the ones longest out of sight go.
    for (let at = 20; at < images.length; at += 20) {
      const shown = images.slice(at, at + 20);
      again.studio.wantThumbnails(shown);
      await until(again.studio.thumbnails, (held) => shown.every(({ id }) => held.has(id)), 'thumbnails');
    }
    const held = again.studio.thumbnails.getState();
    expect(held.size).toBe(256);
    expect([...held.keys()]).toEqual(images.slice(-256).map(({ id }) => id));
    expect(TestBitmap.open.size).toBe(before + 256);
    await app.studio.dispose();
  });

  it('whose file is broken are marked when their thumbnail is wanted, and have one once they can be read', async () => {
    const app = await openWithPhoto();
    await app.studio.openFiles([photoFile('other.jpg')]);
    await app.saved();
    const again = keep(await app.reload());
    const { images } = again.studio.project.getState().document;
    const [image] = images;
    const { getPhoto } = again.projects;
    again.projects.getPhoto = async () => null;
    again.studio.wantThumbnails(images);
    await until(again.studio.photos, (photos) => photos.get(image!.id)?.kind === 'unreadable', 'the mark');
    again.projects.getPhoto = getPhoto;
    again.studio.showImage(image!.id);
    await until(again.studio.thumbnails, (held) => held.has(image!.id), 'the thumbnail');
  });

  it('are walked through with neighbours, and stop at the ends', async () => {
    const app = keep(openStudio());
    const { studio } = app;
    await studio.start();
    await studio.openFiles([photoFile('a.jpg'), photoFile('b.jpg')]);
    const [a, b] = studio.project.getState().document.images;
    expect(app.image).toBe(a!.id);
    studio.showNeighbour(-1);
    expect(app.image).toBe(a!.id);
    studio.showNeighbour(1);
    studio.showNeighbour(1);
    expect(app.image).toBe(b!.id);
  });

  it('are not shown once they are gone', async () => {
    const { studio, image } = keep(await openWithPhoto());
    studio.removeImage(image);
    studio.showImage(image);
    expect(studio.project.getState().currentImage).toBeNull();
  });

  it('come back with their objects when removing one is undone', async () => {
    const app = keep(await openWithPhoto());
    app.inference.answers.set('dog', [reference('dog', cellsOf(8, 8, 24, 40))]);
    await app.ask('dog');
    const { image } = app;
    app.studio.removeImage(image);
    expect(app.studio.project.getState()).toMatchObject({ currentImage: null, opened: true });
    app.studio.undo();
    expect(app.image).toBe(image);
    expect(app.names()).toEqual(['dog']);
    expect((await app.ask('cat')).outcome).toEqual({ kind: 'none-found' });
  });

  it('that storage lost are marked, and their objects stay', async () => {
    const app = await openWithPhoto();
    await app.saved();
    const { browser, image } = app;
    const { id } = app.studio.project.getState();
    await app.studio.dispose();
    const again = keep(openStudio({ browser }));
    again.projects.getPhoto = async () => null;
    await again.studio.start(id!);
    await until(again.studio.photos, (photos) => photos.get(image)?.kind === 'unreadable', 'the mark');
    expect(again.studio.photos.getState().get(image)).toMatchObject({
      message: expect.stringMatching(/street\.jpg is not stored/),
      missing: true,
    });
    const turn = await again.ask('dog');
    expect(turn.outcome).toMatchObject({ kind: 'failed', code: 'image-missing' });
  });
});

describe('the model', () => {
  it('is loaded once at the start, and says how far it is', async () => {
    const app = keep(openStudio());
    const letLoad = app.inference.holdLoading();
    await app.studio.start();
    expect(app.studio.model.getState()).toEqual({
      kind: 'loading',
      phase: 'download',
      loadedBytes: 3,
      totalBytes: 12,
    });
    letLoad();
    await until(app.studio.model, ({ kind }) => kind === 'ready', 'the model');
    expect(app.inference.loads).toHaveLength(1);
  });

  it('tells why it does not run on the better device, and tries again when asked', async () => {
    const app = keep(openStudio());
    await app.studio.start();
    app.studio.retryModel();
    await until(app.studio.model, ({ kind }) => kind === 'ready', 'the model');
    expect(app.inference.loads.map(({ retest }) => retest ?? false)).toEqual([false, true]);
  });

  it('encodes the photo ahead of the first question', async () => {
    const app = keep(await openWithPhoto());
    await expect.poll(() => app.inference.encoded).toEqual([app.image]);
  });

  it('encodes a photo that was opened before the model was there', async () => {
    const app = keep(openStudio());
    const letLoad = app.inference.holdLoading();
    await app.studio.start();
    await app.studio.openFiles([photoFile('a.jpg')]);
    letLoad();
    await expect.poll(() => app.inference.encoded).toEqual([app.image]);
  });
});

describe('comparing', () => {
  it('shows the document before the last step and changes nothing', async () => {
    const app = keep(await openWithPhoto());
    const { studio, inference } = app;
    inference.answers.set('the dog', [reference('the dog', cellsOf(8, 8, 24, 40))]);
    await app.ask('the dog');
    const answered = studio.project.getState();
    studio.rename(app.objects()[0]!.id, 'puppy');
    const renamed = studio.project.getState();
    studio.compare(true);
    expect(studio.view.getState().compared).toEqual(answered.document);
    expect(studio.project.getState()).toBe(renamed);
    studio.compare(false);
    expect(studio.view.getState().compared).toBeNull();
    studio.jumpTo(0);
    studio.compare(true);
    expect(studio.view.getState().compared).toBeNull();
  });
});

describe('leaving', () => {
  it('saves, closes what is open and leaves no listener behind', async () => {
    const before = TestBitmap.open.size;
    const app = await openWithPhoto();
    const { studio, inference, pixels } = app;
    inference.answers.set('dog', [reference('dog', cellsOf(8, 8, 24, 40))]);
    await app.ask('dog');
    await app.saved();
    const { document } = studio.project.getState();
    expect((await app.onDisk()).history.document).toEqual(document);
    await studio.dispose();
    expect([...TestBitmap.open].slice(before)).toEqual([]);
    expect(inference.listeners.size).toBe(0);
    expect([inference.disposed, pixels.disposed]).toEqual([true, true]);
    expect(app.frames.size).toBe(0);
  });

  it('in the middle of an answer neither throws nor leaves anything open', async () => {
    const before = TestBitmap.open.size;
    const app = await openWithPhoto();
    app.inference.hold = true;
    app.inference.answers.set('dog', [reference('dog', cellsOf(8, 8, 24, 40))]);
    app.studio.ask('dog');
    await expect.poll(() => app.inference.questions.length).toBe(1);
    app.inference.questions[0]!.write(12);
    await app.studio.dispose();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect([...TestBitmap.open].slice(before)).toEqual([]);
    expect(app.frames.size).toBe(0);
  });

  it('a project shows nothing of it any more, and loses nothing', async () => {
    const app = keep(await openWithPhoto());
    const { studio, inference } = app;
    inference.answers.set('dog', [reference('dog', cellsOf(8, 8, 24, 40))]);
    await app.ask('dog');
    const before = TestBitmap.open.size;
    const { id, document, undo } = studio.project.getState();
    await studio.leaveProject();
    expect(studio.project.getState()).toMatchObject({ id: null, opened: false, currentImage: null });
    expect(studio.project.getState().document.images).toEqual([]);
    expect(studio.photos.getState().size).toBe(0);
    expect(TestBitmap.open.size).toBe(before - 1);
    await studio.openFiles([photoFile('new.jpg')]);
    expect(studio.project.getState()).toMatchObject({ name: 'new', undo: [{ label: 'Open new.jpg' }] });
    expect(await studio.openProject(id!)).toBe(true);
    expect(studio.project.getState()).toMatchObject({ id, document, undo });
  });

  it('a project in the middle of an answer keeps its rows and brings nothing into the next', async () => {
    const app = keep(await openWithPhoto());
    app.inference.hold = true;
    app.studio.ask('dog');
    app.studio.ask('cat');
    await expect.poll(() => app.inference.questions.length).toBe(1);
    app.inference.questions[0]!.write(12);
    await app.studio.leaveProject();
    await app.answered();
    await app.studio.openFiles([photoFile('new.jpg')]);
    await app.saved();
    expect(app.studio.project.getState().conversations.size).toBe(0);
  });
});
