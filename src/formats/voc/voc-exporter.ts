import type { SegmentedObject } from '../../document/document.ts';
import type { ExportCheck } from '../export-check.ts';
import type { ExportFile } from '../export-file.ts';
import { splitEnding } from '../export-names.ts';
import type { ExportPlan, PlannedImage } from '../export-plan.ts';
import type { ExportDesk, Exporter } from '../format.ts';
import type { Pace } from '../pace.ts';
import { flattenObjects, overlaps } from '../png/flatten-objects.ts';
import { vocPalette } from '../png/palette.ts';
import { writeIndexedPng } from '../png/write-png.ts';
import { vocXml } from './write-voc-xml.ts';

/** 0 is background and 255 void, so that many classes fit, and as many objects a photo. */
const mostIndices = 254;

/**
 * Pascal VOC 2012's folders: an XML file a photo, its classes and its objects as indexed PNGs, and lists of photos. The
 * PNG of objects numbers them in the order of the XML file. Where objects overlap, the frontmost has the pixels.
 */
export const vocExporter: Exporter = {
  naming: { flat: true, uniqueStems: true },
  check: checkVoc,
  *write(plan, desk) {
    for (const image of plan.images) {
      yield* photoFiles(plan, image, desk);
      desk.done(image);
    }
    yield* listFiles(plan);
    yield { kind: 'made', path: 'labelmap.txt', pieces: [labelMap(plan)] };
  },
  photoPath: (_, { name }) => `JPEGImages/${name}`,
};

function* photoFiles(plan: ExportPlan, image: PlannedImage, desk: ExportDesk): Generator<ExportFile, void> {
  const stem = splitEnding(image.name)[0];
  const names = image.objects.map((object) => plan.categories[classOf(plan, object) - 1]?.name ?? '');
  const { description } = plan.job;
  yield { kind: 'made', path: `Annotations/${stem}.xml`, pieces: [vocXml(image, names, description)] };
  if (image.objects.length === 0) return;
  const { width, height, id } = image.image;
  const place = (_: SegmentedObject, position: number) => (position < mostIndices ? position + 1 : 0);
  const objects = flattenObjects(image.objects, width, height, place);
  for (const { id: object } of objects.covered)
    desk.skip({ image: id, object, reason: 'Other objects lie over all of it; only its box is written.' });
  for (const { id: object } of image.objects.slice(mostIndices))
    desk.skip({
      image: id,
      object,
      reason: `A photo's PNG holds ${mostIndices} objects; only its box is written.`,
    });
  yield {
    kind: 'made',
    path: `SegmentationObject/${stem}.png`,
    pieces: [writeIndexedPng(objects.indices, width, height)],
  };
  const classes = flattenObjects(image.objects, width, height, (object, position) =>
    position < mostIndices ? classOf(plan, object) : 0,
  );
  yield {
    kind: 'made',
    path: `SegmentationClass/${stem}.png`,
    pieces: [writeIndexedPng(classes.indices, width, height)],
  };
}

/** Index of an object's class in the PNGs, from 1; 0 past what they hold. */
function classOf({ indexOf }: ExportPlan, { category }: SegmentedObject): number {
  const index = (indexOf.get(category) ?? -1) + 1;
  return index <= mostIndices ? index : 0;
}

/** `ImageSets/Segmentation` lists photos that have objects, `ImageSets/Main` all. */
function* listFiles(plan: ExportPlan): Generator<ExportFile, void> {
  const splits = plan.splits ?? (['train'] as const);
  for (const [folder, images] of [
    ['Main', plan.images],
    ['Segmentation', plan.images.filter(({ objects }) => objects.length > 0)],
  ] as const) {
    const list = (wanted: readonly string[]) =>
      images.filter(({ split }) => wanted.includes(split)).map(({ name }) => `${splitEnding(name)[0]}\n`);
    for (const split of splits)
      yield { kind: 'made', path: `ImageSets/${folder}/${split}.txt`, pieces: list([split]) };
    yield { kind: 'made', path: `ImageSets/${folder}/trainval.txt`, pieces: list(['train', 'val']) };
  }
}

/** The classes and their colours in the PNGs, as CVAT and datumaro write and read them. */
function labelMap({ categories }: ExportPlan): string {
  const rows = ['background', ...categories.slice(0, mostIndices).map(({ name }) => oneLine(name))];
  return `# label:color_rgb:parts:actions\n${rows
    .map((name, index) => `${name}:${vocPalette[index]?.join(',')}::\n`)
    .join('')}`;
}

/** The file has no way to write a colon or a new line. */
function oneLine(name: string): string {
  return name.replace(/[:\r\n]+/gu, ' ').trim();
}

async function checkVoc(plan: ExportPlan, pace: Pace): Promise<readonly ExportCheck[]> {
  const checks: ExportCheck[] = [];
  let [cut, covered] = [0, 0];
  let first: { readonly image: PlannedImage['image']['id']; readonly object: SegmentedObject['id'] } | null =
    null;
  for (const [done, { image, objects }] of plan.images.entries()) {
    const wait = pace(done, plan.images.length);
    if (wait) await wait;
    const found = overlaps(objects);
    cut += found.cut.length;
    covered += found.covered.length;
    const object = found.covered[0] ?? found.cut[0];
    if (object) first ??= { image: image.id, object: object.id };
  }
  if (cut + covered > 0) {
    const gone =
      covered > 0 ? `; ${covered} ${covered === 1 ? 'is' : 'are'} wholly covered and keep only a box` : '';
    const lie = cut + covered === 1 ? '1 object lies' : `${cut + covered} objects lie`;
    const text = `${lie} under others. A pixel has one object here: the frontmost${gone}.`;
    checks.push({ kind: 'overlap', tone: 'warning', count: cut + covered, text, ...first });
  }
  const crowded = plan.images.find(({ objects }) => objects.length > mostIndices);
  if (crowded) {
    const text = `A photo has more than ${mostIndices} objects; those past the limit keep only a box.`;
    checks.push({ kind: 'too-many-objects', tone: 'error', count: 1, text, image: crowded.image.id });
  }
  if (plan.categories.length > mostIndices) {
    const count = plan.categories.length - mostIndices;
    const text = `${count} classes past the first ${mostIndices} have no colour in the PNGs of classes.`;
    checks.push({ kind: 'too-many-classes', tone: 'error', count, text });
  }
  return checks;
}
