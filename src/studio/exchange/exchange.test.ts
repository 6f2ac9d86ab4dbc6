import { BlobReader, BlobWriter, TextReader, TextWriter, ZipReader, ZipWriter } from '@zip.js/zip.js';
import { afterEach, describe, expect, it } from 'vitest';
import type { ImageId } from '../../document/document.ts';
import { objectsOf } from '../../document/lookup.ts';
import { boxMask } from '../../mask/create-mask.ts';
import { masksEqual } from '../../mask/measure.ts';
import { type OpenStudio, openStudio, until } from '../testing/open-studio.ts';
import { brokenFile, photoFile } from '../testing/scripted-pixels.ts';
import { type ExportRequest, startRequest } from './export-request.ts';

const open: OpenStudio[] = [];

/** Two photos, three objects of two classes, drawn by hand. */
async function project(): Promise<OpenStudio> {
  const app = openStudio();
  open.push(app);
  const { studio } = app;
  await studio.start();
  await studio.openFiles([photoFile('a.jpg'), photoFile('b.jpg')]);
  const draw = (x: number, name: string) => {
    studio.select([]);
    studio.applyMask(boxMask(128, 96, { x1: x, y1: 10, x2: x + 20, y2: 40 }), 'add', 'Rectangle');
    const [object] = studio.view.getState().selection;
    if (object) studio.rename(object, name);
  };
  const [a, b] = studio.project.getState().document.images.map(({ id }) => id);
  studio.showImage(a as ImageId);
  draw(10, 'dog');
  draw(60, 'cat');
  studio.showImage(b as ImageId);
  draw(30, 'dog');
  return app;
}

afterEach(async () => {
  for (const app of open.splice(0)) await app.studio.dispose();
});

async function exported(app: OpenStudio, change: Partial<ExportRequest> = {}): Promise<File> {
  const before = app.files.length;
  await app.studio.saveExport({ ...startRequest, ...change });
  expect(app.studio.exporting.getState()).toMatchObject({ kind: 'saved' });
  const saved = app.files[before];
  return new File([await saved!.file.arrayBuffer()], saved!.name);
}

async function entriesOf(zip: Blob): Promise<string[]> {
  const entries = await new ZipReader(new BlobReader(zip), { useWebWorkers: false }).getEntries();
  return entries.map(({ filename }) => filename).sort();
}

const content = ({ studio }: OpenStudio) => {
  const { document } = studio.project.getState();
  const names = new Map(document.categories.map(({ id, name }) => [id, name]));
  return document.images.map((image) => [
    image.name,
    objectsOf(document, image.id).map(({ category, mask }) => [names.get(category), mask]),
  ]);
};

describe('exporting', () => {
  it('saves one file as it is, and several as a zip with the photos', async () => {
    const app = await project();
    expect((await exported(app)).name).toBe('annotations.coco.json');
    const zip = await exported(app, { format: 'voc', copyImages: true });
    expect(zip.name).toBe('annotations.voc.zip');
    expect(await entriesOf(zip)).toEqual(
      expect.arrayContaining([
        'Annotations/a.xml',
        'JPEGImages/a.jpg',
        'JPEGImages/b.jpg',
        'SegmentationObject/b.png',
        'labelmap.txt',
      ]),
    );
  });

  it('says first what it will hold, and shows the beginning of the first file', async () => {
    const app = await project();
    const plan = await app.studio.planExport({ ...startRequest, images: 'current' });
    expect(plan).toMatchObject({ images: 1, objects: 1 });
    expect(plan.preview?.text).toContain('"annotations"');
    expect((await exported(app, { images: 'current' })).size).toBe(plan.preview?.bytes);
  });

  it('numbers classes in the order that people gave them', async () => {
    const app = await project();
    const named = () => app.studio.project.getState().document.categories.map(({ name }) => name);
    const before = named();
    const last = app.studio.project.getState().document.categories.at(-1);
    app.studio.classes.move(last!.id, 0);
    const wanted = [before.at(-1), ...before.slice(0, -1)];
    expect(named()).toEqual(wanted);
    const coco = JSON.parse(await (await exported(app)).text());
    expect(coco.categories.map(({ id, name }: { id: number; name: string }) => [id, name])).toEqual(
      wanted.map((name, index) => [index + 1, name]),
    );
    const reader = new ZipReader(new BlobReader(await exported(app, { format: 'yolo-seg' })), {
      useWebWorkers: false,
    });
    const yaml = (await reader.getEntries()).find(({ filename }) => filename === 'data.yaml');
    const text = yaml && 'getData' in yaml ? await yaml.getData(new TextWriter()) : '';
    expect(text).toMatch(new RegExp(wanted.map((name, index) => `"?${index}"?: "?${name}"?`).join('\\s+')));
  });

  it('stops when asked, and saves nothing', async () => {
    const app = await project();
    const saving = app.studio.saveExport({ ...startRequest, format: 'voc' });
    app.studio.cancelExport();
    await saving;
    expect(app.files).toEqual([]);
    expect(app.studio.exporting.getState()).toEqual({ kind: 'idle' });
  });

  it('gives a plan up when another one is asked for', async () => {
    const app = await project();
    const stale = new AbortController();
    const plan = app.studio.planExport(startRequest, stale.signal);
    stale.abort();
    await expect(plan).rejects.toMatchObject({ code: 'aborted' });
  });

  it('splits photos by the seed', async () => {
    const app = await project();
    const split = { shares: { train: 1, val: 1, test: 0 }, seed: 3, groupBy: 'none' as const };
    const names = await entriesOf(await exported(app, { format: 'voc', split }));
    expect(names).toEqual(expect.arrayContaining(['ImageSets/Main/train.txt', 'ImageSets/Main/val.txt']));
  });
});

