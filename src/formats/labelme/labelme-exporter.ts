import type { SegmentedObject } from '../../document/document.ts';
import { bitmapFromMask } from '../../mask/bitmap.ts';
import { maskBox } from '../../mask/measure.ts';
import { toBase64 } from '../base64.ts';
import { splitEnding } from '../export-names.ts';
import type { ExportPlan, PlannedImage } from '../export-plan.ts';
import type { Exporter } from '../format.ts';
import { outlineRings } from '../outline.ts';
import { writeGreyPng } from '../png/write-png.ts';

/** The version whose keys these files have. */
const version = '5.5.0';

/** One JSON file a photo, beside it. */
export const labelmeExporter: Exporter = {
  naming: { flat: false, uniqueStems: true },
  check: async () => [],
  *write(plan, desk) {
    for (const image of plan.images) {
      yield {
        kind: 'made',
        path: `${partOf(plan, image)}${splitEnding(image.name)[0]}.json`,
        pieces: filePieces(plan, image),
      };
      desk.done(image);
    }
  },
  photoPath: (plan, image) => partOf(plan, image) + image.name,
};

function partOf({ splits }: ExportPlan, { split }: PlannedImage): string {
  return splits === null ? '' : `${split}/`;
}

function* filePieces(plan: ExportPlan, { image, name, objects }: PlannedImage): Generator<string> {
  yield `{"version":${JSON.stringify(version)},"flags":{},"shapes":[`;
  let first = true;
  for (const [i, object] of objects.entries()) {
    for (const shape of shapesOf(plan, object, i + 1)) {
      yield `${first ? '' : ','}\n${JSON.stringify(shape)}`;
      first = false;
    }
  }
  const path = name.slice(name.lastIndexOf('/') + 1);
  yield `\n],"imagePath":${JSON.stringify(path)},"imageData":null,"imageHeight":${image.height},"imageWidth":${image.width}}\n`;
}

function shapesOf(plan: ExportPlan, object: SegmentedObject, group: number): object[] {
  const label = plan.categories[plan.indexOf.get(object.category)!]!.name;
  const more = Object.keys(object.attributes).length > 0 ? { attributes: object.attributes } : {};
  const common = { label, flags: {}, description: '', ...more };
  if (plan.job.options.shapes === 'polygon') {
    const rings = outlineRings(object.mask);
    return rings.map((ring) => ({
      ...common,
      points: Array.from({ length: ring.length / 2 }, (_, i) => [ring[2 * i], ring[2 * i + 1]]),
      // Parts of one object are told by their group.
      group_id: rings.length > 1 ? group : null,
      shape_type: 'polygon',
      mask: null,
    }));
  }
  const box = maskBox(object.mask);
  if (box === null) return [];
  const [width, height] = [box.x2 - box.x1, box.y2 - box.y1];
  return [
    {
      ...common,
      points: [
        [box.x1, box.y1],
        [box.x2 - 1, box.y2 - 1],
      ],
      group_id: null,
      shape_type: 'mask',
      mask: toBase64(writeGreyPng(bitmapFromMask(object.mask, box), width, height)),
    },
  ];
}
