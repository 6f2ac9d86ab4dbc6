import type { SegmentedObject } from '../../document/document.ts';
import { cocoSegmentation } from '../coco/coco-segmentation.ts';
import { cocoBox, cocoHead, writeCoco } from '../coco/write-coco.ts';
import type { ExportFile } from '../export-file.ts';
import type { ExportPlan, PlannedImage } from '../export-plan.ts';
import type { ExportDesk, Exporter } from '../format.ts';

/**
 * Predictions with scores. Photos and classes have the numbers that COCO instances of the same photos, classes and
 * split have, so that these can be scored against those.
 */
export const cocoResultsExporter: Exporter = {
  naming: { flat: false, uniqueStems: false },
  check: async () => [],
  *write(plan, desk): Generator<ExportFile, void> {
    for (const split of plan.splits ?? (['train'] as const)) {
      const images = plan.images.filter((image) => image.split === split);
      const folder = plan.splits === null ? '' : `${split}/`;
      if (plan.job.options.shape === 'keyed') {
        const pieces = writeCoco({ plan, images, profile: 'rle', score: scoreOf, onImage: desk.done });
        yield { kind: 'made', path: `${folder}predictions.json`, pieces };
        continue;
      }
      yield { kind: 'made', path: `${folder}image_info.json`, pieces: imageInfo(plan, images) };
      yield { kind: 'made', path: `${folder}results.json`, pieces: results(plan, images, desk) };
    }
  },
  photoPath: (plan, { split, name }) => `${plan.splits === null ? '' : `${split}/`}${name}`,
};

/** What COCO gives for its test photos: the photos and classes without annotations. */
function* imageInfo(plan: ExportPlan, images: readonly PlannedImage[]): Generator<string, void> {
  yield* cocoHead(plan, images);
  yield '\n}\n';
}

function* results(
  { indexOf }: ExportPlan,
  images: readonly PlannedImage[],
  { done }: ExportDesk,
): Generator<string, void> {
  let separator = '[\n';
  for (const [index, image] of images.entries()) {
    for (const object of image.objects) {
      const result = {
        image_id: index + 1,
        category_id: indexOf.get(object.category)! + 1,
        segmentation: cocoSegmentation(object.mask, 'rle'),
        bbox: cocoBox(object),
        score: scoreOf(object),
      };
      yield separator + JSON.stringify(result);
      separator = ',\n';
    }
    done(image);
  }
  yield separator === '[\n' ? '[]\n' : '\n]\n';
}

/** The model's confidence in the mask, or a score that came with an import; what people drew is certain. */
function scoreOf({ provenance, edited, attributes }: SegmentedObject): number {
  if (provenance.kind === 'model' && !edited) return provenance.maskConfidence;
  const score = Number(attributes.score ?? Number.NaN);
  return score >= 0 && score <= 1 ? score : 1;
}
