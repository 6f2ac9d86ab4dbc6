import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyDocument, type ImageId } from '../document/document.ts';
import { sampleImage } from '../document/testing/sample-document.ts';
import { photoAfter, photoRange, photosMeant, selectedPhotos, togglePhoto } from './photo-selection.ts';
import { everyPhoto } from './strip-filter.ts';
import { type OpenStudio, openStudio } from './testing/open-studio.ts';
import { photoFile } from './testing/scripted-pixels.ts';

const images = ['a', 'b', 'c', 'd'].map((id) => sampleImage(id, 8, 6));
const [a, b, c, d] = images.map(({ id }) => id) as [ImageId, ImageId, ImageId, ImageId];

describe('selecting photos', () => {
  it('brings the photo shown along with the first other one, and takes back what was put in', () => {
    expect(togglePhoto([], c, a)).toEqual([a, c]);
    expect(togglePhoto([], a, a)).toEqual([a]);
    expect(togglePhoto([], b, null)).toEqual([b]);
    expect(togglePhoto([a, c], b, a)).toEqual([a, c, b]);
    expect(togglePhoto([a, c], a, a)).toEqual([c]);
  });

  it('takes whole ranges, in the order of the photos from either end', () => {
    fc.assert(
      fc.property(fc.nat(3), fc.nat(3), (from, to) => {
        const [low, high] = [Math.min(from, to), Math.max(from, to)];
        const range = photoRange(images, images[from]!.id, images[to]!.id);
        expect(range).toEqual(images.slice(low, high + 1).map(({ id }) => id));
      }),
    );
    expect(photoRange(images, null, c)).toEqual([c]);
    expect(photoRange(images, a, 'gone' as ImageId)).toEqual([]);
  });

  it('never acts on what the filter hides, and on the photo shown when none is selected', () => {
    const document = { ...emptyDocument, images: images.with(1, { ...images[1]!, review: 'reviewed' }) };
    const all = { photoSelection: [c, b], stripFilter: everyPhoto };
    const ids = (list: readonly { id: ImageId }[]) => list.map(({ id }) => id);
    expect(ids(selectedPhotos(document, all, a))).toEqual([b, c]);
    const filtered = { ...all, stripFilter: { ...everyPhoto, status: 'reviewed' as const } };
    expect(ids(selectedPhotos(document, filtered, a))).toEqual([b]);
    expect(ids(photosMeant(document, { ...all, photoSelection: [] }, d))).toEqual([d]);
    expect(photosMeant(document, { ...all, photoSelection: [] }, null)).toEqual([]);
  });

  it('goes on to the next photo that stays', () => {
    expect(photoAfter(images, new Set([b, c]), b)).toBe(d);
    expect(photoAfter(images, new Set([c, d]), d)).toBe(b);
    expect(photoAfter(images, new Set([a]), c)).toBe(c);
    expect(photoAfter(images, new Set([a, b, c, d]), a)).toBeNull();
  });
});

describe('several photos', () => {
  async function opened(): Promise<OpenStudio> {
    const app = openStudio();
    await app.studio.start();
    await app.studio.openFiles(['a', 'b', 'c', 'd'].map((name) => photoFile(`${name}.jpg`)));
    return app;
  }
  const names = ({ studio }: OpenStudio) => studio.project.getState().document.images.map(({ name }) => name);
  const ids = ({ studio }: OpenStudio) => studio.project.getState().document.images.map(({ id }) => id);

  it('are removed in one undo step, and the next one is shown', async () => {
    const app = await opened();
    const [first, , third, fourth] = ids(app);
    app.studio.removeImages([first!, third!]);
    expect(names(app)).toEqual(['b.jpg', 'd.jpg']);
    expect(app.studio.project.getState().undo.at(-1)).toEqual({ label: 'Remove 2 photos' });
    app.studio.undo();
    expect(names(app)).toEqual(['a.jpg', 'b.jpg', 'c.jpg', 'd.jpg']);
    app.studio.showImage(third!);
    app.studio.removeImages([third!]);
    expect(app.image).toBe(fourth);
    expect(app.studio.project.getState().undo.at(-1)).toEqual({ label: 'Remove c.jpg' });
    await app.studio.dispose();
  });

  it('are marked in one undo step, and exported alone', async () => {
    const app = await opened();
    const some = ids(app).slice(1, 3);
    app.studio.setView({ photoSelection: some });
    app.studio.setReview(some, 'reviewed');
    expect(app.studio.project.getState().undo.at(-1)).toEqual({ label: 'Mark 2 photos as reviewed' });
    const request = {
      format: 'coco',
      options: {},
      images: 'selected',
      categories: null,
      split: null,
      copyImages: false,
    } as const;
    expect(await app.studio.planExport(request)).toMatchObject({ images: 2 });
    // Going on to another photo is about that one.
    app.studio.showNeighbour(1);
    expect(app.studio.view.getState().photoSelection).toEqual([]);
    await expect(app.studio.planExport(request)).rejects.toMatchObject({ code: 'format-invalid' });
    await app.studio.dispose();
  });
});
