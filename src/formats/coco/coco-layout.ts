import { assertNever } from '../../errors/assert-never.ts';
import type { SplitName } from '../export-job.ts';
import type { ExportPlan } from '../export-plan.ts';

/**
 * Where a COCO data set's files lie. `beside`: the JSON next to the photos. `cvat`: `images/<part>/` and
 * `annotations/instances_<part>.json`, as COCO itself and CVAT. `fiftyone`: `data/` and `labels.json`.
 */
export type CocoLayout = 'beside' | 'cvat' | 'fiftyone';

/** The part's own folder, or none where the data set has no parts. */
function folderOf({ splits }: ExportPlan, split: SplitName): string {
  return splits === null ? '' : `${split}/`;
}

export function annotationsPath(plan: ExportPlan, layout: CocoLayout, split: SplitName): string {
  switch (layout) {
    case 'beside':
      return plan.splits === null ? 'annotations.coco.json' : `${split}/annotations.coco.json`;
    case 'cvat':
      return `annotations/instances_${partName(plan, split)}.json`;
    case 'fiftyone':
      return `${folderOf(plan, split)}labels.json`;
    default:
      return assertNever(layout);
  }
}

/** The folder that `file_name` counts from, with its slash. */
export function photoFolder(plan: ExportPlan, layout: CocoLayout, split: SplitName): string {
  switch (layout) {
    case 'beside':
      return folderOf(plan, split);
    case 'cvat':
      return `images/${partName(plan, split)}/`;
    case 'fiftyone':
      return `${folderOf(plan, split)}data/`;
    default:
      return assertNever(layout);
  }
}

/** CVAT calls the only part of a task `default`. */
function partName({ splits }: ExportPlan, split: SplitName): string {
  return splits === null ? 'default' : split;
}
