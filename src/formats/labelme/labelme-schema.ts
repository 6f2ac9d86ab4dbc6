import { z } from 'zod';

/** A finite number that is no further out than any photo: larger ones are slips or attacks. */
const coordinate = z.number().min(-1e7).max(1e7);

/** One file a photo. Sizes are missing in files of older versions. */
export const labelmeFileSchema = z.object({
  imagePath: z.string().min(1),
  imageHeight: z.number().int().positive().nullish(),
  imageWidth: z.number().int().positive().nullish(),
  shapes: z.array(z.unknown()),
});

export const labelmeShapeSchema = z.object({
  label: z.string(),
  points: z.array(z.tuple([coordinate, coordinate])).min(1),
  shape_type: z.string().nullish(),
  group_id: z.union([z.number(), z.string()]).nullish(),
  description: z.string().nullish(),
  flags: z.record(z.string(), z.boolean()).nullish(),
  /** Base64 of a PNG that fills the box between the two points, both ends included. */
  mask: z.string().nullish(),
  /** Our own: labelme keeps keys that it does not know. */
  attributes: z.record(z.string(), z.string()).nullish(),
});

export type LabelmeShape = z.infer<typeof labelmeShapeSchema>;
