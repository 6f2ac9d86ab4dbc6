import type {
  Category,
  CategoryId,
  ImageId,
  ImageRecord,
  ObjectId,
  SegmentedObject,
} from '../document/document.ts';
import { objectsOf } from '../document/lookup.ts';
import { isEmptyMask } from '../mask/measure.ts';
import { type ExportJob, type SplitName, splitNames } from './export-job.ts';
import { exportNames, type NamingRules } from './export-names.ts';
import { splitImages } from './split-images.ts';

/** Something that was asked for and is not in the files, and why, in words for people. */
export interface Skipped {
  readonly image?: ImageId;
  readonly object?: ObjectId;
  readonly reason: string;
}

export interface PlannedImage {
  readonly image: ImageRecord;
  /** `train` for all when the job asks for no split. */
  readonly split: SplitName;
  /** The photo's path for this export: relative, forward slashes, never leaving the folder, unique. */
  readonly name: string;
  /** Objects to write, back to front: those of the chosen classes that have at least one pixel. */
  readonly objects: readonly SegmentedObject[];
}

/** A job with everything decided: what every format writes from. */
export interface ExportPlan {
  readonly job: ExportJob;
  readonly images: readonly PlannedImage[];
  /** The chosen ones in the order of the document, used or not. */
  readonly categories: readonly Category[];
  /** Position in `categories`, from 0. Every object in `images` has its class here. */
  readonly indexOf: ReadonlyMap<CategoryId, number>;
  /** The parts of the split that have photos, in the order train, val, test; null when the job asks for none. */
  readonly splits: readonly SplitName[] | null;
  /** Known before writing: objects with an empty mask, which no format can say. */
  readonly skipped: readonly Skipped[];
}

/** Decides everything about an export: which photos and objects, their names, the split. Writes nothing yet. */
export function planExport(job: ExportJob, rules: NamingRules): ExportPlan {
  const { document } = job;
  const categories = document.categories.filter(({ id }) => job.categories?.has(id) ?? true);
  const indexOf = new Map(categories.map(({ id }, index) => [id, index]));
  const chosen = document.images.filter(({ id }) => job.images?.has(id) ?? true);
  const names = exportNames(chosen, rules);
  const skipped: Skipped[] = [];
  const objects = new Map<ImageId, readonly SegmentedObject[]>();
  for (const image of chosen) {
    const kept = objectsOf(document, image.id).filter((object) => indexOf.has(object.category));
    for (const { id, mask } of kept) {
      if (isEmptyMask(mask)) skipped.push({ image: image.id, object: id, reason: 'Its mask is empty.' });
    }
    objects.set(
      image.id,
      kept.filter(({ mask }) => !isEmptyMask(mask)),
    );
  }
  const labelsOf = (image: ImageId) => new Set(objects.get(image)!.map(({ category }) => category));
  const parts = job.split === null ? null : splitImages(chosen, job.split, labelsOf);
  const images = chosen.map(
    (image): PlannedImage => ({
      image,
      split: parts?.get(image.id) ?? 'train',
      name: names.get(image.id)!,
      objects: objects.get(image.id)!,
    }),
  );
  const used = new Set(images.map(({ split }) => split));
  return {
    job,
    images,
    categories,
    indexOf,
    splits: parts === null ? null : splitNames.filter((name) => used.has(name)),
    skipped,
  };
}
