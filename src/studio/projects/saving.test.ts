import { afterEach, describe, expect, it, vi } from 'vitest';
import { StudioError } from '../../errors/studio-error.ts';
import { boxMask } from '../../mask/create-mask.ts';
import { nearestCanvas } from '../../mask/nearest-canvas.ts';
import { createProjectLock } from '../../storage/create-project-lock.ts';
import { MemoryLocks } from '../../storage/testing/memory-locks.ts';
import { cellsOf, reference } from '../testing/answer-script.ts';
import { type OpenStudio, openStudio, openWithPhoto, until } from '../testing/open-studio.ts';
import { photoFile } from '../testing/scripted-pixels.ts';

const open: OpenStudio[] = [];
const keep = (studio: OpenStudio) => {
  open.push(studio);
  return studio;
};

afterEach(async () => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  for (const { studio } of open.splice(0)) await studio.dispose();
});

/** The same browser with a new page; the old one is gone without a word, as a killed tab is. */
const reload = async (app: OpenStudio) => keep(await app.reload());

const dog = reference('dog', cellsOf(8, 8, 24, 40));

describe('a reload', () => {
  it('brings back photos, objects, classes, conversation and the photo shown', async () => {
    const app = keep(await openWithPhoto());
    const { studio, inference } = app;
    inference.answers.set('dog', [dog]);
    await app.ask('dog');
    await app.ask('zebra');
    await studio.openFiles([photoFile('b.jpg', 60, 50)]);
    await app.ask('zebra');
    studio.recolour(studio.project.getState().document.categories[0]!.id, 7);
    await app.saved();
    const before = studio.project.getState();

    const again = await reload(app);
    const after = again.studio.project.getState();
    expect(after.document).toEqual(before.document);
    expect(after.conversations).toEqual(before.conversations);
    expect(after.currentImage).toBe(before.currentImage);
    expect(after).toMatchObject({ opened: true, name: 'street', access: 'write', save: { kind: 'saved' } });
    // Undo goes on where it was.
    expect([after.undo, after.redo]).toEqual([before.undo, before.redo]);
    again.studio.jumpTo(0);
    expect(again.studio.project.getState().document.images).toEqual([]);
    again.studio.jumpTo(before.undo.length);
    expect(again.studio.project.getState().document).toEqual(before.document);
    again.studio.wantThumbnails(after.document.images);
    await until(again.studio.thumbnails, (thumbnails) => thumbnails.size === 2, 'thumbnails');
    expect(again.notices()).toEqual([]);
    // The conversation goes on where it was.
    again.studio.showImage(before.document.images[0]!.id);
    await again.ask('only its head');
    expect(again.inference.questions[0]!.conversation.map(({ prompt }) => prompt)).toEqual([
      'dog',
      'zebra',
      'only its head',
    ]);
  });

  it('with nothing saved opens nothing', async () => {
    const app = keep(openStudio());
    await app.studio.start();
    expect(app.studio.project.getState()).toMatchObject({ opened: false, currentImage: null });
    expect(app.notices()).toEqual([]);
  });

  it('in mid-answer keeps the rows that were painted, as a draft of an interrupted answer', async () => {
    const app = keep(await openWithPhoto());
    app.inference.hold = true;
    app.inference.answers.set('dog', [dog]);
    app.studio.ask('dog');
    app.studio.ask('cat');
    await expect.poll(() => app.inference.questions.length).toBe(1);
    const [question] = app.inference.questions;
    question!.ghost();
    // Label, box and some rows: far from the end.
    question!.write(30);
    await expect
      .poll(() => app.studio.answer.getState().running?.objects[0]?.version ?? 0)
      .toBeGreaterThan(3);
    app.clock.now += 5000;
    question!.write(1);
    await expect.poll(() => app.turns()[0]!.drafts?.length ?? 0).toBe(1);
    await app.saved();

    const again = await reload(app);
    expect(again.turns().map(({ prompt, outcome }) => [prompt, outcome.kind])).toEqual([
      ['dog', 'interrupted'],
      ['cat', 'interrupted'],
    ]);
    const [draft] = again.objects();
    expect(again.names()).toEqual(['dog']);
    expect(draft!.provenance).toMatchObject({ kind: 'model', partial: true, prompt: 'dog' });
    const painted = app.turns()[0]!.drafts![0]!.cells.reduce((sum, cell) => sum + cell, 0);
    expect(painted).toBeGreaterThan(16);
    expect(painted).toBeLessThan(16 * 32);
    expect(draft!.mask).toEqual(nearestCanvas(app.turns()[0]!.drafts![0]!.cells, 128, 96));
    expect(again.turns()[0]!.objects).toEqual([draft!.id]);
    // What was interrupted can be asked again.
    again.inference.answers.set('cat', [reference('cat', cellsOf(0, 0, 5, 5))]);
    again.studio.retry(again.turns()[1]!.id);
    await again.answered();
    expect(again.names()).toEqual(['dog', 'cat']);
  });
});

