/**
 * `measure-export.ts MASKS WIDTH HEIGHT PHOTOS PROFILE WAY OUT [OBJECTS]`: writes the sample project, OBJECTS (10) a photo, as COCO to a file and prints
 * {seconds, megabytes, memory}: processor seconds, and MiB above what the project itself takes. WAY is `stream` (pieces as
 * they come) or `whole` (the named baseline: all records in memory, one JSON.stringify). A process of its own, so that
 * memory is measured alone.
 */
import { closeSync, openSync, writeSync } from 'node:fs';
import { cocoFormat } from '../../src/formats/coco/coco-format.ts';
import { type CocoProfile, cocoSegmentation } from '../../src/formats/coco/coco-segmentation.ts';
import { cocoBox } from '../../src/formats/coco/write-coco.ts';
import type { ExportJob } from '../../src/formats/export-job.ts';
import { noPace } from '../../src/formats/pace.ts';
import { startExport } from '../../src/formats/start-export.ts';
import { maskArea } from '../../src/mask/measure.ts';
import { readMasks, sampleProject } from './sample-project.ts';

const [masks, width, height, photos, profile, way, out, objects] = process.argv.slice(2) as [
  string,
  string,
  string,
  string,
  CocoProfile,
  'stream' | 'whole',
  string,
  string | undefined,
];
const shapes = readMasks(masks, Number(width), Number(height));
const document = sampleProject(Number(photos), shapes, Number(objects ?? 10));
const job: ExportJob = {
  document,
  conversations: new Map(),
  images: null,
  categories: null,
  split: null,
  copyImages: false,
  options: { profile },
  description: '',
  createdAt: 0,
};
globalThis.gc?.();
const before = process.memoryUsage().rss;
let peak = before;
const watch = () => {
  peak = Math.max(peak, process.memoryUsage().rss);
};
const file = openSync(out, 'w');
let bytes = 0;
const started = process.cpuUsage();
if (way === 'stream') await stream();
else whole();
const { user, system } = process.cpuUsage(started);
watch();
closeSync(file);
console.log(
  JSON.stringify({
    seconds: (user + system) / 1e6,
    megabytes: bytes / 1e6,
    memory: (peak - before) / 2 ** 20,
  }),
);

async function stream(): Promise<void> {
  const host = { pace: noPace, readPhoto: () => Promise.reject(new Error('No photo is needed.')) };
  const { files } = await startExport(cocoFormat, job, host);
  for await (const made of files) {
    if (made.kind === 'photo') continue;
    for await (const piece of made.pieces) {
      bytes += typeof piece === 'string' ? writeSync(file, piece) : writeSync(file, piece);
      watch();
    }
  }
}

function whole(): void {
  const categoryIds = new Map(document.categories.map(({ id }, i) => [id, i + 1]));
  let id = 0;
  const data = {
    categories: document.categories.map(({ name }, i) => ({ id: i + 1, name })),
    images: document.images.map(({ name, width, height }, i) => ({
      id: i + 1,
      file_name: name,
      width,
      height,
    })),
    annotations: document.images.flatMap((image, i) =>
      document.objects.get(image.id)!.map((object) => ({
        id: ++id,
        image_id: i + 1,
        category_id: categoryIds.get(object.category)!,
        segmentation: cocoSegmentation(object.mask, profile),
        area: maskArea(object.mask),
        bbox: cocoBox(object),
        iscrowd: 0,
        attributes: { origin: 'drawn', edited: false },
      })),
    ),
  };
  watch();
  const text = JSON.stringify(data);
  watch();
  bytes += writeSync(file, text);
}
