import type { Category, SegmentedObject } from '../document/document.ts';
import { categoryKey } from '../document/lookup.ts';
import { splitComponents } from '../mask/components.ts';
import { maskArea } from '../mask/measure.ts';
import { bareCheck } from './bare-check.ts';
import type { ExportCheck, ExportSummary } from './export-check.ts';
import { type SplitName, splitNames } from './export-job.ts';
import { splitEnding } from './export-names.ts';
import type { ExportPlan, PlannedImage } from './export-plan.ts';
import type { Exporter } from './format.ts';
import { ObjectRule } from './object-rule.ts';
import type { Pace } from './pace.ts';

/** Objects of fewer pixels are most often slips; COCO's own smallest annotations are about this size. */
const tinyArea = 16;
/** Parts of fewer pixels are most often specks left by a brush. */
const speckArea = 4;

/** The checks that all formats share, with those of the format: what will be written and all that is wrong with it. */
export async function checkPlan(plan: ExportPlan, exporter: Exporter, pace: Pace): Promise<ExportSummary> {
  const objects = plan.images.reduce((sum, image) => sum + image.objects.length, 0);
  const checks = [
    ...nothingCheck(plan, objects),
    ...(await objectChecks(plan, objects, pace)),
    ...(exporter.leavesOutBare ? [] : writtenBare(plan)),
    ...imageChecks(plan),
    ...categoryChecks(plan, objects),
    ...(await exporter.check(plan, pace)),
  ];
  if (checks.length === 0) {
    checks.push({ kind: 'complete', tone: 'ok', count: objects, text: 'Everything will be written.' });
  }
  const order = { error: 0, warning: 1, ok: 2 };
  return {
    images: plan.images.length,
    objects,
    categories: plan.categories.length,
    splits: plan.splits === null ? null : countSplits(plan),
    checks: checks.toSorted((a, b) => order[a.tone] - order[b.tone]),
    skipped: plan.skipped,
  };
}

function countSplits(plan: ExportPlan): Readonly<Partial<Record<SplitName, number>>> {
  const counts: Partial<Record<SplitName, number>> = {};
  for (const name of splitNames) {
    const wanted = (plan.job.split?.shares[name] ?? 0) > 0;
    if (wanted) counts[name] = plan.images.filter(({ split }) => split === name).length;
  }
  return counts;
}

function nothingCheck(plan: ExportPlan, objects: number): ExportCheck[] {
  if (objects > 0) return [];
  const text = plan.images.length === 0 ? 'There are no photos to write.' : 'There are no objects to write.';
  return [{ kind: 'nothing-to-write', tone: 'error', count: 0, text }];
}

async function objectChecks(plan: ExportPlan, total: number, pace: Pace): Promise<ExportCheck[]> {
  const empty = new ObjectRule(
    'empty-mask',
    'error',
    'has an empty mask and will not be written.',
    'have empty masks and will not be written.',
  );
  const tiny = new ObjectRule(
    'tiny-object',
    'warning',
    `is smaller than ${tinyArea} pixels.`,
    `are smaller than ${tinyArea} pixels.`,
  );
  const specks = new ObjectRule(
    'tiny-part',
    'warning',
    `has loose parts of fewer than ${speckArea} pixels.`,
    `have loose parts of fewer than ${speckArea} pixels.`,
  );
  const partial = new ObjectRule(
    'partial-answer',
    'warning',
    'comes from an answer that was stopped, and may be incomplete.',
    'come from answers that were stopped, and may be incomplete.',
  );
  const hidden = new ObjectRule(
    'hidden-object',
    'warning',
    'is hidden here, and will be written.',
    'are hidden here, and will be written.',
  );
  for (const { image, object } of plan.skipped) empty.found(image, object);
  let done = 0;
  for (const { image, objects } of plan.images) {
    for (const object of objects) {
      const wait = pace(done++, total);
      if (wait) await wait;
      const area = maskArea(object.mask);
      const { provenance, edited } = object;
      if (area < tinyArea) tiny.found(image.id, object.id);
      else if (hasSpeck(object)) specks.found(image.id, object.id);
      if (provenance.kind === 'model' && provenance.partial && !edited) partial.found(image.id, object.id);
      if (!object.visible) hidden.found(image.id, object.id);
    }
  }
  return [empty, tiny, specks, partial, hidden].flatMap((rule) => rule.checks);
}

