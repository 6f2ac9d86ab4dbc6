import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { decodeRle } from '../src/mask/coco-rle.ts';
import { maskArea } from '../src/mask/measure.ts';

vi.setConfig({ testTimeout: 240_000 });

let folder: string;
const root = path.resolve(import.meta.dirname, '..');
const cat = path.join(root, 'e2e/fixtures/cat.jpg');

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'cli-test-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function cli(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  return new Promise((resolve) => {
    const command = ['--import', 'tsx', 'cli/main.ts', ...args];
    execFile(process.execPath, command, { cwd: root }, (error, out, err) => {
      resolve({ code: error ? Number(error.code) : 0, out, err });
    });
  });
}

describe('the command line', () => {
  test('explains itself', async () => {
    expect(await cli('--help')).toMatchObject({ code: 0, out: expect.stringContaining('segment PHOTO...') });
    expect(await cli('eval', '--help')).toMatchObject({
      code: 0,
      out: expect.stringContaining('--refs FILE'),
    });
  });

  test.each([
    [['paint'], 'no command “paint”'],
    [['segment', '--prompt', 'x'], 'at least one photo'],
    [['segment', 'a.jpg'], 'Say what to segment'],
    [['segment', 'a.jpg', '--prompt', 'x', '--colour'], '--colour'],
    [['eval', '--refs', 'r.json'], '--images'],
    [['eval', '--refs', 'r.json', '--images', '.', '--limit', 'few'], '--limit'],
  ])('refuses %j with code 2', async (args, words) => {
    const { code, err } = await cli(...args);
    expect(code).toBe(2);
    expect(err).toContain(words);
  });

  test('segments photos: COCO, masks, and a broken photo that stops nothing', async () => {
    const broken = path.join(folder, 'broken.jpg');
    await writeFile(broken, (await readFile(cat)).subarray(0, 300));
    const out = path.join(folder, 'coco.json');
    const masks = path.join(folder, 'masks');
    const args = ['--prompt', 'the cat', '--out', out, '--masks', masks];
    const { code, err, out: printed } = await cli('segment', broken, cat, ...args);
    expect(code).toBe(1);
    expect(err).toContain('broken.jpg can’t be opened');
    expect(printed).toContain('1 object');
    const coco = JSON.parse(await readFile(out, 'utf8'));
    const { width, height } = await sharp(cat).metadata();
    expect(coco.images).toEqual([{ id: 1, file_name: expect.stringContaining('cat.jpg'), width, height }]);
    expect(coco.categories).toMatchObject([{ id: 1, name: 'cat' }]);
    const [annotation] = coco.annotations;
    expect(annotation).toMatchObject({ id: 1, image_id: 1, category_id: 1, iscrowd: 0 });
    const [file] = await readdir(masks);
    const pixels = await sharp(path.join(masks, file!)).greyscale().raw().toBuffer();
    const mask = decodeRle(annotation.segmentation.counts, width!, height!);
    expect(pixels.filter((value) => value === 255).length).toBe(maskArea(mask));
    expect(maskArea(mask)).toBe(annotation.area);
  });

  test('scores references by group', async () => {
    const { width, height } = await sharp(cat).metadata();
    const refs = path.join(folder, 'refs.json');
    const out = path.join(folder, 'report.json');
    // The cat fills most of its photo; a box around all of it stands in for its mask.
    const box = [0, 0, width!, 0, width!, height!, 0, height!];
    const annotation = {
      id: 1,
      image_id: 1,
      category_id: 1,
      segmentation: [box],
      area: width! * height!,
      iscrowd: 0,
    };
    await writeFile(
      refs,
      JSON.stringify({
        images: [{ id: 1, file_name: 'cat.jpg', width, height }],
        categories: [{ id: 1, name: 'cat' }],
        annotations: [{ ...annotation, bbox: [0, 0, width, height] }],
        refs: [
          { ref_id: 1, image_id: 1, ann_id: [1], sentences: [{ sent: 'the cat' }], group: 'present' },
          {
            ref_id: 2,
            image_id: 1,
            ann_id: [],
            no_target: true,
            sentences: [{ sent: 'the zebra' }],
            group: 'absent',
          },
        ],
      }),
    );
    const args = ['--refs', refs, '--images', path.dirname(cat), '--out', out];
    const { code, err } = await cli('eval', ...args);
    expect(err).toBe('');
    expect(code).toBe(0);
    const report = JSON.parse(await readFile(out, 'utf8'));
    expect(report.references).toBe(2);
    expect(report.groups.present.refined.cIoU).toBeGreaterThan(0.5);
    expect(report.groups.present.refined.tAcc).toBe(1);
    expect(report.groups.absent.refined.nAcc).toBe(1);
    expect(report.groups.present.meanTokens).toBeGreaterThan(20);
    expect(await cli('eval', '--refs', path.join(folder, 'none.json'), '--images', folder)).toMatchObject({
      code: 1,
      err: expect.stringContaining('none.json can’t be read'),
    });
  });
});