describe('saving', () => {
  it('follows every change without being asked', async () => {
    const app = keep(await openWithPhoto());
    expect(app.studio.project.getState().save.kind).toBe('saving');
    await app.saved();
    const { image } = app;
    await app.studio.openFiles([photoFile('b.jpg')]);
    app.studio.showImage(image);
    await app.saved();
    const saved = await app.onDisk();
    expect(saved.history.document.images).toHaveLength(2);
    expect(saved.currentImage).toBe(image);
  });

  it('that fails says so, keeps everything and is tried again', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'], shouldAdvanceTime: true });
    const app = keep(await openWithPhoto());
    await app.saved();
    const save = vi
      .spyOn(app.projects, 'append')
      .mockRejectedValue(new StudioError('storage-full', "This browser's storage is full."));
    app.inference.answers.set('dog', [dog]);
    await app.ask('dog');
    await until(app.studio.project, ({ save }) => save.kind === 'failing', 'the failure');
    expect(app.studio.project.getState().save).toEqual({
      kind: 'failing',
      message: "This browser's storage is full.",
    });
    expect(app.names()).toEqual(['dog']);
    save.mockRestore();
    // A new change waits for the next attempt as well.
    app.studio.rename(app.objects()[0]!.id, 'wolf');
    await vi.advanceTimersByTimeAsync(5000);
    await app.saved();
    const again = await reload(app);
    expect(again.names()).toEqual(['wolf']);
  });

  it('that fails keeps the project open, whatever else is to be opened, until people leave without', async () => {
    const app = keep(await openWithPhoto());
    const { studio, projects } = app;
    await app.saved();
    const first = studio.project.getState().id;
    const other = await projects.create('Other');
    const save = vi
      .spyOn(projects, 'append')
      .mockRejectedValue(new StudioError('storage-full', "This browser's storage is full."));
    app.inference.answers.set('dog', [dog]);
    await app.ask('dog');
    const attempts = [
      () => studio.openProject(other),
      () => studio.newProject(),
      () => studio.leaveProject(),
    ];
    for (const attempt of attempts) {
      expect(await attempt()).toBe(false);
      expect(studio.project.getState()).toMatchObject({ id: first, access: 'write' });
      expect(app.names()).toEqual(['dog']);
    }
    const leave = studio.notices.getState().find(({ action }) => action?.label === 'Leave without saving');
    expect(leave?.text).toMatch(/could not be saved, so it stays open here/);
    // What was refused is possible when saving works again.
    save.mockRestore();
    expect(await studio.openProject(other)).toBe(true);
    expect(await studio.openProject(first!)).toBe(true);
    expect(app.names()).toEqual(['dog']);

    vi.spyOn(projects, 'append').mockRejectedValue(new StudioError('storage-full', 'Full.'));
    studio.rename(app.objects()[0]!.id, 'wolf');
    expect(await studio.leaveProject()).toBe(false);
    const again = studio.notices.getState().find(({ action }) => action?.label === 'Leave without saving');
    const abandoned = vi.fn();
    studio.whenAbandoned(abandoned);
    again!.action!.run();
    await until(studio.project, ({ id }) => id === null, 'leaving');
    await expect.poll(() => abandoned).toHaveBeenCalledTimes(1);
  });

  it('stores all photos that it can, also behind one that it cannot', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'], shouldAdvanceTime: true });
    const app = keep(await openWithPhoto());
    await app.saved();
    const put = vi
      .spyOn(app.projects, 'putPhoto')
      .mockRejectedValue(new StudioError('storage-full', 'Full.'));
    await app.studio.openFiles([photoFile('gone.jpg'), photoFile('there.jpg')]);
    await until(app.studio.project, ({ save }) => save.kind === 'failing', 'the failure');
    const [, gone, there] = app.studio.project.getState().document.images;
    put.mockRestore();
    const { putPhoto } = app.projects;
    // There is room again, but the file of the first was taken away meanwhile.
    vi.spyOn(app.projects, 'putPhoto').mockImplementation((id, sha256, file) =>
      sha256 === gone!.sha256
        ? Promise.reject(new StudioError('storage-failed', 'The file is gone.'))
        : putPhoto.call(app.projects, id, sha256, file),
    );
    await vi.advanceTimersByTimeAsync(6000);
    await until(
      app.studio.project,
      ({ save }) => 'message' in save && /gone/u.test(save.message),
      'the reason',
    );
    const { id } = app.studio.project.getState();
    expect(await app.projects.getPhoto(id!, there!.sha256, there!.bytes)).not.toBeNull();
    expect(await app.projects.getPhoto(id!, gone!.sha256, gone!.bytes)).toBeNull();
  });

  it('is done though a disk has no room for a snapshot, and says so', async () => {
    const app = keep(await openWithPhoto());
    await app.saved();
    vi.spyOn(console, 'warn').mockReturnValue();
    const { append } = app.projects;
    vi.spyOn(app.projects, 'append').mockImplementation(async (...args) => {
      await append.apply(app.projects, args);
      return { wantsSnapshot: true };
    });
    const begin = vi
      .spyOn(app.projects, 'beginSnapshot')
      .mockRejectedValue(new StudioError('storage-full', 'Full.'));
    app.studio.classes.add('dog');
    await until(app.studio.project, () => begin.mock.calls.length > 0, 'the snapshot');
    await app.saved();
    expect(app.notices()).toEqual([]);
    expect((await app.onDisk()).history.document.categories).toHaveLength(1);
  });

  it('of a project on a disk that is full shows it, and it can be saved as a bundle', async () => {
    const app = keep(await openWithPhoto());
    app.inference.answers.set('dog', [dog]);
    await app.ask('dog');
    await app.saved();
    const { id } = app.studio.project.getState();
    const again = keep(openStudio({ browser: (await reload(app)).browser }));
    const { open } = again.projects;
    vi.spyOn(again.projects, 'open').mockImplementation((project, access) =>
      access === 'write'
        ? Promise.reject(new StudioError('storage-full', 'The disk is full.'))
        : open.call(again.projects, project, access),
    );
    await again.studio.start(id!);
    expect(again.names()).toEqual(['dog']);
    expect(again.studio.project.getState()).toMatchObject({ access: 'read', save: { kind: 'read-only' } });
    expect(again.notices()).toEqual(['The disk is full. Until then this tab only shows the project.']);
    await again.studio.saveBundle('copied');
    expect(again.studio.bundle.getState()).toMatchObject({ kind: 'saved', photos: 1, missing: [] });
  });

  it('of the last changes before a project is left goes on with what happens meanwhile', async () => {
    const app = keep(await openWithPhoto());
    await app.saved();
    const { id } = app.studio.project.getState();
    const append = app.projects.append.bind(app.projects);
    vi.spyOn(app.projects, 'append').mockImplementationOnce(async (...changes) => {
      const appended = await append(...changes);
      app.studio.classes.add('dog');
      return appended;
    });
    app.studio.classes.add('cat');
    await app.studio.leaveProject();
    expect(app.studio.project.getState().id).toBeNull();
    await app.studio.openProject(id!);
    const { categories } = app.studio.project.getState().document;
    expect(categories.map(({ name }) => name)).toEqual(['cat', 'dog']);
  });

  it('writes the last state when the studio is left at once', async () => {
    const app = await openWithPhoto();
    app.inference.answers.set('dog', [dog]);
    await app.ask('dog');
    const { document, id } = app.studio.project.getState();
    await app.studio.dispose();
    const again = keep(openStudio({ browser: app.browser }));
    await again.studio.start(id!);
    expect(again.studio.project.getState().document).toEqual(document);
  });
});

