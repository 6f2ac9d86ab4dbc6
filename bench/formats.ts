/**
 * `npx tsx bench/formats.ts [--photos 10000] [--repeats 5] [--skip files]`: COCO run lengths written and read against pycocotools (C) on
 * the same masks in this run; export of photos with ten objects each, streamed against all in memory; import of the file
 * so written against pycocotools reading it. Figures are processor time on one thread.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { bitmapFromMask, maskFromBitmap } from '../src/mask/bitmap.ts';
import { decodeRle, encodeRle } from '../src/mask/coco-rle.ts';
import { readMasks } from './formats/sample-project.ts';

const { values } = parseArgs({
  options: {
    photos: { type: 'string', default: '10000' },
    repeats: { type: 'string', default: '5' },
    skip: { type: 'string', default: '' },
  },
});
const root = fileURLToPath(new URL('..', import.meta.url));
const python = process.env.PYTHON ?? join(root, '.venv/bin/python');
const folder = mkdtempSync(join(tmpdir(), 'formats-'));
const inPython = (...args: readonly (string | number)[]) =>
  execFileSync(python, [join(root, 'bench/formats/pycocotools_masks.py'), ...args.map(String)], {
    encoding: 'utf8',
  });
const inNode = (script: string, ...args: readonly (string | number)[]) =>
  JSON.parse(
    execFileSync(
      process.execPath,
      ['--expose-gc', '--import', 'tsx', join(root, 'bench/formats', script), ...args.map(String)],
      { encoding: 'utf8', cwd: root },
    ),
  );

/** The least processor milliseconds of the repeats. */
function least(run: () => void): number {
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

function compareRunLengths(count: number, width: number, height: number): void {
  const file = join(folder, `${width}.bin`);
  inPython('make', file, count, width, height, 1);
  const theirs = JSON.parse(inPython('time', file, count, width, height, values.repeats));
  const masks = readMasks(file, width, height);
  const bitmaps = masks.map((mask) => bitmapFromMask(mask));
  const texts = masks.map(encodeRle);
  const fromBitmaps = least(() =>
    bitmaps.forEach((bitmap) => void encodeRle(maskFromBitmap(bitmap, width, height))),
  );
  const rows: [string, number, number][] = [
    ['encode, from our masks', least(() => masks.forEach((mask) => void encodeRle(mask))), theirs.encode],
    // Ours are row-major, as photos and models have them. Theirs are column-major once for nothing, once made of such.
    ['encode, from bitmaps', fromBitmaps, theirs.encode],
    ['the same, both by rows', fromBitmaps, theirs.transpose_encode],
    [
      'decode, to our masks',
      least(() => texts.forEach((text) => void decodeRle(text, width, height))),
      theirs.decode,
    ],
    [
      'decode, to bitmaps',
      least(() => texts.forEach((text) => void bitmapFromMask(decodeRle(text, width, height)))),
      theirs.decode,
    ],
  ];
  console.log(
    `\nRun lengths of ${count} masks of ${width} x ${height}, ms: ours, pycocotools, how many times as fast`,
  );
  for (const [name, ours, baseline] of rows) {
    const columns = [
      ours.toFixed(1).padStart(9),
      baseline.toFixed(1).padStart(9),
      (baseline / ours).toFixed(2).padStart(9),
    ];
    console.log(`${name.padEnd(24)}${columns.join('')}`);
  }
}

function measureFiles(photos: number): void {
  const [width, height] = [640, 480];
  const masks = join(folder, `${width}.bin`);
  for (const profile of ['rle', 'polygon']) {
    const out = join(folder, `${profile}.json`);
    const whole = inNode('measure-export.ts', masks, width, height, photos, profile, 'whole', out);
    const stream = inNode('measure-export.ts', masks, width, height, photos, profile, 'stream', out);
    const speed = (run: typeof stream) => run.megabytes / run.seconds;
    console.log(
      `\nExport of ${photos} photos, ${10 * photos} objects, COCO ${profile}: ${stream.megabytes.toFixed(0)} MB at ` +
        `${speed(stream).toFixed(0)} MB/s, ${stream.memory.toFixed(0)} MiB at the peak; all in memory ` +
        `${speed(whole).toFixed(0)} MB/s and ${whole.memory.toFixed(0)} MiB (${(speed(stream) / speed(whole)).toFixed(2)} times as ` +
        `fast, ${(stream.memory / whole.memory).toFixed(2)} of the memory).`,
    );
    measureImport(out, masks, width, height, photos);
  }
  const out = join(folder, 'drawn.json');
  inPython('drawn', out, photos, width, height);
  console.log('\nPolygons as people draw them, 8 to 50 corners:');
  measureImport(out, masks, width, height, photos);
}

function measureImport(file: string, masks: string, width: number, height: number, photos: number): void {
  const theirs = JSON.parse(inPython('read', file));
  const ours = inNode('measure-import.ts', file, masks, width, height, photos);
  const seconds = ours.load + ours.claim + ours.read + ours.plan + ours.apply;
  const baseline = theirs.load + theirs.masks;
  console.log(
    `Import of ${ours.objects} annotations (${ours.failed} failed): ${seconds.toFixed(2)} s (loading ` +
      `${ours.load.toFixed(2)}, looking at the file ${ours.claim.toFixed(2)}, reading ${ours.read.toFixed(2)}, planning ` +
      `${ours.plan.toFixed(2)}, applying ${ours.apply.toFixed(2)}), the event loop held for at most ` +
      `${ours.longest.toFixed(0)} ms while looking and reading, ${ours.peak.toFixed(0)} MiB at the peak; pycocotools ` +
      `${baseline.toFixed(2)} s and ${theirs.peak.toFixed(0)} MiB (${(baseline / seconds).toFixed(2)} times as fast).`,
  );
}

try {
  compareRunLengths(250, 640, 480);
  compareRunLengths(10, 6000, 4000);
  if (values.skip !== 'files') measureFiles(Number(values.photos));
} finally {
  rmSync(folder, { recursive: true });
}
