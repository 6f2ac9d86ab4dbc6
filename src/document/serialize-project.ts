import { z } from 'zod';
import { StudioError } from '../errors/studio-error.ts';
import type { Turn } from './conversation.ts';
import type { ImageId, StudioDocument } from './document.ts';
import { categorySchema, imageIdSchema, imageSchema, objectSchema, turnSchema } from './document-schema.ts';
import { objectsOf } from './lookup.ts';
import { packValues, unpackValues } from './pack-values.ts';

/** Everything of a project but its photos. */
export interface ProjectContent {
  readonly document: StudioDocument;
  readonly conversations: ReadonlyMap<ImageId, readonly Turn[]>;
  readonly currentImage: ImageId | null;
}

const projectSchema = z.object({
  images: z.array(imageSchema),
  categories: z.array(categorySchema),
  currentImage: imageIdSchema.nullable(),
  objects: z.array(z.tuple([imageIdSchema, z.array(objectSchema)])),
  conversations: z.array(z.tuple([imageIdSchema, z.array(turnSchema)])),
});

/*
 * A project in one piece, photos aside. Equal content gives equal bytes, whatever way it came about. Readers throw
 * StudioError `format-invalid` or `mask-invalid` for bytes that their writer cannot have written.
 */

export function serializeProject({ document, conversations, currentImage }: ProjectContent): Uint8Array {
  const { images, categories } = document;
  const perImage = <T>(list: (image: ImageId) => readonly T[]) =>
    images.map(({ id }) => [id, list(id)] as const).filter(([, items]) => items.length > 0);
  return packValues({
    images,
    categories,
    currentImage,
    objects: perImage((image) => objectsOf(document, image)),
    conversations: perImage((image) => conversations.get(image) ?? []),
  });
}

export function deserializeProject(bytes: Uint8Array): ProjectContent {
  const { images, categories, currentImage, objects, conversations } = read(projectSchema, bytes);
  return {
    document: { images, categories, objects: new Map(objects) },
    conversations: new Map(conversations),
    currentImage,
  };
}

/** The document alone. */
export function serializeDocument(document: StudioDocument): Uint8Array {
  return serializeProject({ document, conversations: new Map(), currentImage: null });
}

export function deserializeDocument(bytes: Uint8Array): StudioDocument {
  return deserializeProject(bytes).document;
}

function read<T>(schema: z.ZodType<T>, bytes: Uint8Array): T {
  const result = schema.safeParse(unpackValues(bytes));
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new StudioError(
    'format-invalid',
    `Saved work cannot be read: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`,
    { cause: result.error },
  );
}
