import { afterEach, describe, expect, it } from 'vitest';
import { boxMask } from '../mask/create-mask.ts';
import { nextToReview, reviewCounts } from './review-progress.ts';
import { photosShown } from './strip-filter.ts';
import { type OpenStudio, openWithPhoto } from './testing/open-studio.ts';
import { photoFile } from './testing/scripted-pixels.ts';

let app: OpenStudio;

afterEach(() => app.studio.dispose());

/** Photos a to d: a with a cat, b reviewed with a dog, c needs a look, d untouched. Photo a is shown. */
async function open() {
  app = await openWithPhoto();
  const { studio } = app;
  await studio.openFiles(['b.jpg', 'c.jpg', 'd.jpg'].map((name) => photoFile(name)));
  const ids = studio.project.getState().document.images.map(({ id }) => id);
  const draw = (index: number, name: string) => {
    studio.showImage(ids[index]!);
    const { width, height } = studio.project.getState().document.images[index]!;
    studio.applyMask(boxMask(width, height, { x1: 0, y1: 0, x2: 4, y2: 4 }), 'add', 'Rectangle');
    studio.rename(app.objects()[0]!.id, name);
  };
  draw(0, 'cat');
  draw(1, 'dog');
  studio.setReview([ids[1]!], 'reviewed');
  studio.setReview([ids[2]!], 'needs-look');
  studio.showImage(ids[0]!);
  const project = () => studio.project.getState();
  const shown = () =>
    photosShown(project().document, studio.view.getState().stripFilter, project().currentImage).map(
      ({ id }) => ids.indexOf(id),
    );
  const current = () => ids.indexOf(project().currentImage!);
  const classId = (name: string) => project().document.categories.find((known) => known.name === name)!.id;
  return { studio, ids, project, shown, current, classId };
}

describe('the photos shown', () => {
  it('are all without a filter, as the same list', async () => {
    const { studio, project } = await open();
    const { document } = project();
    expect(photosShown(document, studio.view.getState().stripFilter, null)).toBe(document.images);
  });

  it('are those of a status and of a class, and always the one that is open', async () => {
    const { studio, shown, classId } = await open();
    studio.setView({ stripFilter: { status: 'reviewed', category: null } });
    expect(shown()).toEqual([0, 1]);
    studio.setView({ stripFilter: { status: 'not-started', category: null } });
    expect(shown()).toEqual([0, 3]);
    studio.setView({ stripFilter: { status: null, category: classId('dog') } });
    expect(shown()).toEqual([0, 1]);
    studio.setView({ stripFilter: { status: 'needs-look', category: classId('dog') } });
    expect(shown()).toEqual([0]);
  });

  it('are what next and previous go through; marking a photo does not take it away at once', async () => {
    const { studio, ids, shown, current } = await open();
    studio.setView({ stripFilter: { status: 'open', category: null } });
    studio.setReview([ids[3]!], 'open');
    expect(shown()).toEqual([0, 3]);
    studio.showNeighbour(1);
    expect(current()).toBe(3);
    studio.setReview([ids[3]!], 'reviewed');
    expect(shown()).toEqual([0, 3]);
    studio.showNeighbour(1);
    expect(current()).toBe(3);
    studio.showNeighbour(-1);
    expect(current()).toBe(0);
    expect(shown()).toEqual([0]);
  });

  it('are those that objects are pasted on to', async () => {
    const { studio, ids, current } = await open();
    studio.setView({ stripFilter: { status: 'not-started', category: null } });
    studio.select(app.objects().map(({ id }) => id));
    studio.pasteToNext();
    expect(current()).toBe(3);
    expect(app.objects(ids[3]!)).toHaveLength(1);
  });

  it('are all again when the class has left the project, and after the project is closed', async () => {
    const { studio, shown, classId } = await open();
    studio.setView({ stripFilter: { status: null, category: classId('dog') } });
    studio.classes.merge(classId('dog'), classId('cat'));
    expect(shown()).toEqual([0, 1, 2, 3]);
    studio.setView({ stripFilter: { status: 'reviewed', category: null } });
    await studio.leaveProject();
    expect(studio.view.getState().stripFilter).toEqual({ status: null, category: null });
  });
});

it('counts by status, and goes on to what is not reviewed, from the first again after the last', async () => {
  const { studio, ids, project } = await open();
  expect(reviewCounts(project().document)).toEqual({
    'not-started': 1,
    open: 1,
    reviewed: 1,
    'needs-look': 1,
  });
  const next = (from: number) => nextToReview(project().document, ids[from]!)?.id;
  expect([next(0), next(1), next(2), next(3)]).toEqual([ids[2], ids[2], ids[3], ids[0]]);
  studio.setReview(ids, 'reviewed');
  expect(next(0)).toBeUndefined();
  studio.setReview([ids[0]!], 'needs-look');
  // The photo shown is not its own next.
  expect(next(0)).toBeUndefined();
  expect(nextToReview(project().document, null)?.id).toBe(ids[0]);
});
