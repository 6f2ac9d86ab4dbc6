/**
 * `npx tsx bench/edge-brush.ts [--part validation|calibration] [--limit N]`: the smart brush on labelled photos. A hand
 * is played that strokes along the inside of things, 0.3 to 0.7 of the radius from their outline, so that the brush
 * reaches over it; what should be painted is the part of the stroke that lies on the thing. Printed are the share of
 * the stroke that is wrong and the processor time, for a plain brush, the smart one and OpenCV's GrabCut (3 rounds, the
 * middle of the stroke certain, the rest of it likely, its surroundings unlikely), all on the same strokes. Labels are
 * drawn by hand a pixel or two off, on photos of some 300 pixels a side: nobody could reach 0. Last, the time for what a
 * frame adds to a stroke, for brushes of several sizes on a large photo.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { bitmapFromMask, maskFromBitmap } from '../src/mask/bitmap.ts';
import { intersectMasks, subtractMasks } from '../src/mask/boolean.ts';
import { keepLargest } from '../src/mask/components.ts';
import { traceContours } from '../src/mask/contours.ts';
import { emptyMask } from '../src/mask/create-mask.ts';
import { edgeBrushMask } from '../src/mask/edge-brush.ts';
import { ellipseMask } from '../src/mask/ellipse.ts';
import type { Mask } from '../src/mask/mask.ts';
import { maskArea, maskBox } from '../src/mask/measure.ts';
import { shrinkMask } from '../src/mask/morphology.ts';
import { type StrokePoint, strokeMask } from '../src/mask/stroke.ts';
import { photoOfMask } from '../src/mask/testing/photo-of-mask.ts';
import { seededRandom } from './refine/degrade-canvas.ts';
import { type LabelledPhoto, readPhotoFile } from './refine/photo-file.ts';

const { values } = parseArgs({
  options: {
    part: { type: 'string', default: 'validation' },
    limit: { type: 'string', default: 'Infinity' },
  },
});
const smallestShare = 0.01;
const radii = [8, 15];
const random = seededRandom(11);
const folder = mkdtempSync(join(tmpdir(), 'edge-brush-'));
const caseFile = join(folder, 'cases.bin');
const root = fileURLToPath(new URL('..', import.meta.url));
const python = process.env.PYTHON ?? join(root, '.venv/bin/python');

interface Scores {
  error: number;
  missed: number;
  spilt: number;
  ms: number;
}
const plain: Scores = { error: 0, missed: 0, spilt: 0, ms: 0 };
const smart: Scores = { error: 0, missed: 0, spilt: 0, ms: 0 };
let strokes = 0;
let better = 0;

function processorTime<T>(run: () => T): readonly [T, number] {
  const started = process.cpuUsage();
  const result = run();
  const { user, system } = process.cpuUsage(started);
  return [result, (user + system) / 1000];
}

/** A stroke of five radii along the outline of the thing shrunk by part of the radius; null where it is too small. */
function strokeAlong(truth: Mask, radius: number): StrokePoint[] | null {
  const inner = keepLargest(shrinkMask(truth, radius * (0.3 + 0.4 * random())));
  const ring = traceContours(inner)[0]?.outer ?? [];
  const corners = ring.length / 2;
  if (corners < 30) return null;
  const start = Math.floor(random() * corners);
  const stroke: StrokePoint[] = [];
  let length = 0;
  for (let k = 0; k < corners && length < 5 * radius; k++) {
    const i = 2 * ((start + k) % corners);
    const point = { x: ring[i]!, y: ring[i + 1]!, radius };
    const last = stroke[stroke.length - 1];
    const step =
      last === undefined ? Number.POSITIVE_INFINITY : Math.hypot(point.x - last.x, point.y - last.y);
    if (step < radius / 3) continue;
    if (last !== undefined) length += step;
    stroke.push(point);
  }
  return stroke;
}

function addScores(scores: Scores, painted: Mask, wanted: Mask, stroke: Mask, ms: number): number {
  const area = Math.max(1, maskArea(stroke));
  const missed = maskArea(subtractMasks(wanted, painted)) / area;
  const spilt = maskArea(subtractMasks(painted, wanted)) / area;
  scores.missed += missed;
  scores.spilt += spilt;
  scores.error += missed + spilt;
  scores.ms += ms;
  return missed + spilt;
}

function measure({ photo, regionOf, regions }: LabelledPhoto): void {
  const { width, height } = photo;
  const maskOf = (region: number) =>
    maskFromBitmap(
      regionOf.map((id) => (id === region ? 1 : 0)),
      width,
      height,
    );
  const unknown = maskOf(255);
  for (const region of regions) {
    const truth = maskOf(region);
    if (maskArea(truth) < smallestShare * width * height) continue;
    for (const radius of radii) {
      const points = strokeAlong(truth, radius);
      if (points === null) continue;
      const [swept, plainTime] = processorTime(() => strokeMask(points, width, height));
      const window = { x: 0, y: 0, pixels: photo };
      const [kept, smartTime] = processorTime(() => edgeBrushMask({ window, stroke: points, width, height }));
      const stroke = subtractMasks(swept, unknown);
      const wanted = intersectMasks(stroke, truth);
      const before = addScores(plain, stroke, wanted, stroke, plainTime);
      const after = addScores(smart, subtractMasks(kept, unknown), wanted, stroke, smartTime);
      if (after < before) better++;
      strokes++;
      writeCase(photo.data, points, truth, unknown);
    }
  }
}

