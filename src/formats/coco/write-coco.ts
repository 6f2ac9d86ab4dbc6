import type { ImageRecord, SegmentedObject, StudioDocument } from '../../document/document.ts';
import { StudioError } from '../../errors/studio-error.ts';
import { encodeRle } from '../../mask/coco-rle.ts';
import { traceContours } from '../../mask/contours.ts';
import { keyholeRing } from '../../mask/keyhole.ts';
import type { Mask } from '../../mask/mask.ts';
import { maskArea, maskBox } from '../../mask/measure.ts';
import { type CocoOptions, type CocoProfile, imagesToWrite, objectsToWrite } from './coco-records.ts';

/**
 * COCO instances JSON in pieces, one record a line, so that a file of any size can be streamed; joined they are the
 * file. Image, category and annotation ids count from 1 (an annotation of id 0 is ignored by COCOeval), `iscrowd` is
 * always 0, `area` is the number of pixels and `bbox` [x, y, width, height] is tight. Photos without objects and
 * classes without use are written too. Objects with an empty mask are not: `checkCoco` names them. Throws StudioError
 * `format-invalid` when an object's class is not in the document.
 */
export function* writeCoco(document: StudioDocument, options: CocoOptions): Generator<string, void> {
  const images = imagesToWrite(document, options);
  const licences = licencesOf(images);
  const created = new Date(options.createdAt).toISOString();
  const info = {
    description: options.description,
    url: '',
    version: '1.0',
    year: Number(created.slice(0, 4)),
    contributor: '',
    date_created: created,
  };
  yield `{\n"info": ${JSON.stringify(info)},\n`;
  yield* list(
    'licenses',
    [...licences].map(([name, id]) => ({ id, name, url: '' })),
  );
  yield* list(
    'categories',
    document.categories.map(({ name, supercategory }, i) => ({
      id: i + 1,
      name,
      supercategory: supercategory ?? '',
    })),
  );
  yield* list(
    'images',
    images.map(({ name, width, height, credit }, i) => ({
      id: i + 1,
      file_name: name,
      width,
      height,
      ...(credit === undefined ? {} : { license: licences.get(credit) }),
    })),
  );
  yield* list('annotations', annotations(document, options, images), '\n}\n');
}

function* list(key: string, records: Iterable<object>, end = ',\n'): Generator<string, void> {
  let separator = `"${key}": [\n`;
  let empty = true;
  for (const record of records) {
    yield separator + JSON.stringify(record);
    separator = ',\n';
    empty = false;
  }
  yield empty ? `"${key}": []${end}` : `\n]${end}`;
}

function licencesOf(images: readonly ImageRecord[]): ReadonlyMap<string, number> {
  const licences = new Map<string, number>();
  for (const { credit } of images) {
    if (credit !== undefined && !licences.has(credit)) licences.set(credit, licences.size + 1);
  }
  return licences;
}

function* annotations(
  document: StudioDocument,
  options: CocoOptions,
  images: readonly ImageRecord[],
): Generator<object, void> {
  const categoryIds = new Map(document.categories.map((category, i) => [category.id, i + 1]));
  let id = 0;
  for (const [index, image] of images.entries()) {
    for (const object of objectsToWrite(document, image)) {
      const category = categoryIds.get(object.category);
      if (category === undefined) {
        throw new StudioError(
          'format-invalid',
          `An object of "${image.name}" has a class that does not exist.`,
        );
      }
      id++;
      yield {
        id,
        image_id: index + 1,
        category_id: category,
        segmentation: segmentationOf(object.mask, options.profile),
        area: maskArea(object.mask),
        bbox: bboxOf(object.mask),
        iscrowd: 0,
        attributes: attributesOf(object),
      };
    }
  }
}

function segmentationOf(mask: Mask, profile: CocoProfile): object {
  if (profile === 'rle') return { size: [mask.height, mask.width], counts: encodeRle(mask) };
  return traceContours(mask).map((contour) => Array.from(keyholeRing(contour)));
}

function bboxOf(mask: Mask): readonly number[] {
  const box = maskBox(mask);
  return box === null ? [0, 0, 0, 0] : [box.x1, box.y1, box.x2 - box.x1, box.y2 - box.y1];
}

/** Where the object came from, beside what people noted; their own keys win. */
function attributesOf(object: SegmentedObject): Readonly<Record<string, string | number | boolean>> {
  const { provenance, edited } = object;
  const origin: Record<string, string | number | boolean> = { origin: provenance.kind, edited };
  if (provenance.kind === 'imported') origin.imported_from = provenance.source;
  if (provenance.kind === 'model') {
    origin.prompt = provenance.prompt;
    origin.reference = provenance.reference;
    origin.model = provenance.model;
    origin.mask_confidence = provenance.maskConfidence;
    origin.box_confidence = provenance.boxConfidence;
    origin.partial = provenance.partial;
  }
  return { ...origin, ...object.attributes };
}
