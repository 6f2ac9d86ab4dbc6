import { describe, expect, it } from 'vitest';
import { sampleImage } from '../../document/testing/sample-document.ts';
import { rleCounts } from '../../mask/coco-rle.ts';
import { boxMask } from '../../mask/create-mask.ts';
import { LocalExchangeWorker } from '../testing/local-exchange-worker.ts';
import { createExchangeClient } from './create-exchange-client.ts';
import type { ImportStage } from './exchange-client.ts';

const mask = boxMask(40, 30, { x1: 3, y1: 4, x2: 20, y2: 25 });
const images = [sampleImage('a', 40, 30, { name: 'a.jpg' })];

function cocoFile(annotations: number): { readonly path: string; readonly file: Blob } {
  const segmentation = { size: [30, 40], counts: rleCounts(mask) };
  const data = {
    images: [{ id: 1, file_name: 'a.jpg', width: 40, height: 30 }],
    categories: [{ id: 1, name: 'dog' }],
    annotations: Array.from({ length: annotations }, (_, i) => ({
      id: i + 1,
      image_id: 1,
      category_id: 1,
      segmentation,
    })),
  };
  return { path: 'set/coco.json', file: new Blob([JSON.stringify(data)]) };
}

function start(patience?: number) {
  const workers: LocalExchangeWorker[] = [];
  const stages: ImportStage[] = [];
  const abort = new AbortController();
  const client = createExchangeClient({
    createWorker: () => {
      const worker = new LocalExchangeWorker();
      workers.push(worker);
      return worker as unknown as Worker;
    },
    ...(patience !== undefined && { patience }),
  });
  const open = (...files: readonly { readonly path: string; readonly file: Blob }[]) =>
    client.openImport(files, abort.signal, (stage) => stages.push(stage));
  return { open, workers, stages, abort };
}

describe('the exchange client', () => {
  it('tells what the files are, reads them, and ends the worker', async () => {
    const { open, workers } = start();
    const photo = { path: 'set/a.jpg', file: new Blob(['photo']) };
    const notes = { path: 'set/notes.txt', file: new Blob(['hello']) };
    const files = await open(cocoFile(700), photo, notes);
    expect(files.found).toEqual({
      candidates: [{ format: 'coco', files: 1 }],
      photos: [{ path: 'set/a.jpg', size: 5, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) }],
      unread: ['set/notes.txt'],
    });
    expect(await (await files.photo(0)).text()).toBe('photo');
    const result = await files.read('coco', images);
    expect(result.failed).toEqual([]);
    expect(result.images[0]?.objects).toHaveLength(700);
    expect(result.images[0]?.objects[699]?.mask).toEqual(mask);
    files.close();
    expect(workers.map(({ terminated }) => terminated)).toEqual([true]);
  });

  it('tells how far it is', async () => {
    const { open, stages } = start();
    const files = await open(cocoFile(40_000));
    await files.read('coco', images);
    expect(stages).toContain('annotations');
    files.close();
  });

  it('stops within a moment when the signal is given, and stays stopped', async () => {
    const { open, workers, abort } = start();
    const files = await open(cocoFile(20_000));
    const reading = files.read('coco', images);
    abort.abort();
    await expect(reading).rejects.toMatchObject({ code: 'aborted' });
    await expect(files.read('coco', images)).rejects.toMatchObject({ code: 'aborted' });
    expect(workers[0]?.terminated).toBe(true);
    await expect(open(cocoFile(1))).rejects.toMatchObject({ code: 'aborted' });
    expect(workers).toHaveLength(1);
  });

  it('carries what is wrong with the files over as it is, and leaves no worker', async () => {
    const { open, workers } = start();
    await expect(open({ path: 'set.zip', file: new Blob(['no zip']) })).rejects.toMatchObject({
      code: 'format-invalid',
      message: expect.stringContaining('damaged or no zip'),
    });
    expect(workers[0]?.terminated).toBe(true);
  });

  it('rejects when the worker dies or falls silent', async () => {
    const { open, workers } = start(200);
    const files = await open(cocoFile(10));
    const dying = files.read('coco', images);
    workers[0]!.die('out of memory');
    await expect(dying).rejects.toMatchObject({
      code: 'worker-died',
      message: expect.stringContaining('out of memory'),
    });
    const silent = open(cocoFile(10));
    workers[1]!.frozen = true;
    await expect(silent).rejects.toMatchObject({ code: 'worker-died' });
  });
});
