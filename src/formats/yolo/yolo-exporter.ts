import { stringify } from 'yaml';
import type { ImageRecord, SegmentedObject } from '../../document/document.ts';
import type { Mask } from '../../mask/mask.ts';
import { masksEqual } from '../../mask/measure.ts';
import type { ExportCheck } from '../export-check.ts';
import type { ExportFile } from '../export-file.ts';
import { splitEnding } from '../export-names.ts';
import type { ExportPlan, PlannedImage } from '../export-plan.ts';
import type { Exporter } from '../format.ts';
import { ObjectRule } from '../object-rule.ts';
import { outlineRing } from '../outline.ts';
import { ShareTexts } from './share-texts.ts';

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
      for (const object of equalToEarlier(image.objects)) twins.found(image.image.id, object.id);
    }
    return [...smallPhotos(plan), ...emptyParts(plan), ...twins.checks];
  },
  *write(plan, { done }): Generator<ExportFile, void> {
    yield { kind: 'made', path: 'data.yaml', pieces: [dataYaml(plan)] };
    let shares: Shares | null = null;
    for (const image of plan.images) {
      const path = `labels/${folderOf(plan, image)}${splitEnding(image.name)[0]}.txt`;
      // Neighbours are often of one size.
      shares = sharesOf(image.image, shares);
      yield { kind: 'made', path, pieces: rows(plan, image, shares, () => done(image)) };
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
  const content = {
    path: '.',
    train: folder('train') ?? any,
    val: folder('val') ?? any,
    ...(parts.includes('test') ? { test: 'images/test' } : {}),
    // Numbers, not texts, which some readers would sort as texts: "10" before "2".
    names: new Map(categories.map(({ name }, index) => [index, name])),
  };
  // Python reads YAML 1.1, where a class called no would be false, and 1:30 a number.
  return stringify(content, { defaultStringType: 'QUOTE_DOUBLE', defaultKeyType: 'PLAIN' });
}

/** Objects with the class and the pixels of one before them: the pixels decide a row, and tracing them takes longer. */
function equalToEarlier(objects: readonly SegmentedObject[]): SegmentedObject[] {
  const known = new Map<string, Mask[]>();
  return objects.filter(({ category, mask }) => {
    const { top, rows, runs } = mask;
    const key = [category, top, rows.length, runs.length, runs[0], runs[runs.length - 1]].join('|');
    const alike = known.get(key);
    if (alike?.some((other) => masksEqual(other, mask))) return true;
    if (alike === undefined) known.set(key, [mask]);
    else alike.push(mask);
    return false;
  });
}

interface Shares {
  readonly across: ShareTexts;
  readonly down: ShareTexts;
}

function sharesOf({ width, height }: ImageRecord, before: Shares | null): Shares {
  return {
    across: before?.across.side === width ? before.across : new ShareTexts(width),
    down: before?.down.side === height ? before.down : new ShareTexts(height),
  };
}

function* rows(
  plan: ExportPlan,
  { objects }: PlannedImage,
  shares: Shares,
  done: () => void,
): Generator<string, void> {
  for (const object of objects) yield yoloRow(object, plan.indexOf.get(object.category)!, shares);
  done();
}

/** Class and ring. */
function yoloRow({ mask }: SegmentedObject, category: number, { across, down }: Shares): string {
  const ring = outlineRing(mask);
  let row = String(category);
  for (let i = 0; i < ring.length; i += 2) row += ` ${across.of(ring[i]!)} ${down.of(ring[i + 1]!)}`;
  return `${row}\n`;
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
