import { z } from 'zod';

/** `masks.json`: which PNG is which object of which photo. */
export const maskListSchema = z.object({
  kind: z.enum(['binary', 'alpha', 'indexed']),
  /** Class of each index, for `indexed`; the first is background. */
  classes: z.array(z.string()).optional(),
  photos: z.array(z.unknown()),
});

/** Paths of PNGs are relative to `masks.json`. */
export const maskPhotoSchema = z.object({
  photo: z.string().min(1),
  /** For `indexed`. */
  mask: z.string().min(1).optional(),
  objects: z.array(z.object({ mask: z.string().min(1), class: z.string() })).optional(),
});

export type MaskPhoto = z.infer<typeof maskPhotoSchema>;
export const maskListName = 'masks.json';
