import type { ObjectId } from '../../document/document.ts';
import { writeCoco } from '../coco/write-coco.ts';
import type { ExportCheck } from '../export-check.ts';
import type { ExportFile } from '../export-file.ts';
import type { ExportPlan, PlannedImage, Skipped } from '../export-plan.ts';
import { type Expression, expressionsOf } from '../expressions.ts';
import type { ExportDesk, Exporter } from '../format.ts';

/**
 * COCO instances with `refs`, in one file: an entry for each set of objects that was asked for, with all sentences that
 * mean it. A split is written as the `split` of each entry, as in RefCOCO.
 */
export const refsExporter: Exporter = {
  naming: { flat: false, uniqueStems: false },
  async check(plan, pace): Promise<readonly ExportCheck[]> {
    let sentences = 0;
    const left: Skipped[] = [];
    for (const [done, image] of plan.images.entries()) {
      const wait = pace(done, plan.images.length);
      if (wait) await wait;
      sentences += entriesOf(plan, image, (item) => left.push(item)).reduce(
        (sum, entry) => sum + entry.sentences.length,
        0,
      );
    }
    return [...noSentence(sentences), ...leftOut(left)];
  },
  *write(plan, desk): Generator<ExportFile, void> {
    const ids = new Map<ObjectId, number>();
    const pieces = writeCoco({
      plan,
      images: plan.images,
      profile: 'rle',
      onAnnotation: (object, id) => ids.set(object, id),
      more: () => [['refs', refRecords(plan, ids, desk)]],
    });
    yield { kind: 'made', path: 'refs.json', pieces };
  },
  photoPath: (_plan, { name }) => `images/${name}`,
};

function noSentence(sentences: number): ExportCheck[] {
  if (sentences > 0) return [];
  const text = 'Nothing was asked about these photos: there are no expressions to write.';
  return [{ kind: 'no-expressions', tone: 'error', count: 0, text }];
}

function leftOut(left: readonly Skipped[]): ExportCheck[] {
  const [first] = left;
  if (first === undefined) return [];
  const text =
    left.length === 1 ? first.reason : `${left.length} questions are left out, such as: ${first.reason}`;
  const image = first.image === undefined ? {} : { image: first.image };
  return [{ kind: 'expression-left-out', tone: 'warning', count: left.length, text, ...image }];
}

interface RefsEntry {
  readonly objects: Expression['objects'];
  readonly sentences: readonly string[];
}

/** Expressions of a photo that mean the same objects, together; those that the shape cannot say are skipped. */
function entriesOf(
  plan: ExportPlan,
  image: PlannedImage,
  skip: (item: Skipped) => void,
): readonly RefsEntry[] {
  const entries = new Map<string, { objects: Expression['objects']; sentences: string[] }>();
  for (const { sentence, objects } of expressionsOf(plan, image, skip)) {
    if (plan.job.options.targets === 'one' && objects.length !== 1) {
      const count = objects.length === 0 ? 'nothing' : `${objects.length} objects`;
      skip({
        image: image.image.id,
        reason: `The question "${sentence}" means ${count}; RefCOCO allows one.`,
      });
      continue;
    }
    const key = objects.map(({ id }) => id).join('\n');
    const entry = entries.get(key) ?? { objects, sentences: [] };
    entry.sentences.push(sentence);
    entries.set(key, entry);
  }
  return [...entries.values()];
}

function* refRecords(
  plan: ExportPlan,
  ids: ReadonlyMap<ObjectId, number>,
  { skip, done }: ExportDesk,
): Generator<object, void> {
  let refId = 0;
  let sentenceId = 0;
  const single = plan.job.options.targets === 'one';
  for (const [index, image] of plan.images.entries()) {
    for (const { objects, sentences } of entriesOf(plan, image, skip)) {
      const annotations = objects.map(({ id }) => ids.get(id)!);
      const classes = objects.map(({ category }) => plan.indexOf.get(category)! + 1);
      const written = sentences.map((sent) => ({
        sent_id: ++sentenceId,
        sent,
        raw: sent,
        tokens: sent.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [],
      }));
      const targets = single
        ? { ann_id: annotations[0], category_id: classes[0] }
        : {
            ann_id: objects.length > 0 ? annotations : [-1],
            category_id: objects.length > 0 ? classes : [-1],
            no_target: objects.length === 0,
          };
      yield {
        ref_id: ++refId,
        image_id: index + 1,
        file_name: image.name,
        split: image.split,
        ...targets,
        sent_ids: written.map(({ sent_id }) => sent_id),
        sentences: written,
      };
    }
    done(image);
  }
}
