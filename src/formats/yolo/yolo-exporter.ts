import { stringify } from 'yaml';
import type { SegmentedObject } from '../../document/document.ts';
import type { ExportCheck } from '../export-check.ts';
import type { ExportFile } from '../export-file.ts';
import { splitEnding } from '../export-names.ts';
import type { ExportPlan, PlannedImage } from '../export-plan.ts';
import type { Exporter } from '../format.ts';
import { ObjectRule } from '../object-rule.ts';
import { outlineRing } from '../outline.ts';

/** Photos with a shorter side are refused by Ultralytics. */
const shortestSide = 10;

/**
 * `data.yaml`, and for each photo in `images/<part>/` a text in `labels/<part>/` with a row an object: its class and
 * one ring, as shares of the photo's sides. Holes are joined by seams and parts by bridges, so that no pixel is lost.
 */
export const yoloExporter: Exporter = {
  naming: { flat: false, uniqueStems: true },
  async check(plan, pace) {
    const twins = new ObjectRule(
      'duplicate-row',
      'warning',
      'is equal to another of its photo and class; Ultralytics drops it.',
      'are equal to others of their photo and class; Ultralytics drops them.',
    );
    for (const [done, image] of plan.images.entries()) {
      const wait = pace(done, plan.images.length);
      if (wait) await wait;
      const rows = new Set<string>();
      for (const object of image.objects) {
        // The pixels decide the row, and comparing them is cheaper than tracing them.
        const key = [object.category, object.mask.top, object.mask.rows.join(), object.mask.runs.join()].join(
          '|',
        );
        if (rows.has(key)) twins.found(image.image.id, object.id);
        rows.add(key);
      }
    }
    return [...smallPhotos(plan), ...emptyParts(plan), ...twins.checks];
  },
  *write(plan, { done }): Generator<ExportFile, void> {
    yield { kind: 'made', path: 'data.yaml', pieces: [dataYaml(plan)] };
    for (const image of plan.images) {
      const path = `labels/${folderOf(plan, image)}${splitEnding(image.name)[0]}.txt`;
      yield { kind: 'made', path, pieces: rows(plan, image, () => done(image)) };
    }
  },
  photoPath: (plan, image) => `images/${folderOf(plan, image)}${image.name}`,
};

function folderOf({ splits }: ExportPlan, { split }: PlannedImage): string {
  return splits === null ? '' : `${split}/`;
}

function dataYaml({ splits, categories }: ExportPlan): string {
  const parts = splits ?? [];
  const folder = (name: (typeof parts)[number]) => (parts.includes(name) ? `images/${name}` : null);
  // Both train and val must be named; without parts, or without one of both, one set serves as both.
  const any = parts.length === 0 ? 'images' : `images/${parts[0]}`;
  return stringify({
    path: '.',
    train: folder('train') ?? any,
    val: folder('val') ?? any,
    ...(parts.includes('test') ? { test: 'images/test' } : {}),
    names: Object.fromEntries(categories.map(({ name }, index) => [index, name])),
  });
}

function* rows(
  plan: ExportPlan,
  { image, objects }: PlannedImage,
  done: () => void,
): Generator<string, void> {
  for (const object of objects) yield `${yoloRow(object, plan.indexOf.get(object.category)!, image)}\n`;
  done();
}

/** Class and ring. Eight decimals give corners back on photos of up to a million pixels a side. */
function yoloRow(
  { mask }: SegmentedObject,
  category: number,
  size: { width: number; height: number },
): string {
  const ring = outlineRing(mask);
  const values = Array.from(ring, (value, i) => {
    return Number((value / (i % 2 === 0 ? size.width : size.height)).toFixed(8));
  });
  return [category, ...values].join(' ');
}

function smallPhotos({ images }: ExportPlan): ExportCheck[] {
  const small = images.filter(({ image }) => Math.min(image.width, image.height) < shortestSide);
  const first = small[0];
  if (first === undefined) return [];
  const what = small.length === 1 ? '1 photo is' : `${small.length} photos are`;
  const text = `${what} narrower than ${shortestSide} pixels; Ultralytics refuses that.`;
  return [{ kind: 'small-photo', tone: 'error', count: small.length, text, image: first.image.id }];
}

function emptyParts({ splits }: ExportPlan): ExportCheck[] {
  if (splits === null || (splits.includes('train') && splits.includes('val'))) return [];
  const missing = splits.includes('train') ? 'val' : 'train';
  const text = `There is no part "${missing}", which Ultralytics needs; data.yaml names "${splits[0] ?? 'images'}" in its place.`;
  return [{ kind: 'missing-part', tone: 'warning', count: 1, text }];
}
