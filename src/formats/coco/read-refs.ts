import { z } from 'zod';
import { StudioError } from '../../errors/studio-error.ts';
import { unionOfMasks } from '../../mask/boolean.ts';
import { emptyMask } from '../../mask/create-mask.ts';
import type { Mask } from '../../mask/mask.ts';
import { type CocoImage, cocoSchema, parseJson, parseWith } from './coco-schema.ts';
import { annotationMask, type CocoDataset, linkCoco } from './read-coco.ts';

const id = z.number().int();

const refsSchema = cocoSchema.extend({
  refs: z.array(
    z.object({
      ref_id: id,
      image_id: id,
      ann_id: z.union([z.array(id), id.transform((one) => [one])]).default([]),
      category_id: z.union([id, z.array(id)]).nullish(),
      sentences: z
        .array(z.object({ sent_id: id.optional(), sent: z.string().min(1) }))
        .min(1, 'has no sentence'),
      no_target: z.boolean().optional(),
      group: z.string().optional(),
    }),
  ),
});

/** One expression about one photo. */
export interface Reference {
  readonly refId: number;
  readonly image: CocoImage;
  readonly sentence: string;
  /** Annotations meant, empty when nothing in the photo is. */
  readonly annotations: readonly number[];
  readonly group: string;
}

export interface ReferringSet {
  readonly dataset: CocoDataset;
  readonly references: readonly Reference[];
}

/**
 * Reads a referring set: COCO instances plus `refs: [{ref_id, image_id, ann_id: [..], sentences: [{sent}], no_target?,
 * group?}]`, one reference for each sentence. gRefCOCO's `ann_id: [-1]` for nothing is understood. Throws StudioError
 * `format-invalid`, naming the place, also when a reference names a photo or annotation that is not in the file or on
 * another photo, or says both that it has targets and that it has none.
 */
export function readRefs(text: string, fileName: string): ReferringSet {
  const file = parseWith(refsSchema, parseJson(text, fileName), fileName);
  const dataset = linkCoco(file, fileName);
  const references = file.refs.flatMap((ref, i) => {
    const fail = (what: string) => new StudioError('format-invalid', `${fileName}: refs[${i}] ${what}.`);
    const image = dataset.images.get(ref.image_id);
    if (image === undefined) throw fail(`is about photo ${ref.image_id}, which is not in the file`);
    const targets = ref.ann_id.filter((target) => target !== -1);
    for (const target of targets) {
      const annotation = dataset.annotations.get(target);
      if (annotation === undefined) throw fail(`names annotation ${target}, which is not in the file`);
      if (annotation.image_id !== ref.image_id)
        throw fail(`names annotation ${target}, which is on another photo`);
    }
    const none = ref.no_target ?? targets.length === 0;
    if (none && targets.length > 0) throw fail('has no_target but names annotations');
    if (!none && targets.length === 0) throw fail('names no annotation but does not have no_target');
    return ref.sentences.map(
      ({ sent }): Reference => ({
        refId: ref.ref_id,
        image,
        sentence: sent,
        annotations: targets,
        group: ref.group ?? 'all',
      }),
    );
  });
  return { dataset, references };
}

/** The mask that a reference means: the union of its annotations, empty when it means nothing. */
export function referenceMask({ dataset }: ReferringSet, reference: Reference): Mask {
  const parts = reference.annotations.map((target) =>
    annotationMask(dataset, dataset.annotations.get(target)!),
  );
  const [first, ...rest] = parts;
  return first === undefined
    ? emptyMask(reference.image.width, reference.image.height)
    : unionOfMasks([first, ...rest]);
}
