/**
 * `npx tsx bench/mask.ts [--repeats 5] [--only WORDS]`: each operation of src/mask on masks of 1%, 10% and 50% of a photo
 * of 6000 x 4000, against OpenCV on the same bitmaps (pycocotools for run lengths), both on one thread, one after the
 * other in this run. Figures are processor milliseconds, the least of the repeats; the ratio is ours to theirs, and
 * "over" marks those past their goal: 2 for all, 1 for boolean operations and run lengths. OpenCV works on bitmaps in
 * memory, which no editor could keep for 1,000 objects: what those cost here, and how fast one is picked, comes last.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { maskFromBitmap } from '../src/mask/bitmap.ts';
import type { Mask } from '../src/mask/mask.ts';
import { maskByteSize } from '../src/mask/measure.ts';
import type { RgbaImage } from '../src/mask/rgba-image.ts';
import { measureManyObjects } from './mask/many-objects.ts';
import { operations } from './mask/operations.ts';

const { values } = parseArgs({
  options: { repeats: { type: 'string', default: '5' }, only: { type: 'string', default: '' } },
});
const [width, height] = [6000, 4000];
const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'mask-'));
const aheadFor = new Set(['union', 'subtract', 'intersect', 'xor', 'invert', 'rle encode', 'rle decode']);

function opencv(...rest: (string | number)[]): string {
  const python = process.env.PYTHON ?? join(root, '.venv/bin/python');
  return execFileSync(python, [join(root, 'bench/mask/opencv.py'), ...rest.map(String)], {
    encoding: 'utf8',
  });
}

function readMask(file: string): Mask {
  return maskFromBitmap(new Uint8Array(readFileSync(file)), width, height);
}

function readPhoto(file: string): RgbaImage {
  const rgb = readFileSync(file);
  const data = new Uint8Array(width * height * 4).fill(255);
  for (let i = 0; i < width * height; i++) {
    data[4 * i] = rgb[3 * i]!;
    data[4 * i + 1] = rgb[3 * i + 1]!;
    data[4 * i + 2] = rgb[3 * i + 2]!;
  }
  return { width, height, data };
}

/** The start of a run in a row of the middle of the mask that has any. */
function pixelOf({ top, rows, runs }: Mask): { readonly x: number; readonly y: number } {
  let row = rows.length >> 1;
  while (rows[row] === rows[row + 1]) row++;
  return { x: runs[2 * rows[row]!]!, y: top + row };
}

/** Milliseconds that each repeat lasts at least; bench/mask/opencv.py holds the same. */
const repeatTime = 10;

/** Runs an operation for at least so long, and gives the milliseconds of processor time of one run. */
function timeOf(run: () => unknown, milliseconds: number): number {
  const started = process.cpuUsage();
  for (let runs = 1; ; runs++) {
    run();
    const { user, system } = process.cpuUsage(started);
    if (user + system >= 1000 * milliseconds) return (user + system) / 1000 / runs;
  }
}

/** After a warm-up, since engines compile what runs often. */
function processorTime(run: () => unknown): number {
  const times = Math.ceil(repeatTime / timeOf(run, 150));
  let best = Number.POSITIVE_INFINITY;
  for (let i = 0; i < Number(values.repeats); i++) {
    const started = process.cpuUsage();
    for (let k = 0; k < times; k++) run();
    const { user, system } = process.cpuUsage(started);
    best = Math.min(best, (user + system) / 1000 / times);
  }
  return best;
}

function measureShare(share: number): void {
  const [fileA, fileB, filePhoto] = ['a', 'b', 'photo'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  opencv('make', fileA, width, height, share, 1);
  opencv('make', fileB, width, height, share, 2);
  opencv('photo', fileA, filePhoto, width, height);
  const a = readMask(fileA);
  const seed = pixelOf(a);
  const theirs: Record<string, number> = JSON.parse(
    opencv(
      'time',
      fileA,
      fileB,
      filePhoto,
      width,
      height,
      share,
      values.repeats,
      seed.x,
      seed.y,
      values.only,
    ),
  );
  const memory = `${(maskByteSize(a) / 1024).toFixed(0)} KiB against ${((width * height) / 1024).toFixed(0)} KiB as a bitmap`;
  console.log(`\n${share * 100}% of ${width} x ${height}: ${a.runs.length / 2} runs, ${memory}`);
  console.log('operation          ours ms   OpenCV ms     ratio');
  const runs = operations({ a, b: readMask(fileB), photo: readPhoto(filePhoto), share, seed });
  for (const [name, run] of Object.entries(runs)) {
    if (!(name in theirs)) continue;
    const ours = processorTime(run);
    const ratio = ours / theirs[name]!;
    const over = ratio > (aheadFor.has(name) ? 1 : 2) ? '  over' : '';
    console.log(
      `${name.padEnd(16)} ${ours.toFixed(2).padStart(9)} ${theirs[name]!.toFixed(2).padStart(11)} ${ratio.toFixed(2).padStart(9)}${over}`,
    );
  }
}

try {
  for (const share of [0.01, 0.1, 0.5]) measureShare(share);
  if (values.only === '') measureManyObjects(width, height);
} finally {
  rmSync(folder, { recursive: true });
}
