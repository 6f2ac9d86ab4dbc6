import type { SegmentedObject } from '../../document/document.ts';
import { bareCheck } from '../bare-check.ts';
import type { ExportFile } from '../export-file.ts';
import type { ExportPlan, PlannedImage } from '../export-plan.ts';
import type { Exporter } from '../format.ts';
import { objectOrigin } from '../object-origin.ts';
import { type CsvValue, csvRow } from './csv-row.ts';
import { measureObject } from './measure-object.ts';

/** One row an object with all its measures; photos without objects have no row, and are told. */
export const csvExporter: Exporter = {
  naming: { flat: false, uniqueStems: false },
  leavesOutBare: true,
  check: async (plan) => bareCheck(plan, ' and therefore no row.', ' and therefore no row.'),
  *write(plan, { done, skip }): Generator<ExportFile, void> {
    for (const { image, objects } of plan.images) {
      if (objects.length === 0) skip({ image: image.id, reason: 'It has no objects and therefore no row.' });
    }
    yield { kind: 'made', path: 'objects.csv', pieces: table(plan, done) };
  },
  photoPath: (_plan, { name }) => `images/${name}`,
};

function* table(plan: ExportPlan, done: (image: PlannedImage) => void): Generator<string, void> {
  const attributes = attributeNames(plan);
  const mark = plan.job.options.encoding === 'utf-8-bom' ? '\ufeff' : '';
  yield mark + csvRow([...columnNames, ...attributes.map((name) => `attribute ${name}`)]);
  for (const image of plan.images) {
    for (const [index, object] of image.objects.entries()) {
      const columns = columnsOf(plan, image, object, index + 1);
      yield csvRow([
        ...columnNames.map((name) => columns[name]),
        ...attributes.map((name) => attributeOf(object, name)),
      ]);
    }
    done(image);
  }
}

const columnNames = [
  'image',
  'image_width',
  'image_height',
  'split',
  'object',
  'id',
  'class',
  'supercategory',
  'x',
  'y',
  'width',
  'height',
  'area',
  'area_share',
  'centre_x',
  'centre_y',
  'perimeter',
  'parts',
  'holes',
  'origin',
  'edited',
  'prompt',
  'reference',
  'model',
  'mask_confidence',
  'box_confidence',
  'partial',
  'imported_from',
  'visible',
  'locked',
] as const;

type Columns = Readonly<Partial<Record<(typeof columnNames)[number], CsvValue>>>;

/** @param place of the object on its photo, from 1 at the back */
function columnsOf(
  { splits, categories, indexOf }: ExportPlan,
  { image, name, split }: PlannedImage,
  object: SegmentedObject,
  place: number,
): Columns {
  const { box, area, centre, perimeter, parts, holes } = measureObject(object.mask);
  const category = categories[indexOf.get(object.category)!]!;
  return {
    ...objectOrigin(object),
    image: name,
    image_width: image.width,
    image_height: image.height,
    split: splits === null ? '' : split,
    object: place,
    id: object.id,
    class: category.name,
    supercategory: category.supercategory ?? '',
    x: box.x1,
    y: box.y1,
    width: box.x2 - box.x1,
    height: box.y2 - box.y1,
    area,
    area_share: rounded(area / (image.width * image.height), 8),
    centre_x: rounded(centre.x, 3),
    centre_y: rounded(centre.y, 3),
    perimeter,
    parts,
    holes,
    visible: object.visible,
    locked: object.locked,
  };
}

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}

/** Every attribute that any object has, in the order of the alphabet. */
function attributeNames({ images }: ExportPlan): readonly string[] {
  const names = new Set(
    images.flatMap(({ objects }) => objects.flatMap(({ attributes }) => Object.keys(attributes))),
  );
  return [...names].toSorted();
}

function attributeOf({ attributes }: SegmentedObject, name: string): CsvValue {
  return Object.hasOwn(attributes, name) ? attributes[name] : undefined;
}