describe('importing', () => {
  it.each(['coco', 'voc', 'labelme', 'png-masks'])(
    'takes a zip of %s with photos into an empty project, the same to the pixel, in one step',
    async (format) => {
      const from = await project();
      const zip = await exported(from, { format, copyImages: true, options: {} });
      const to = openStudio();
      open.push(to);
      await to.studio.start();
      await to.studio.beginImport([zip]);
      expect(to.studio.importing.getState()).toMatchObject({
        kind: 'ready',
        newImages: 2,
        objects: 3,
        failed: [],
      });
      expect(to.studio.project.getState().document.images).toEqual([]);
      await to.studio.applyImport();
      expect(to.studio.importing.getState()).toMatchObject({ kind: 'done', added: 3 });
      const base = (list: ReturnType<typeof content>) =>
        list.map(([name, objects]) => [String(name).replace(/^.*\//u, ''), objects]);
      expect(base(content(to))).toEqual(base(content(from)));
      to.studio.undo();
      expect(to.studio.project.getState().document).toMatchObject({ images: [], categories: [] });
    },
  );

  it('opens the photos of a zip that holds nothing else', async () => {
    const writer = new ZipWriter(new BlobWriter(), { useWebWorkers: false });
    for (const name of ['trip/a.jpg', 'trip/b.jpg'])
      await writer.add(name, new TextReader(await photoFile(name).text()));
    const to = openStudio();
    open.push(to);
    await to.studio.start();
    await to.studio.beginImport([new File([await writer.close()], 'trip.zip')]);
    expect(to.notices()).toEqual([]);
    expect(to.studio.importing.getState()).toEqual({ kind: 'idle' });
    const { document, undo } = to.studio.project.getState();
    expect(document.images.map(({ name }) => name)).toEqual(['a.jpg', 'b.jpg']);
    expect(undo.map(({ label }) => label)).toEqual(['Open 2 photos']);
  });

  it('matches photos of the project by name, and keeps or replaces what is there', async () => {
    const app = await project();
    const coco = await exported(app);
    const before = content(app);
    await app.studio.beginImport([coco]);
    await app.studio.applyImport();
    expect(app.studio.importing.getState()).toMatchObject({ kind: 'done', added: 0, known: 3 });
    expect(content(app)).toEqual(before);
    await app.studio.beginImport([coco]);
    await app.studio.changeImport({ mode: 'replace' });
    await app.studio.applyImport();
    expect(app.studio.importing.getState()).toMatchObject({ kind: 'done', added: 3, removed: 3 });
    expect(content(app)).toEqual(before);
  });

  it('maps classes to others, or leaves them out', async () => {
    const app = await project();
    const coco = await exported(app);
    for (const { id } of app.studio.project.getState().document.images) {
      app.studio.showImage(id);
      app.studio.remove(objectsOf(app.studio.project.getState().document, id).map((object) => object.id));
    }
    const [dog] = app.studio.project.getState().document.categories.filter(({ name }) => name === 'dog');
    await app.studio.beginImport([coco]);
    const state = app.studio.importing.getState();
    if (state.kind !== 'ready') throw new Error(`The import is ${state.kind}.`);
    const at = (name: string) => state.categories.findIndex((category) => category.name === name);
    await app.studio.changeImport({
      categories: new Map([
        [at('cat'), { kind: 'existing', category: dog!.id }],
        [at('dog'), { kind: 'leave-out' }],
      ]),
    });
    await app.studio.applyImport();
    expect(app.studio.importing.getState()).toMatchObject({ added: 1, leftOut: 2 });
    const [object] = [...app.studio.project.getState().document.objects.values()].flat();
    expect(object?.category).toBe(dog!.id);
    expect(masksEqual(object!.mask, boxMask(128, 96, { x1: 60, y1: 10, x2: 80, y2: 40 }))).toBe(true);
  });

  it.each([
    ['no annotations', new File(['hello'], 'notes.txt'), /holds no annotations/],
    ['no zip', new File(['hello'], 'set.zip'), /damaged or no zip/],
    ['broken JSON', new File(['{"images": [1,'], 'coco.json'), /holds no annotations|cannot be read|JSON/],
  ])('says in words what is wrong with a file of %s, and changes nothing', async (_, file, words) => {
    const app = await project();
    const before = app.studio.project.getState().document;
    await app.studio.beginImport([file]);
    expect(app.studio.importing.getState()).toMatchObject({
      kind: 'failed',
      message: expect.stringMatching(words),
    });
    await app.studio.applyImport();
    expect(app.studio.project.getState().document).toBe(before);
  });

  it('refuses a zip whose paths lead out, and one that claims to be larger than it can be', async () => {
    const zipOf = async (path: string) => {
      const writer = new ZipWriter(new BlobWriter(), { useWebWorkers: false });
      await writer.add(path, new TextReader(JSON.stringify({ images: [], annotations: [] })));
      return await writer.close();
    };
    const app = await project();
    await app.studio.beginImport([new File([await zipOf('../../etc/coco.json')], 'set.zip')]);
    expect(app.studio.importing.getState()).toMatchObject({ kind: 'failed' });

    const whole = await zipOf('coco.json');
    await app.studio.beginImport([new File([whole], 'set.zip')]);
    expect(app.studio.importing.getState()).toMatchObject({ kind: 'ready', objects: 0 });

    const bytes = new Uint8Array(await whole.arrayBuffer());
    const view = new DataView(bytes.buffer);
    // The unpacked size in the central directory.
    for (let i = 0; i + 46 < bytes.length; i++)
      if (view.getUint32(i, true) === 0x02014b50) view.setUint32(i + 24, 0xfffffff0, true);
    await app.studio.beginImport([new File([bytes], 'bomb.zip')]);
    expect(app.studio.importing.getState()).toMatchObject({
      kind: 'failed',
      message: expect.stringContaining('claims'),
    });
  });

  it('decodes none of the photos that come along: headers tell their sizes', async () => {
    const zip = await exported(await project(), { format: 'voc', copyImages: true });
    const to = openStudio();
    open.push(to);
    await to.studio.start();
    await to.studio.beginImport([zip]);
    expect(to.studio.importing.getState()).toMatchObject({ kind: 'ready', newImages: 2 });
    expect(to.pixels.opened).toEqual([]);
    await to.studio.applyImport();
    const { images } = to.studio.project.getState().document;
    expect(images).toMatchObject([
      { width: 128, height: 96, mediaType: 'image/jpeg', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
      { width: 128, height: 96 },
    ]);
    // Stored, so that the one shown and the next can be opened.
    await until(to.studio.photos, (photos) => photos.size === 2, 'two photos');
    expect([...to.studio.photos.getState().values()].map(({ kind }) => kind)).toEqual(['ready', 'ready']);
    expect(to.pixels.opened).toEqual(images.map(({ id }) => id));
  });

  it('takes all but a photo that cannot be read, and names it', async () => {
    const coco = await exported(await project());
    const to = openStudio();
    open.push(to);
    await to.studio.start();
    await to.studio.beginImport([coco, photoFile('a.jpg'), brokenFile('b.jpg')]);
    const broken = { file: 'b.jpg', place: { kind: 'file' }, reason: expect.stringContaining('not a photo') };
    expect(to.studio.importing.getState()).toMatchObject({
      kind: 'ready',
      newImages: 1,
      objects: 2,
      failed: expect.arrayContaining([broken]),
    });
    await to.studio.applyImport();
    expect(to.studio.importing.getState()).toMatchObject({
      kind: 'done',
      added: 2,
      failed: expect.arrayContaining([broken]),
    });
  });

  it('lets go of what waits when it is cancelled', async () => {
    const from = await project();
    const zip = await exported(from, { format: 'voc', copyImages: true });
    const to = openStudio();
    open.push(to);
    await to.studio.start();
    await to.studio.beginImport([zip]);
    expect(to.studio.importing.getState()).toMatchObject({ kind: 'ready', newImages: 2 });
    to.studio.cancelImport();
    expect(to.studio.importing.getState()).toEqual({ kind: 'idle' });
    await to.studio.applyImport();
    expect(to.studio.project.getState().document.images).toEqual([]);
  });
});
