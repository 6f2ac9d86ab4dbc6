import { z } from 'zod';
import { StudioError } from '../../errors/studio-error.ts';

const id = z.number().int();
const size = z.number().int().positive();

const ring = z
  .array(z.number())
  .refine(
    (values) => values.length >= 6 && values.length % 2 === 0,
    'a ring needs at least 3 corners, as x, y pairs',
  );

const segmentation = z.union([
  z.array(ring),
  z.object({
    size: z.tuple([z.number().int().positive(), z.number().int().positive()]),
    counts: z.union([z.string(), z.array(z.number().int().nonnegative())]),
  }),
]);

/** COCO instances, as far as it is read; other keys are ignored. */
export const cocoSchema = z.object({
  images: z.array(z.object({ id, file_name: z.string().min(1), width: size, height: size })),
  categories: z
    .array(z.object({ id, name: z.string().min(1), supercategory: z.string().nullish() }))
    .default([]),
  annotations: z.array(
    z.object({
      id,
      image_id: id,
      category_id: id,
      segmentation: segmentation.optional(),
      bbox: z.tuple([z.number(), z.number(), z.number(), z.number()]).optional(),
      iscrowd: z.union([z.literal(0), z.literal(1), z.boolean()]).optional(),
      attributes: z.record(z.string(), z.unknown()).optional(),
    }),
  ),
});

export type CocoFile = z.infer<typeof cocoSchema>;
export type CocoImage = CocoFile['images'][number];
export type CocoAnnotation = CocoFile['annotations'][number];

/**
 * Checks data from outside against a schema. Throws StudioError `format-invalid` that names the file and says, in
 * words, where the first problems are.
 */
export function parseWith<T>(schema: z.ZodType<T>, data: unknown, fileName: string): T {
  const result = schema.safeParse(data);
  if (result.success) return result.data;
  const shown = result.error.issues.slice(0, 3).map((issue) => `${pathOf(issue.path)}: ${issue.message}`);
  const more = result.error.issues.length > 3 ? `; and ${result.error.issues.length - 3} more` : '';
  throw new StudioError('format-invalid', `${fileName} is not as expected. ${shown.join('; ')}${more}.`, {
    cause: result.error,
  });
}

/** JSON text to data. Throws StudioError `format-invalid`. */
export function parseJson(text: string, fileName: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new StudioError('format-invalid', `${fileName} is not JSON: ${String(cause)}`, { cause });
  }
}

function pathOf(path: readonly PropertyKey[]): string {
  if (path.length === 0) return 'the whole file';
  return path
    .map((key, i) => (typeof key === 'number' ? `[${key}]` : `${i > 0 ? '.' : ''}${String(key)}`))
    .join('');
}