/** For the baseline: the photo around the stroke with what each pixel is to it. */
function writeCase(
  data: ArrayLike<number>,
  points: readonly StrokePoint[],
  truth: Mask,
  unknown: Mask,
): void {
  const { width, height } = truth;
  const zone = (change: (radius: number) => number) =>
    strokeMask(
      points.map((point) => ({ ...point, radius: change(point.radius) })),
      width,
      height,
    );
  const rim = zone((radius) => 1.35 * radius + 1);
  const box = maskBox(rim)!;
  const bits = (mask: Mask) => bitmapFromMask(mask, box);
  const [around, inside, middle] = [rim, zone((radius) => radius), zone((radius) => 0.2 * radius)].map(
    bits,
  ) as [Uint8Array, Uint8Array, Uint8Array];
  const isUnknown = bits(unknown);
  const boxWidth = box.x2 - box.x1;
  const rgb = new Uint8Array(3 * around.length);
  for (let i = 0; i < around.length; i++) {
    const at = 4 * ((box.y1 + Math.floor(i / boxWidth)) * width + box.x1 + (i % boxWidth));
    for (let c = 0; c < 3; c++) rgb[3 * i + c] = data[at + c]!;
  }
  appendFileSync(caseFile, `${JSON.stringify({ width: boxWidth, height: box.y2 - box.y1 })}\n`);
  appendFileSync(caseFile, rgb);
  appendFileSync(
    caseFile,
    around.map((value, i) => value + inside[i]! + middle[i]!),
  );
  appendFileSync(
    caseFile,
    bits(truth).map((value, i) => (isUnknown[i] === 1 ? 2 : value)),
  );
}

function printScores(name: string, { error, missed, spilt, ms }: Scores, count: number): void {
  const percent = (sum: number) => `${((100 * sum) / count).toFixed(1)}%`.padStart(7);
  console.log(
    `${name.padEnd(12)} ${percent(error)} ${percent(missed)} ${percent(spilt)} ${(ms / count).toFixed(2).padStart(9)}`,
  );
}

/** What one frame adds at a fast hand: a piece as long as the brush is wide, along the edge of a large disc. */
function measureFrames(): void {
  const [width, height] = [3000, 2000];
  const thing = ellipseMask({ x1: 500, y1: 200, x2: 2500, y2: 1800 }, width, height);
  const pixels = photoOfMask(thing, [130, 95, 70], [90, 120, 70], 10);
  console.log('\nbrush       a frame, ms (least and middle of 40)');
  for (const size of [20, 60, 120, 300]) {
    const times = Array.from({ length: 80 }, (_, i) => {
      const angle = i / 30;
      const stroke = [0, 1].map((end) => ({
        x: 1500 + (1000 - size / 4) * Math.cos(angle + (end * size) / 1000),
        y: 1000 + (800 - size / 4) * Math.sin(angle + (end * size) / 1000),
        radius: size / 2,
      }));
      const input = { window: { x: 0, y: 0, pixels }, stroke, width, height, mask: emptyMask(width, height) };
      return processorTime(() => edgeBrushMask(input))[1];
    })
      .slice(40)
      .sort((a, b) => a - b);
    console.log(`${String(size).padStart(4)} px     ${times[0]!.toFixed(1)}  ${times[20]!.toFixed(1)}`);
  }
}

try {
  const photos = join(folder, 'photos.bin');
  const script = join(root, 'bench/refine/validation_photos.py');
  if (spawnSync(python, [script, photos, '--part', values.part], { stdio: 'inherit' }).status !== 0)
    throw new Error('The photos could not be read.');
  let index = 0;
  for (const photo of readPhotoFile(photos)) {
    if (index++ >= Number(values.limit)) break;
    measure(photo);
  }
  const baseline = execFileSync(python, [join(root, 'bench/edge-brush/grabcut.py'), caseFile], {
    encoding: 'utf8',
  });
  console.log(
    `${strokes} strokes on ${values.part} photos; ${((100 * better) / strokes).toFixed(0)}% better than plain`,
  );
  console.log('               wrong  missed   spilt  ms a stroke');
  printScores('plain brush', plain, strokes);
  printScores('smart brush', smart, strokes);
  printScores('GrabCut', JSON.parse(baseline), 1);
} finally {
  rmSync(folder, { recursive: true });
}
measureFrames();
