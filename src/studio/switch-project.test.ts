import { afterEach, describe, expect, it, vi } from 'vitest';
import { startRequest } from './exchange/export-request.ts';
import { type OpenStudio, openWithPhoto, until } from './testing/open-studio.ts';
import { photoFile } from './testing/scripted-pixels.ts';
import { TestBitmap } from './testing/test-bitmap.ts';
import { TestFolder } from './testing/test-folder.ts';

const open: OpenStudio[] = [];

async function start(): Promise<OpenStudio> {
  const app = await openWithPhoto();
  open.push(app);
  return app;
}

afterEach(async () => {
  vi.restoreAllMocks();
  for (const { studio } of open.splice(0)) await studio.dispose();
});

/** Makes the next decode wait; the result lets it go on. */
function holdDecode({ pixels }: OpenStudio): () => void {
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const decode = pixels.open.bind(pixels);
  vi.spyOn(pixels, 'open').mockImplementationOnce(async (...request) => {
    await held;
    return decode(...request);
  });
  return release;
}

const imagesOf = ({ studio }: OpenStudio) => studio.project.getState().document.images;

describe('when another project is opened', () => {
  it('photos that are still decoded go into neither, and are let go of', async () => {
    const app = await start();
    const bitmaps = TestBitmap.open.size;
    const decoded = holdDecode(app);
    const opening = app.studio.openFiles([photoFile('a.jpg'), photoFile('b.jpg')]);
    await expect.poll(() => app.pixels.open).toHaveBeenCalled();
    await app.studio.newProject('Another');
    decoded();
    await opening;
    expect(imagesOf(app)).toEqual([]);
    expect(app.studio.photos.getState().size).toBe(0);
    // The first project's own photo was let go of too.
    expect(TestBitmap.open.size).toBe(bitmaps - 1);
    expect(app.notices()).toEqual([]);
  });

  it('photos of which only sizes are read go into neither', async () => {
    const app = await start();
    const { pixels } = app;
    const measure = pixels.measure.bind(pixels);
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    vi.spyOn(pixels, 'measure').mockImplementation(async (files) => {
      await held;
      return measure(files);
    });
    const opening = app.studio.openFiles(Array.from({ length: 40 }, (_, i) => photoFile(`${i}.jpg`)));
    await expect.poll(() => pixels.measure).toHaveBeenCalled();
    await app.studio.newProject('Another');
    release();
    await opening;
    expect(imagesOf(app)).toEqual([]);
    expect(app.notices()).toEqual([]);
  });

  it('a photo that was being opened again is let go of', async () => {
    const app = await start();
    await app.saved();
    const again = await app.reload();
    open.push(again);
    await until(again.studio.photos, ({ size }) => size === 1, 'the photo');
    const { id } = again.studio.project.getState();
    await again.studio.leaveProject();
    const bitmaps = TestBitmap.open.size;
    const decoded = holdDecode(again);
    await again.studio.openProject(id!);
    await again.studio.leaveProject();
    decoded();
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(TestBitmap.open.size).toBe(bitmaps);
    expect(again.studio.photos.getState().size).toBe(0);
    await again.studio.openProject(id!);
    await until(again.studio.photos, (photos) => [...photos.values()][0]?.kind === 'ready', 'the photo');
  });

  it('a folder whose photos are still listed is not linked to it', async () => {
    const app = await start();
    let listed: () => void = () => undefined;
    const folder = new TestFolder('street', [photoFile('a.jpg')]);
    const entries = folder.entries.bind(folder);
    const waiting = new Promise<void>((resolve) => {
      listed = resolve;
    });
    const asked = vi.spyOn(folder, 'entries').mockImplementation(async function* () {
      await waiting;
      yield* entries();
    });
    const linking = app.studio.linkFolder(folder.handle);
    await expect.poll(() => asked).toHaveBeenCalled();
    await app.studio.newProject('Another');
    listed();
    await linking;
    expect(imagesOf(app)).toEqual([]);
  });

  it('an export of the first ends, and an import that waits for it is given up', async () => {
    const app = await start();
    await app.studio.beginImport([
      new File(
        [
          JSON.stringify({
            images: [{ id: 1, file_name: 'street.jpg', width: 128, height: 96 }],
            categories: [{ id: 1, name: 'dog' }],
            annotations: [
              { id: 1, image_id: 1, category_id: 1, segmentation: [[1, 1, 9, 1, 9, 9]], iscrowd: 0 },
            ],
          }),
        ],
        'coco.json',
      ),
    ]);
    expect(app.studio.importing.getState().kind).toBe('ready');
    const exported = app.studio.saveExport({ ...startRequest, copyImages: true });
    await app.studio.newProject('Another');
    await exported;
    expect(app.studio.importing.getState().kind).toBe('idle');
    expect(app.studio.exporting.getState().kind).toBe('idle');
    expect(app.files).toEqual([]);
  });
});
