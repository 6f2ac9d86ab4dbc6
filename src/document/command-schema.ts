import { z } from 'zod';
import type { Command } from './command.ts';
import type { Category, ImageRecord, SegmentedObject } from './document.ts';
import {
  categoryIdSchema,
  categorySchema,
  categoryShape,
  imageIdSchema,
  imageSchema,
  imageShape,
  objectIdSchema,
  objectSchema,
  objectShape,
  patchSchema,
} from './document-schema.ts';

const gap = z.number().int().nonnegative();

/** One entry a command, so that a new kind of command can't be forgotten here. */
const schemas = {
  'add-images': z.object({ kind: z.literal('add-images'), images: z.array(imageSchema), at: gap }),
  'remove-images': z.object({ kind: z.literal('remove-images'), images: z.array(imageIdSchema) }),
  'restore-images': z.object({
    kind: z.literal('restore-images'),
    entries: z.array(z.object({ at: gap, image: imageSchema, objects: z.array(objectSchema) })),
  }),
  'update-image': z.object({
    kind: z.literal('update-image'),
    image: imageIdSchema,
    patch: patchSchema<ImageRecord>(imageShape),
    clear: z.array(z.enum(['credit', 'review', 'link'])).exactOptional(),
  }),
  'add-categories': z.object({
    kind: z.literal('add-categories'),
    categories: z.array(categorySchema),
    at: gap,
  }),
  'remove-categories': z.object({
    kind: z.literal('remove-categories'),
    categories: z.array(categoryIdSchema),
  }),
  'update-category': z.object({
    kind: z.literal('update-category'),
    category: categoryIdSchema,
    patch: patchSchema<Category>(categoryShape),
    clear: z.array(z.enum(['supercategory', 'shortcut', 'synonyms'])).exactOptional(),
  }),
  'move-category': z.object({ kind: z.literal('move-category'), category: categoryIdSchema, to: gap }),
  'add-objects': z.object({
    kind: z.literal('add-objects'),
    image: imageIdSchema,
    entries: z.array(z.object({ at: gap, object: objectSchema })),
  }),
  'remove-objects': z.object({
    kind: z.literal('remove-objects'),
    image: imageIdSchema,
    objects: z.array(objectIdSchema),
  }),
  'update-object': z.object({
    kind: z.literal('update-object'),
    image: imageIdSchema,
    object: objectIdSchema,
    patch: patchSchema<SegmentedObject>(objectShape),
  }),
  'move-object': z.object({
    kind: z.literal('move-object'),
    image: imageIdSchema,
    object: objectIdSchema,
    to: gap,
  }),
  batch: z.object({
    kind: z.literal('batch'),
    commands: z.array(z.lazy((): z.ZodType<Command> => commandSchema)),
  }),
} satisfies { readonly [Kind in Command['kind']]: z.ZodType<Extract<Command, { readonly kind: Kind }>> };

type Schema = (typeof schemas)[keyof typeof schemas];

export const commandSchema: z.ZodType<Command> = z.discriminatedUnion(
  'kind',
  Object.values(schemas) as [Schema, ...Schema[]],
);
