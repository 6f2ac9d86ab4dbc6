import { z } from 'zod';
import type { Ring } from '../../mask/polygon.ts';

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

/** Masks are most of a file; numbers are checked in one go, since a schema for each would take longer than reading. */
const ring = z.custom<number[]>((value) => isNumbers(value) && value.length >= 6 && value.length % 2 === 0);

const runLengths = z.object({
  size: z.tuple([side, side]),
  counts: z.union([
    z.string(),
    z.custom<number[]>(
      (value) => isNumbers(value) && value.every((count) => Number.isInteger(count) && count >= 0),
    ),
  ]),
});

function isNumbers(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'number' && Number.isFinite(item));
}

/** COCO's ways to write a mask: rings, run lengths as numbers, run lengths as a string. */
const cocoSegmentationSchema = z.union(
  [z.array(ring), runLengths],
  'a mask is a list of rings, each of at least 3 corners as x, y pairs, or run lengths with their size',
);

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

/** Rings, or run lengths. */
export type CocoSegmentation = readonly Ring[] | z.infer<typeof runLengths>;
export type CocoAnnotation = Omit<z.infer<typeof cocoAnnotationSchema>, 'segmentation'> & {
  readonly segmentation?: CocoSegmentation | null | undefined;
};
