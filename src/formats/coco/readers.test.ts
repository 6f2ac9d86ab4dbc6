import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StudioDocument } from '../../document/document.ts';
import {
  sampleCategory,
  sampleDocument,
  sampleImage,
  sampleObject,
} from '../../document/testing/sample-document.ts';
import { bitmapFromMask } from '../../mask/bitmap.ts';
import { subtractMasks, unionMasks } from '../../mask/boolean.ts';
import { boxMask, fullMask } from '../../mask/create-mask.ts';
import { ellipseMask } from '../../mask/ellipse.ts';
import type { Mask } from '../../mask/mask.ts';
import { strokeMask } from '../../mask/stroke.ts';
import { bitmapArbitrary, toMask } from '../../mask/testing/bitmap-arbitrary.ts';
import { exportJob, runExport } from '../testing/export-job.ts';
import { cocoFormat } from './coco-format.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const python = process.env.PYTHON ?? join(root, '.venv/bin/python');

/** Shapes by hand that are hard on tracers, at a size where pycocotools' rounding would show. */
function hardMasks(): Mask[] {
  const [width, height] = [131, 97];
  const disc = ellipseMask({ x1: 3.3, y1: 2.2, x2: 120.7, y2: 95 }, width, height);
  const hole = ellipseMask({ x1: 30, y1: 30, x2: 80, y2: 70 }, width, height);
  const island = ellipseMask({ x1: 45, y1: 40, x2: 60, y2: 60 }, width, height);
  const grid = toMask({
    width,
    height,
    data: Uint8Array.from(
      { length: width * height },
      (_, i) => ((i % width) % 2) & (Math.floor(i / width) % 2),
    ),
  });
  return [
    fullMask(width, height),
    boxMask(width, height, { x1: 0, y1: 40, x2: width, y2: 41 }),
    boxMask(width, height, { x1: 50, y1: 0, x2: 51, y2: height }),
    boxMask(width, height, { x1: width - 1, y1: height - 1, x2: width, y2: height }),
    unionMasks(subtractMasks(disc, hole), island),
    subtractMasks(fullMask(width, height), hole),
    strokeMask(
      [
        { x: 0, y: 0, radius: 0 },
        { x: 130, y: 96, radius: 0 },
        { x: 10, y: 90, radius: 0 },
      ],
      width,
      height,
    ),
    grid,
    subtractMasks(fullMask(width, height), grid),
  ];
}

function documentOf(masks: readonly Mask[]): StudioDocument {
  const categories = [sampleCategory('dog'), sampleCategory('cat')];
  // One object a photo: perfect predictions of equal masks would otherwise be matched in any order.
  return sampleDocument(
    categories,
    masks.map((mask, i) => [
      sampleImage(`photo${i}`, mask.width, mask.height),
      [sampleObject(`object${i}`, i % 2 === 0 ? 'dog' : 'cat', mask)],
    ]),
  );
}

async function readByPython(masks: readonly Mask[], profile: string): Promise<unknown> {
  if (!existsSync(python))
    throw new Error(`There is no Python with pycocotools at ${python}; set PYTHON or make .venv.`);
  const folder = mkdtempSync(join(tmpdir(), 'coco-'));
  try {
    const { files } = await runExport(cocoFormat, exportJob(documentOf(masks), { options: { profile } }));
    writeFileSync(join(folder, 'coco.json'), await files[0]!.bytes());
    writeFileSync(join(folder, 'masks.bin'), Buffer.concat(masks.map((mask) => bitmapFromMask(mask))));
    const script = join(root, 'e2e/readers/check_coco.py');
    const run = spawnSync(python, [script, join(folder, 'coco.json'), join(folder, 'masks.bin')], {
      encoding: 'utf8',
    });
    if (run.stdout === '') throw new Error(run.stderr);
    return JSON.parse(run.stdout);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('what pycocotools reads', () => {
  const random = fc.sample(bitmapArbitrary(30), { numRuns: 600, seed: 7 }).map(toMask);
  const masks = [...hardMasks(), ...random.filter((mask) => mask.runs.length > 0)];

  it.each(['rle', 'polygon', 'ultralytics'])(
    'is every pixel that was written, by %s',
    async (profile) => {
      expect(masks.length).toBeGreaterThan(400);
      expect(await readByPython(masks, profile)).toEqual({
        images: masks.length,
        annotations: masks.length,
        categories: 2,
        differentPixels: 0,
        averagePrecision: 1,
        problems: [],
      });
    },
    120_000,
  );
});