describe('two tabs', () => {
  let pairs = 0;
  const pair = async () => {
    const locks = new MemoryLocks() as unknown as LockManager;
    const name = `tabs-${pairs++}`;
    const first = keep(openStudio({ lock: createProjectLock({ locks, name }) }));
    await first.studio.start();
    await first.studio.openFiles([photoFile('street.jpg')]);
    await first.saved();
    const second = keep(openStudio({ browser: first.browser, lock: createProjectLock({ locks, name }) }));
    await second.studio.start(first.studio.project.getState().id!);
    return { first, second };
  };
  const namesIn = (app: OpenStudio) => app.studio.project.getState().document.images.map(({ name }) => name);

  it('the second shows the project, says that it does not change it, and does not', async () => {
    const { first, second } = await pair();
    expect(namesIn(second)).toEqual(['street.jpg']);
    expect(second.studio.project.getState()).toMatchObject({ access: 'read', save: { kind: 'read-only' } });
    expect(second.notices()).toEqual([expect.stringMatching(/open in another tab/)]);
    await second.studio.openFiles([photoFile('lost.jpg')]);
    second.studio.ask('dog');
    second.studio.applyMask(boxMask(128, 96, { x1: 1, y1: 1, x2: 9, y2: 9 }), 'add', 'Rectangle');
    second.studio.removeImage(second.image);
    second.studio.undo();
    second.studio.classes.add('dog');
    expect(second.studio.project.getState().document).toEqual(first.studio.project.getState().document);
    expect(second.turns()).toEqual([]);
    await second.studio.leaveProject();
    expect((await first.onDisk()).history.document.images.map(({ name }) => name)).toEqual(['street.jpg']);
  });

  it('taking over opens the last state of the first, which then only shows it', async () => {
    const { first, second } = await pair();
    // Not on disk yet when the other tab asks.
    await first.studio.openFiles([photoFile('late.jpg')]);
    second.studio.notices.getState()[0]!.action!.run();
    await second.saved();
    expect(namesIn(second)).toEqual(['street.jpg', 'late.jpg']);
    expect(first.studio.project.getState()).toMatchObject({
      access: 'read',
      save: { kind: 'read-only', message: expect.stringMatching(/another tab has taken over/i) },
    });
    await first.studio.openFiles([photoFile('too-late.jpg')]);
    await second.studio.openFiles([photoFile('mine.jpg')]);
    await second.saved();
    expect(namesIn(second)).toEqual(['street.jpg', 'late.jpg', 'mine.jpg']);
    const saved = await second.onDisk();
    expect(saved.history.document.images.map(({ name }) => name)).toEqual(namesIn(second));
    // And back again.
    await first.studio.takeOver();
    await first.saved();
    expect(namesIn(first)).toEqual(['street.jpg', 'late.jpg', 'mine.jpg']);
    expect(second.studio.project.getState().access).toBe('read');
  });

  it('a tab that lost its lock without knowing writes nothing more, says so and keeps what it has', async () => {
    const app = keep(await openWithPhoto());
    await app.saved();
    const { id } = app.studio.project.getState();
    const again = await reload(app);
    await app.studio.openFiles([photoFile('too-late.jpg')]);
    await until(app.studio.project, ({ save }) => save.kind === 'read-only', 'the refusal');
    expect(namesIn(again)).toEqual(['street.jpg']);
    expect((await again.onDisk()).history.document.images).toHaveLength(1);

    expect(app.studio.project.getState().save).toMatchObject({ unsaved: true });
    expect(app.notices().at(-1)).toMatch(
      /before the last changes were saved here. They are still in this tab/,
    );
    // Nothing takes the place of what is nowhere else.
    await app.studio.takeOver();
    app.studio.undo();
    expect(await app.studio.openProject((await app.projects.list()).projects[0]!.id)).toBe(true);
    expect(await app.studio.leaveProject()).toBe(false);
    expect(app.studio.project.getState()).toMatchObject({ id, access: 'read' });
    expect(namesIn(app)).toEqual(['street.jpg', 'too-late.jpg']);
    await app.studio.saveBundle('copied');
    expect(app.studio.bundle.getState()).toMatchObject({ kind: 'saved', photos: 2, missing: [] });
  });

  it('a tab that is taken over takes no change that nobody would save', async () => {
    const { first, second } = await pair();
    const { close } = first.projects;
    vi.spyOn(first.projects, 'close').mockImplementation(async (id) => {
      first.studio.classes.add('too late');
      return close.call(first.projects, id);
    });
    await second.studio.takeOver();
    await second.saved();
    const classesIn = (app: OpenStudio) => app.studio.project.getState().document.categories;
    expect(classesIn(first)).toEqual(classesIn(second));
  });
});
