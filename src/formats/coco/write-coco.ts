import type { ObjectId, SegmentedObject } from '../../document/document.ts';
import { maskArea, maskBox } from '../../mask/measure.ts';
import type { ExportPlan, PlannedImage } from '../export-plan.ts';
import { objectOrigin } from '../object-origin.ts';
import { type CocoProfile, cocoSegmentation } from './coco-segmentation.ts';

/** What one COCO file holds. */
export interface CocoContent {
  readonly plan: ExportPlan;
  /** Those of the plan that go into this file. */
  readonly images: readonly PlannedImage[];
  readonly profile: CocoProfile;
  /** Confidence of an object, for files of predictions; ground truth has none. */
  readonly score?: (object: SegmentedObject) => number;
  /** Called when a photo's annotations are written. */
  readonly onImage?: (image: PlannedImage) => void;
  /** Called with the id of each annotation as it is written. */
  readonly onAnnotation?: (object: ObjectId, id: number) => void;
  /** Further lists after the annotations, made when these are written. */
  readonly more?: () => Iterable<readonly [key: string, records: Iterable<object>]>;
}

/**
 * COCO JSON in pieces, one record a line, so that a file of any size can be streamed; joined they are the file. Image,
 * category and annotation ids count from 1 (an annotation of id 0 is ignored by COCOeval), `iscrowd` is always 0,
 * `area` is the number of pixels and `bbox` [x, y, width, height] is tight. Photos without objects and classes without
 * use are written too.
 */
export function* writeCoco(content: CocoContent): Generator<string, void> {
  yield* cocoHead(content.plan, content.images);
  yield ',\n';
  yield* jsonList('annotations', annotations(content));
  for (const [key, records] of content.more?.() ?? []) {
    yield ',\n';
    yield* jsonList(key, records);
  }
  yield '\n}\n';
}

/** What all of COCO's files begin with, from `{` to the end of the list of photos. */
export function* cocoHead(
  plan: ExportPlan,
  images: readonly PlannedImage[],
  categoryExtra: object = {},
): Generator<string, void> {
  const licences = licencesOf(images);
  const created = new Date(plan.job.createdAt).toISOString();
  const info = {
    description: plan.job.description,
    url: '',
    version: '1.0',
    year: Number(created.slice(0, 4)),
    contributor: '',
    date_created: created,
  };
  yield `{\n"info": ${JSON.stringify(info)},\n`;
  const licenceRecords = [...licences].map(([name, id]) => ({ id, name, url: '' }));
  yield* jsonList('licenses', licenceRecords);
  yield ',\n';
  const categories = plan.categories.map(({ name, supercategory }, i) => {
    return { id: i + 1, name, supercategory: supercategory ?? '', ...categoryExtra };
  });
  yield* jsonList('categories', categories);
  yield ',\n';
  const records = images.map(({ image: { width, height, credit }, name }, i) => {
    const license = credit === undefined ? {} : { license: licences.get(credit) };
    return { id: i + 1, file_name: name, width, height, ...license };
  });
  yield* jsonList('images', records);
}

/** `"key": [...]`, one record a line. */
export function* jsonList(key: string, records: Iterable<object>): Generator<string, void> {
  let separator = `"${key}": [\n`;
  let empty = true;
  for (const record of records) {
    yield separator + JSON.stringify(record);
    separator = ',\n';
    empty = false;
  }
  yield empty ? `"${key}": []` : '\n]';
}

function licencesOf(images: readonly PlannedImage[]): ReadonlyMap<string, number> {
  const licences = new Map<string, number>();
  for (const { image } of images) {
    const { credit } = image;
    if (credit !== undefined && !licences.has(credit)) licences.set(credit, licences.size + 1);
  }
  return licences;
}

function* annotations(content: CocoContent): Generator<object, void> {
  let id = 0;
  for (const [index, image] of content.images.entries()) {
    for (const object of image.objects) {
      id++;
      yield {
        id,
        image_id: index + 1,
        category_id: content.plan.indexOf.get(object.category)! + 1,
        segmentation: cocoSegmentation(object.mask, content.profile),
        area: maskArea(object.mask),
        bbox: cocoBox(object),
        iscrowd: 0,
        ...(content.score === undefined ? {} : { score: content.score(object) }),
        attributes: { ...objectOrigin(object), ...object.attributes },
      };
      content.onAnnotation?.(object.id, id);
    }
    content.onImage?.(image);
  }
}

/** [x, y, width, height] in pixels. */
export function cocoBox({ mask }: SegmentedObject): readonly number[] {
  const box = maskBox(mask);
  return box === null ? [0, 0, 0, 0] : [box.x1, box.y1, box.x2 - box.x1, box.y2 - box.y1];
}
