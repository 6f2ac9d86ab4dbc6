import { z } from 'zod';
import { cocoIdSchema } from '../coco/coco-schema.ts';

/** An entry of `refs`, as RefCOCO (`ann_id` one id) and gRefCOCO (a list, `[-1]` or `no_target` for nothing) have it. */
export const refSchema = z.object({
  ref_id: cocoIdSchema,
  image_id: cocoIdSchema,
  ann_id: z.union([z.array(cocoIdSchema), cocoIdSchema.transform((id) => [id])]).default([]),
  sentences: z.array(z.object({ sent: z.string().min(1) })).min(1, 'has no sentence'),
  no_target: z.boolean().optional(),
  group: z.string().optional(),
});

export type RefEntry = z.infer<typeof refSchema>;

/** The annotations that an entry means, without gRefCOCO's mark for nothing. */
export function targetsOf({ ann_id }: RefEntry): RefEntry['ann_id'] {
  return ann_id.filter((id) => id !== -1);
}

/** What contradicts itself in an entry, as a sentence, or null. */
export function refFault(ref: RefEntry): string | null {
  const targets = targetsOf(ref).length;
  if (ref.no_target === true && targets > 0) return 'It has no_target but names annotations.';
  if (ref.no_target === false && targets === 0)
    return 'It names no annotation but says that it has a target.';
  return null;
}
