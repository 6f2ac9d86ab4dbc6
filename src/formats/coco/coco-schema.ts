import { z } from 'zod';

/** Files of other tools number by text now and then; ids are only ever compared. */
export const cocoIdSchema = z.union([z.number().int(), z.string().min(1)]);
export type CocoId = z.infer<typeof cocoIdSchema>;

const side = z.number().int().positive();

export const cocoImageSchema = z.object({
  id: cocoIdSchema,
  file_name: z.string().min(1).optional(),
  /** LVIS names photos by address only. */
  coco_url: z.string().min(1).nullish(),
  width: side,
  height: side,
});

export const cocoCategorySchema = z.object({
  id: cocoIdSchema,
  name: z.string().min(1),
  supercategory: z.string().nullish(),
});

const ring = z
  .array(z.number())
  .refine(
    (values) => values.length >= 6 && values.length % 2 === 0,
    'a ring needs at least 3 corners, as x, y pairs',
  );

const runLengths = z.object({
  size: z.tuple([side, side]),
  counts: z.union([z.string(), z.array(z.number().int().nonnegative())]),
});

/** COCO's ways to write a mask: rings, run lengths as numbers, run lengths as a string. */
export const cocoSegmentationSchema = z.union([z.array(ring), runLengths]);

export const cocoAnnotationSchema = z.object({
  id: cocoIdSchema.optional(),
  image_id: cocoIdSchema,
  category_id: cocoIdSchema,
  segmentation: cocoSegmentationSchema.nullish(),
  /** [x, y, width, height] */
  bbox: z.array(z.number()).nullish(),
  iscrowd: z.union([z.literal(0), z.literal(1), z.boolean()]).nullish(),
  score: z.number().nullish(),
  attributes: z.record(z.string(), z.unknown()).nullish(),
});

export type CocoSegmentation = z.infer<typeof cocoSegmentationSchema>;
export type CocoAnnotation = z.infer<typeof cocoAnnotationSchema>;
