import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ImageRecord } from '../document/document.ts';
import { sampleImage } from '../document/testing/sample-document.ts';
import { maskFromBitmap } from '../mask/bitmap.ts';
import { maskArea, maskIou, masksEqual } from '../mask/measure.ts';
import { cocoFormat } from './coco/coco-format.ts';
import { memoryFile } from './testing/memory-file.ts';
import { readFiles } from './testing/read-back.ts';
import { yoloFormat } from './yolo/yolo-format.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const python = process.env.PYTHON ?? join(root, '.venv/bin/python');
const folder = mkdtempSync(join(tmpdir(), 'foreign-'));
let images: readonly ImageRecord[] = [];

beforeAll(() => {
  const run = spawnSync(python, [join(root, 'e2e/readers/make_annotations.py'), folder], {
    encoding: 'utf8',
  });
  if (run.status !== 0) throw new Error(run.stderr);
  const sizes: readonly { file_name: string; width: number; height: number }[] = JSON.parse(
    readFileSync(join(folder, 'photos.json'), 'utf8'),
  );
  images = sizes.map(({ file_name: name, width, height }) => sampleImage(name, width, height, { name }));
}, 120_000);

afterAll(() => rmSync(folder, { recursive: true }));

describe('files of other tools', () => {
  it.each(['run-lengths', 'polygons'])('give every pixel that pycocotools reads: %s', async (name) => {
    const text = readFileSync(join(folder, `${name}.json`), 'utf8');
    const wanted = new Uint8Array(readFileSync(join(folder, `${name}.masks`)));
    const result = await readFiles(cocoFormat, [memoryFile(`${name}.json`, text)], images);
    expect(result.failed).toEqual([]);
    const waiting = new Map(result.images.map(({ path, objects }) => [path, [...objects]]));
    const file = JSON.parse(text);
    let offset = 0;
    let different = 0;
    for (const { image_id } of file.annotations) {
      const { file_name: photo, width, height } = file.images[image_id - 1];
      const truth = maskFromBitmap(wanted.subarray(offset, offset + width * height), width, height);
      offset += width * height;
      const object = waiting.get(photo)!.shift()!;
      if (!masksEqual(object.mask, truth)) different++;
    }
    expect(file.annotations.length).toBeGreaterThan(250);
    expect(different).toBe(0);
    expect(offset).toBe(wanted.length);
  });

  it('of supervision are read whole, COCO and YOLO', async () => {
    const at = (path: string) => memoryFile(path, readFileSync(join(folder, 'supervision', path), 'utf8'));
    const coco = await readFiles(cocoFormat, [at('coco.json')], images);
    const labels = readdirSync(join(folder, 'supervision/labels')).map((name) => at(`labels/${name}`));
    const yolo = await readFiles(yoloFormat, [at('data.yaml'), ...labels], images);
    for (const result of [coco, yolo]) {
      expect(result.failed).toEqual([]);
      expect(result.notes).toEqual([]);
      expect(result.categories.map(({ name }) => name).toSorted()).toEqual(['cat', 'dog']);
      expect(result.images.map(({ objects }) => objects.length)).toEqual([2, 2, 2]);
    }
    // Both write the same outline through the centres of border pixels; YOLO as shares with few digits.
    for (const { image, objects } of coco.images) {
      const twins = yolo.images.find((other) => other.image === image)!.objects;
      for (const { mask, category } of objects) {
        const name = coco.categories[category]!.name;
        const twin = twins.find((other) => yolo.categories[other.category]!.name === name)!;
        expect(maskIou(mask, twin.mask)).toBeGreaterThan(0.8);
        expect(maskArea(mask)).toBeGreaterThan(20);
      }
    }
  });
});