function hasSpeck(object: SegmentedObject): boolean {
  const smallest = splitComponents(object.mask).at(-1);
  return smallest !== undefined && maskArea(smallest) < speckArea;
}

function writtenBare(plan: ExportPlan): ExportCheck[] {
  const one = '; it is written as a picture of background.';
  return bareCheck(plan, one, '; they are written as pictures of background.');
}

function imageChecks(plan: ExportPlan): ExportCheck[] {
  const { images, job } = plan;
  const checks: ExportCheck[] = [];
  const renamed = images.filter(({ image, name }) => image.name !== name);
  const first = renamed[0];
  if (first !== undefined) {
    const example = `"${first.image.name}" as "${first.name}"`;
    const what =
      renamed.length === 1
        ? `1 photo is written under another name: ${example}.`
        : `${renamed.length} photos are written under other names, such as ${example}.`;
    const text = job.copyImages ? what : `${what} Other tools find it only under that name.`;
    const tone = job.copyImages ? 'warning' : 'error';
    checks.push({ kind: 'renamed-photo', tone, count: renamed.length, text, image: first.image.id });
  }
  for (const [stem, twins] of groupBy(images, ({ name }) => stemOf(name))) {
    if (twins.length < 2) continue;
    const text = `${twins.length} photos are called "${stem}" apart from folder or ending; some tools take them for one.`;
    const image = twins[1]!.image.id;
    checks.push({ kind: 'duplicate-stem', tone: 'warning', count: twins.length, text, image });
  }
  return [...checks, ...splitChecks(plan)];
}

function splitChecks({ job, images }: ExportPlan): ExportCheck[] {
  const { split } = job;
  if (split === null || images.length === 0) return [];
  return splitNames
    .filter((name) => split.shares[name] > 0 && !images.some((image) => image.split === name))
    .map((name) => ({
      kind: 'empty-split',
      tone: 'warning',
      count: 0,
      text: `The part "${name}" gets no photo: there are too few photos or groups for this split.`,
    }));
}

function stemOf(name: string): string {
  return splitEnding(name.slice(name.lastIndexOf('/') + 1))[0];
}

function categoryChecks(plan: ExportPlan, objects: number): ExportCheck[] {
  const checks: ExportCheck[] = [];
  for (const twins of groupBy(plan.categories, ({ name }) => categoryKey(name)).values()) {
    if (twins.length < 2) continue;
    const text = `There are ${twins.length} classes named "${twins[0]!.name}"; readers that go by name will mix them up.`;
    checks.push({ kind: 'duplicate-category', tone: 'error', count: twins.length, text });
  }
  const used = new Set(plan.images.flatMap((image: PlannedImage) => image.objects.map((o) => o.category)));
  const unused = plan.categories.filter(({ id }) => !used.has(id));
  if (unused.length > 0 && objects > 0) {
    checks.push({ kind: 'unused-category', tone: 'warning', count: unused.length, text: unusedText(unused) });
  }
  return checks;
}

function unusedText(unused: readonly Category[]): string {
  const names = unused.slice(0, 3).map((category) => `"${category.name}"`);
  if (unused.length > 3) names.push(`${unused.length - 3} more`);
  const verb =
    unused.length === 1 ? 'has no objects in this export; it is' : 'have no objects in this export; they are';
  return `${names.join(', ')} ${verb} written all the same.`;
}

function groupBy<T>(items: readonly T[], key: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group === undefined) groups.set(key(item), [item]);
    else group.push(item);
  }
  return groups;
}
