import { unionMasks } from '../../mask/boolean.ts';
import type { Mask } from '../../mask/mask.ts';
import type { Importer } from '../format.ts';
import { type BatchImage, ImportBatch } from '../import-batch.ts';
import type { ImportFile } from '../import-file.ts';
import type { ImportedObject, ImportPlace } from '../import-result.ts';
import { parseJson } from '../json/parse-json.ts';
import { peekJson } from '../json/peek-json.ts';
import { shapeOf } from '../json/read-record.ts';
import { readText } from '../read-text.ts';
import { type LabelmeShape, labelmeFileSchema, labelmeShapeSchema } from './labelme-schema.ts';
import { shapeMask } from './shape-mask.ts';

const whole: ImportPlace = { kind: 'file' };

/** Reads LabelMe files, one a photo. Shapes of one label and one group are parts of one object. */
export const labelmeImporter: Importer = {
  async claim(files, pace) {
    const claimed: ImportFile[] = [];
    for (const file of files) {
      if (!file.path.toLowerCase().endsWith('.json')) continue;
      const peek = await peekJson(file, pace);
      if (peek?.keys.has('shapes') && peek.keys.has('imagePath')) claimed.push(file);
    }
    return claimed;
  },
  async read(files, { photos, pace }) {
    const batch = new ImportBatch(photos);
    for (const [done, file] of files.entries()) {
      const wait = pace(done, files.length);
      if (wait) await wait;
      await batch.attemptAsync(file.path, whole, async () => readFile(file, await readText(file), batch));
    }
    return batch.finish();
  },
};

function readFile(file: ImportFile, text: string, batch: ImportBatch): void {
  const { imagePath, imageWidth, imageHeight, shapes } = shapeOf(parseJson(text), labelmeFileSchema);
  const folder = file.path.slice(0, file.path.lastIndexOf('/') + 1);
  const size = imageWidth && imageHeight ? { size: { width: imageWidth, height: imageHeight } } : {};
  const image = batch.image(folder + imagePath, file.path, whole, size);
  if (image === null) return;
  const groups = new Map<string, number>();
  for (const [i, value] of shapes.entries()) {
    const place: ImportPlace = { kind: 'pointer', pointer: `/shapes/${i}` };
    batch.attempt(file.path, place, () => addShape(shapeOf(value, labelmeShapeSchema), image, batch, groups));
  }
}

function addShape(
  shape: LabelmeShape,
  image: BatchImage,
  batch: ImportBatch,
  groups: Map<string, number>,
): void {
  const { width, height } = image.image;
  const category = batch.category(shape.label);
  const mask = shapeMask(shape, width, height);
  const group = shape.group_id == null ? null : `${category} ${typeof shape.group_id} ${shape.group_id}`;
  const known = group === null ? undefined : groups.get(group);
  if (known !== undefined) {
    image.objects[known] = withPart(image.objects[known]!, mask);
    return;
  }
  if (group !== null) groups.set(group, image.objects.length);
  image.objects.push({ category, mask, attributes: attributesOf(shape) });
}

function withPart(object: ImportedObject, part: Mask): ImportedObject {
  return { ...object, mask: unionMasks(object.mask, part) };
}

function attributesOf({ attributes, description, flags }: LabelmeShape): Readonly<Record<string, string>> {
  const set = Object.entries(flags ?? {}).filter(([, on]) => on);
  return Object.fromEntries([
    ...Object.entries(attributes ?? {}).filter(([key]) => key !== '__proto__'),
    ...(description ? [['description', description] as const] : []),
    ...set.filter(([key]) => key !== '__proto__').map(([key]) => [key, 'true'] as const),
  ]);
}
