/**
 * `npx tsx bench/mask.ts [--repeats 5]`: each operation of src/mask on masks of 1%, 10% and 50% of a photo of 6000 x
 * 4000, against OpenCV on the same bitmaps (pycocotools for run lengths), both on one thread, one after the other in
 * this run. Figures are processor milliseconds, the least of the repeats; the ratio is ours to theirs. OpenCV works on
 * bitmaps in memory, which no editor could keep for 1,000 objects: the masks' memory is given too.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { maskFromBitmap } from '../src/mask/bitmap.ts';
import { intersectMasks, subtractMasks, unionMasks, xorMasks } from '../src/mask/boolean.ts';
import { decodeRle, encodeRle } from '../src/mask/coco-rle.ts';
import { fillHoles, keepLargest } from '../src/mask/components.ts';
import { traceContours } from '../src/mask/contours.ts';
import { floodFill } from '../src/mask/flood-fill.ts';
import type { Mask } from '../src/mask/mask.ts';
import { maskArea, maskBox, maskByteSize, maskIou } from '../src/mask/measure.ts';
import { growMask, openMask, shrinkMask, smoothMask } from '../src/mask/morphology.ts';
import { polygonMask } from '../src/mask/polygon.ts';
import { strokeMask } from '../src/mask/stroke.ts';

const { values } = parseArgs({ options: { repeats: { type: 'string', default: '5' } } });
const [width, height] = [6000, 4000];
const root = fileURLToPath(new URL('..', import.meta.url));
const python = process.env.PYTHON ?? join(root, '.venv/bin/python');
const script = join(root, 'bench/mask/opencv.py');

function operations(
  a: Mask,
  b: Mask,
  bitmap: Uint8Array,
  seed: { x: number; y: number },
): Record<string, () => unknown> {
  const rings = traceContours(a).flatMap(({ outer, holes }) => [outer, ...holes]);
  const encoded = encodeRle(a);
  const data = new Uint8Array(width * height * 4);
  for (let i = 0; i < bitmap.length; i++) data.fill(bitmap[i]! * 180, 4 * i, 4 * i + 3);
  const photo = { width, height, data };
  const points = Array.from({ length: 9 }, (_, i) => ({
    x: (width / 10) * (i + 1),
    y: height / 2 + (i % 2 === 0 ? 400 : -400),
    radius: 30,
  }));
  return {
    union: () => unionMasks(a, b),
    subtract: () => subtractMasks(a, b),
    intersect: () => intersectMasks(a, b),
    xor: () => xorMasks(a, b),
    area: () => maskArea(a),
    box: () => maskBox(a),
    iou: () => maskIou(a, b),
    'grow 5': () => growMask(a, 5),
    'shrink 5': () => shrinkMask(a, 5),
    'grow 20': () => growMask(a, 20),
    'open 5': () => openMask(a, 5),
    'smooth 5': () => smoothMask(a, 5),
    'keep largest': () => keepLargest(a),
    'fill holes': () => fillHoles(a),
    contours: () => traceContours(a),
    'fill polygons': () => polygonMask(rings, width, height, 'even-odd'),
    stroke: () => strokeMask(points, width, height),
    'flood fill': () => floodFill({ photo, ...seed, tolerance: 8 }),
    'rle encode': () => encodeRle(a),
    'rle decode': () => decodeRle(encoded, width, height),
  };
}

function processorTime(run: () => unknown): number {
  run();
  let best = Number.POSITIVE_INFINITY;
  for (let i = 0; i < Number(values.repeats); i++) {
    const started = process.cpuUsage();
    run();
    const { user, system } = process.cpuUsage(started);
    best = Math.min(best, (user + system) / 1000);
  }
  return best;
}

const folder = mkdtempSync(join(tmpdir(), 'mask-'));
try {
  for (const share of [0.01, 0.1, 0.5]) {
    const files = [1, 2].map((seed) => {
      const file = join(folder, `${seed}.bin`);
      execFileSync(python, [
        script,
        'make',
        file,
        String(width),
        String(height),
        String(share),
        String(seed),
      ]);
      return file;
    }) as [string, string];
    const bitmap = new Uint8Array(readFileSync(files[0]));
    const a = maskFromBitmap(bitmap, width, height);
    const b = maskFromBitmap(new Uint8Array(readFileSync(files[1])), width, height);
    const row = a.rows.length >> 1;
    const seed = { x: a.runs[2 * a.rows[row]!]!, y: a.top + row };
    const numbers = [width, height, values.repeats, seed.x, seed.y].map(String);
    const theirs: Record<string, number> = JSON.parse(
      execFileSync(python, [script, 'time', ...files, ...numbers], { encoding: 'utf8' }),
    );
    const memory = `${(maskByteSize(a) / 1024).toFixed(0)} KiB against ${((width * height) / 1024).toFixed(0)} KiB as a bitmap`;
    console.log(`\n${share * 100}% of ${width} x ${height}: ${a.runs.length / 2} runs, ${memory}`);
    console.log('operation          ours ms   OpenCV ms     ratio');
    for (const [name, run] of Object.entries(operations(a, b, bitmap, seed))) {
      const ours = processorTime(run);
      const ratio = ours / theirs[name]!;
      console.log(
        `${name.padEnd(16)} ${ours.toFixed(2).padStart(9)} ${theirs[name]!.toFixed(2).padStart(11)} ${ratio.toFixed(2).padStart(9)}`,
      );
    }
  }
} finally {
  rmSync(folder, { recursive: true });
}
