import { encode } from 'fast-png';
import { unionMasks } from '../../mask/boolean.ts';
import { emptyMask } from '../../mask/create-mask.ts';
import { intersectionArea, maskArea } from '../../mask/measure.ts';
import { cocoHead, jsonList } from '../coco/write-coco.ts';
import type { ExportFile, FilePiece } from '../export-file.ts';
import type { SplitName } from '../export-job.ts';
import { splitEnding } from '../export-names.ts';
import type { ExportPlan, PlannedImage } from '../export-plan.ts';
import type { ExportDesk, Exporter } from '../format.ts';
import { ObjectRule } from '../object-rule.ts';
import { paintSegments } from './paint-segments.ts';

const covered = 'Objects in front of it cover it wholly.';

/**
 * `annotations/panoptic_<part>.json` and a PNG a photo in `annotations/panoptic_<part>/`, whose pixels are
 * R + 256 G + 65536 B = segment id, 0 for none. A pixel belongs to the foremost object.
 */
export const cocoPanopticExporter: Exporter = {
  naming: { flat: false, uniqueStems: true },
  async check(plan, pace) {
    const cut = new ObjectRule(
      'covered-pixels',
      'warning',
      'gives pixels to objects in front of it: here a pixel has one object.',
      'give pixels to objects in front of them: here a pixel has one object.',
    );
    const hidden = new ObjectRule(
      'covered-object',
      'error',
      'is covered wholly by objects in front of it and will not be written.',
      'are covered wholly by objects in front of them and will not be written.',
    );
    for (const [done, image] of plan.images.entries()) {
      const wait = pace(done, plan.images.length);
      if (wait) await wait;
      findCovered(image, cut, hidden);
    }
    return [...cut.checks, ...hidden.checks];
  },
  *write(plan, desk): Generator<ExportFile, void> {
    for (const split of plan.splits ?? (['train'] as const)) {
      const images = plan.images.filter((image) => image.split === split);
      const folder = `annotations/${setName(plan, split)}`;
      // Pixels first: what is seen of each object is known only then.
      const records: object[] = [];
      for (const [index, image] of images.entries()) {
        const name = `${splitEnding(image.name)[0]}.png`;
        const pieces = segmentPixels(
          image,
          desk,
          (segments) => {
            records.push({ image_id: index + 1, file_name: name, segments_info: segments });
          },
          plan,
        );
        yield { kind: 'made', path: `${folder}/${name}`, pieces };
      }
      yield { kind: 'made', path: `${folder}.json`, pieces: panopticJson(plan, images, records) };
    }
  },
  photoPath: (plan, { split, name }) => `images/${plan.splits === null ? '' : `${split}/`}${name}`,
};

function setName({ splits }: ExportPlan, split: SplitName): string {
  return splits === null ? 'panoptic' : `panoptic_${split}`;
}

function* panopticJson(
  plan: ExportPlan,
  images: readonly PlannedImage[],
  records: readonly object[],
): Generator<string, void> {
  yield* cocoHead(plan, images, { isthing: 1 });
  yield ',\n';
  yield* jsonList('annotations', records);
  yield '\n}\n';
}

/** The PNG of a photo; its segments are told once its pixels are made. */
function* segmentPixels(
  planned: PlannedImage,
  { skip, done }: ExportDesk,
  tell: (segments: readonly object[]) => void,
  { indexOf }: ExportPlan,
): Generator<FilePiece, void> {
  const { image, objects } = planned;
  const { width, height } = image;
  const { labels, segments } = paintSegments(objects, width, height);
  const data = new Uint8Array(3 * labels.length);
  for (let i = 0; i < labels.length; i++) {
    const id = labels[i]!;
    if (id === 0) continue;
    data[3 * i] = id;
    data[3 * i + 1] = id >> 8;
    data[3 * i + 2] = id >> 16;
  }
  yield encode({ width, height, channels: 3, data });
  tell(
    segments.flatMap(({ object, area, box }, index) => {
      if (box === null) {
        skip({ image: image.id, object: object.id, reason: covered });
        return [];
      }
      const bbox = [box.x1, box.y1, box.x2 - box.x1, box.y2 - box.y1];
      return { id: index + 1, category_id: indexOf.get(object.category)! + 1, area, bbox, iscrowd: 0 };
    }),
  );
  done(planned);
}

/** Counts the objects of a photo that lose some or all pixels, from the front to the back. */
function findCovered({ image, objects }: PlannedImage, cut: ObjectRule, hidden: ObjectRule): void {
  let front = emptyMask(image.width, image.height);
  for (const object of objects.toReversed()) {
    const lost = intersectionArea(object.mask, front);
    const rule = lost === maskArea(object.mask) ? hidden : cut;
    if (lost > 0) rule.found(image.id, object.id);
    front = unionMasks(front, object.mask);
  }
}
