/**
 * `npx tsx bench/refine.ts [--part validation|calibration] [--limit N]`: refined masks against nearest-neighbour
 * upsampling of the same 64x64 canvases, on photos the model is never trained on. Canvases are made from the true masks
 * (perfect), and spoiled as a model's are (0.5 and 1 cell). Boundary IoU as Cheng et al. (CVPR 2021): IoU of the two
 * bands within 2% of the photo's diagonal of each mask's boundary, and within 0.5%. Pixels marked void are left out.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { maskFromBitmap } from '../src/mask/bitmap.ts';
import { subtractMasks } from '../src/mask/boolean.ts';
import { canvasFromMask } from '../src/mask/canvas-from-mask.ts';
import type { Mask } from '../src/mask/mask.ts';
import { maskArea, maskIou } from '../src/mask/measure.ts';
import { outlineMask } from '../src/mask/morphology.ts';
import { nearestCanvas } from '../src/mask/nearest-canvas.ts';
import { refineCanvas } from '../src/mask/refine-canvas.ts';
import { degradeCanvas, seededRandom } from './refine/degrade-canvas.ts';
import { type LabelledPhoto, readPhotoFile } from './refine/photo-file.ts';

const { values } = parseArgs({
  options: {
    part: { type: 'string', default: 'validation' },
    limit: { type: 'string', default: 'Infinity' },
  },
});
const smallestShare = 0.002;

interface Scores {
  readonly wide: number;
  readonly narrow: number;
  readonly iou: number;
}

class Tally {
  readonly #sums = new Map<
    string,
    { count: number; wide: number; narrow: number; iou: number; better: number }
  >();

  add(names: readonly string[], method: string, scores: Scores, better: boolean): void {
    for (const name of names) {
      const key = `${name.padEnd(18)} ${method}`;
      const sum = this.#sums.get(key) ?? { count: 0, wide: 0, narrow: 0, iou: 0, better: 0 };
      sum.count++;
      sum.wide += scores.wide;
      sum.narrow += scores.narrow;
      sum.iou += scores.iou;
      sum.better += better ? 1 : 0;
      this.#sums.set(key, sum);
    }
  }

  print(): void {
    console.log(`${' '.repeat(28)}boundary IoU 2%  0.5%   mask IoU  objects  not worse than nearest`);
    for (const [key, { count, wide, narrow, iou, better }] of [...this.#sums].sort()) {
      const figures = [wide, narrow, iou].map((sum) => (sum / count).toFixed(4)).join('  ');
      console.log(
        `${key.padEnd(28)}          ${figures}  ${String(count).padStart(7)}  ${((100 * better) / count).toFixed(1)}%`,
      );
    }
  }
}

function compare(truth: Mask, prediction: Mask): Scores {
  const diagonal = Math.hypot(truth.width, truth.height);
  const boundary = (share: number) => {
    const thickness = Math.max(1, Math.round(share * diagonal));
    return maskIou(outlineMask(truth, thickness), outlineMask(prediction, thickness));
  };
  return { wide: boundary(0.02), narrow: boundary(0.005), iou: maskIou(truth, prediction) };
}

const tally = new Tally();
let objects = 0;
let refineTime = 0;
let refinedPixels = 0;

function measure({ source, photo, regionOf, regions }: LabelledPhoto, index: number): void {
  const { width, height } = photo;
  const whole = { x1: 0, y1: 0, x2: 64, y2: 64 };
  const unknown = maskFromBitmap(
    regionOf.map((id) => (id === 255 ? 1 : 0)),
    width,
    height,
  );
  for (const region of regions) {
    const truth = maskFromBitmap(
      regionOf.map((id) => (id === region ? 1 : 0)),
      width,
      height,
    );
    if (maskArea(truth) < smallestShare * width * height) continue;
    objects++;
    const random = seededRandom(index * 1000 + region);
    const perfect = canvasFromMask(truth);
    const canvases = [
      ['perfect', perfect],
      ['spoiled 0.5', degradeCanvas(perfect, 0.5, random)],
      ['spoiled 1.0', degradeCanvas(perfect, 1, random)],
    ] as const;
    for (const [name, cells] of canvases) {
      if (!cells.includes(1)) continue;
      const started = process.cpuUsage();
      const refined = refineCanvas({ cells, box: whole, photo, width, height });
      const { user, system } = process.cpuUsage(started);
      refineTime += (user + system) / 1000;
      refinedPixels += width * height;
      const groups = [name, `${name} ${source}`];
      const before = compare(truth, subtractMasks(nearestCanvas(cells, width, height), unknown));
      const after = compare(truth, subtractMasks(refined, unknown));
      tally.add(groups, 'nearest', before, true);
      tally.add(groups, 'refined', after, after.wide >= before.wide);
    }
  }
}

const folder = mkdtempSync(join(tmpdir(), 'refine-'));
try {
  const root = fileURLToPath(new URL('..', import.meta.url));
  const python = process.env.PYTHON ?? join(root, '.venv/bin/python');
  const script = join(root, 'bench/refine/validation_photos.py');
  const file = join(folder, 'photos.bin');
  const run = spawnSync(python, [script, file, '--part', values.part], { stdio: 'inherit' });
  if (run.status !== 0) throw new Error('The photos could not be read.');
  let index = 0;
  for (const photo of readPhotoFile(file)) {
    if (objects >= Number(values.limit)) break;
    measure(photo, index++);
  }
} finally {
  rmSync(folder, { recursive: true });
}
tally.print();
console.log(
  `refineCanvas: ${((refineTime / refinedPixels) * 1e6).toFixed(0)} ms of processor a megapixel (${objects} objects)`,
);
