import { z } from 'zod';
import type { Mask } from '../mask/mask.ts';
import type { Turn } from './conversation.ts';
import type {
  Category,
  CategoryId,
  ImageId,
  ImageRecord,
  ObjectId,
  SegmentedObject,
  TurnId,
} from './document.ts';
import { isMask } from './pack-values.ts';
import { paletteSize } from './palette-size.ts';

/** Shapes of saved work: what comes from a disk is checked before it is believed. Unknown keys are left out. */
const branded = <Id extends string>() => z.custom<Id>((value) => typeof value === 'string' && value !== '');
export const imageIdSchema = branded<ImageId>();
export const categoryIdSchema = branded<CategoryId>();
export const objectIdSchema = branded<ObjectId>();
export const turnIdSchema = branded<TurnId>();
const cellsSchema = z.custom<Uint8Array>((value) => value instanceof Uint8Array && value.length === 4096);

export const imageShape = z.object({
  id: imageIdSchema,
  name: z.string(),
  width: z.number().int().positive(),
  height: z.number().int().positive(),
  bytes: z.number(),
  mediaType: z.string(),
  sha256: z.string(),
  addedAt: z.number(),
  credit: z.string().exactOptional(),
  review: z.enum(['open', 'reviewed', 'needs-look']).exactOptional(),
  link: z.object({ folder: z.string(), path: z.string(), modifiedAt: z.number() }).exactOptional(),
});
export const imageSchema: z.ZodType<ImageRecord> = imageShape;

export const categoryShape = z.object({
  id: categoryIdSchema,
  name: z.string().min(1),
  colour: z
    .number()
    .int()
    .min(0)
    .max(paletteSize - 1),
  supercategory: z.string().exactOptional(),
  shortcut: z.string().exactOptional(),
  synonyms: z.array(z.string()).exactOptional(),
});
export const categorySchema: z.ZodType<Category> = categoryShape;

const pointSchema = z.object({ kind: z.literal('point'), x: z.number(), y: z.number() });
const canvasBoxSchema = z.object({ x1: z.number(), y1: z.number(), x2: z.number(), y2: z.number() });

const provenanceSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('drawn') }),
  z.object({ kind: z.literal('imported'), source: z.string() }),
  z.object({
    kind: z.literal('model'),
    turn: turnIdSchema,
    prompt: z.string(),
    reference: z.string(),
    model: z.string(),
    maskConfidence: z.number(),
    boxConfidence: z.number(),
    partial: z.boolean(),
  }),
]);

/** Not `z.record`, which leaves out an entry named `__proto__`: people may call an attribute what they like. */
const attributesSchema = z.custom<SegmentedObject['attributes']>(
  (value) =>
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.values(value).every((text) => typeof text === 'string'),
);

export const objectShape = z.object({
  id: objectIdSchema,
  category: categoryIdSchema,
  mask: z.custom<Mask>(isMask),
  canvas: z.object({ box: canvasBoxSchema, cells: cellsSchema }).nullable(),
  provenance: provenanceSchema,
  edited: z.boolean(),
  visible: z.boolean(),
  locked: z.boolean(),
  attributes: attributesSchema,
});
export const objectSchema: z.ZodType<SegmentedObject> = objectShape;

const outcomeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('queued') }),
  z.object({ kind: z.literal('running') }),
  z.object({ kind: z.literal('done') }),
  z.object({ kind: z.literal('none-found') }),
  z.object({ kind: z.literal('stopped'), kept: z.boolean() }),
  z.object({ kind: z.literal('repaired'), repairs: z.array(z.string()) }),
  z.object({ kind: z.literal('failed'), code: z.string(), message: z.string() }),
  z.object({ kind: z.literal('command'), message: z.string() }),
  z.object({ kind: z.literal('interrupted') }),
]);

export const turnShape = z.object({
  id: turnIdSchema,
  prompt: z.string(),
  place: z
    .discriminatedUnion('kind', [pointSchema, z.object({ kind: z.literal('box'), box: canvasBoxSchema })])
    .exactOptional(),
  askedAt: z.number(),
  outcome: outcomeSchema,
  tokens: z.array(
    z.object({ id: z.number(), text: z.string(), logProbability: z.number().nullable(), ms: z.number() }),
  ),
  words: z.string(),
  objects: z.array(objectIdSchema),
  ghost: cellsSchema.nullable(),
  timing: z
    .object({
      encode: z.number(),
      ghost: z.number().nullable(),
      firstBox: z.number().nullable(),
      total: z.number(),
      steps: z.number(),
      tokens: z.number(),
    })
    .nullable(),
  drafts: z.array(z.object({ label: z.string(), box: canvasBoxSchema, cells: cellsSchema })).exactOptional(),
});
export const turnSchema: z.ZodType<Turn> = turnShape;

/** Some of the values of a record but its id. Packed values hold no `undefined`, so optional here means absent. */
export function patchSchema<T extends { readonly id: string }>(
  shape: z.ZodObject<{ id: z.ZodType }>,
): z.ZodType<Partial<Omit<T, 'id'>>> {
  return shape.omit({ id: true }).partial() as unknown as z.ZodType<Partial<Omit<T, 'id'>>>;
}
