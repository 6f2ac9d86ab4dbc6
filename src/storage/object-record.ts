import { z } from 'zod';
import type {
  CategoryId,
  ObjectId,
  Provenance,
  RawCanvas,
  SegmentedObject,
  TurnId,
} from '../document/document.ts';
import { attributesSchema } from '../document/document-schema.ts';
import { StudioError } from '../errors/studio-error.ts';
import { deserializeMask, serializeMask } from '../mask/serialize-mask.ts';
import { boxSchema, bytesSchema, idSchema, ownBytes } from './stored-values.ts';

const canvasSchema: z.ZodType<RawCanvas> = z.object({ box: boxSchema, cells: bytesSchema });

const provenanceSchema: z.ZodType<Provenance> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('drawn') }),
  z.object({ kind: z.literal('imported'), source: z.string() }),
  z.object({
    kind: z.literal('model'),
    turn: idSchema<TurnId>(),
    prompt: z.string(),
    reference: z.string(),
    model: z.string(),
    maskConfidence: z.number(),
    boxConfidence: z.number(),
    partial: z.boolean(),
  }),
]);

/** Everything of an object, its mask as bytes. */
const recordSchema = z.object({
  id: idSchema<ObjectId>(),
  category: idSchema<CategoryId>(),
  mask: bytesSchema,
  canvas: canvasSchema.nullable(),
  provenance: provenanceSchema,
  edited: z.boolean(),
  visible: z.boolean(),
  locked: z.boolean(),
  attributes: attributesSchema,
});

export function writeObject(object: SegmentedObject): z.infer<typeof recordSchema> {
  const { canvas } = object;
  return {
    ...object,
    mask: serializeMask(object.mask),
    canvas: canvas && { box: canvas.box, cells: ownBytes(canvas.cells) },
  };
}

/** Throws StudioError `storage-failed` or `mask-invalid`, saying what is wrong, for what `writeObject` did not write. */
export function readObject(
  record: unknown,
  photo: { readonly width: number; readonly height: number },
): SegmentedObject {
  const read = recordSchema.safeParse(record);
  if (!read.success)
    throw new StudioError('storage-failed', `its "${read.error.issues[0]?.path.join('.')}" is damaged`, {
      cause: read.error,
    });
  const mask = deserializeMask(read.data.mask);
  if (mask.width !== photo.width || mask.height !== photo.height)
    throw new StudioError('mask-invalid', 'its mask has another size than the photo');
  return { ...read.data, mask };
}
