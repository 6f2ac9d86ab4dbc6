import { z } from 'zod';
import { commandSchema } from './command-schema.ts';
import type { Turn } from './conversation.ts';
import {
  imageIdSchema,
  imageShape,
  patchSchema,
  turnIdSchema,
  turnSchema,
  turnShape,
} from './document-schema.ts';
import type { PhotoFacts, ProjectEvent } from './project-event.ts';

const factsSchema = imageShape
  .pick({ sha256: true, bytes: true, mediaType: true, link: true })
  .partial() as unknown as z.ZodType<PhotoFacts>;

/** One entry a kind, so that a new kind of event can't be forgotten here. */
const schemas = {
  step: z.object({
    kind: z.literal('step'),
    name: z.string(),
    command: commandSchema,
    forget: z.number().int().nonnegative(),
  }),
  move: z.object({ kind: z.literal('move'), by: z.number().int() }),
  'turn-added': z.object({ kind: z.literal('turn-added'), image: imageIdSchema, turn: turnSchema }),
  'turn-changed': z.object({
    kind: z.literal('turn-changed'),
    image: imageIdSchema,
    turn: turnIdSchema,
    patch: patchSchema<Turn>(turnShape),
  }),
  'turn-removed': z.object({ kind: z.literal('turn-removed'), image: imageIdSchema, turn: turnIdSchema }),
  'photo-read': z.object({
    kind: z.literal('photo-read'),
    image: imageIdSchema,
    facts: factsSchema,
    clear: z.array(z.literal('link')).exactOptional(),
  }),
  show: z.object({ kind: z.literal('show'), image: imageIdSchema.nullable() }),
} satisfies {
  readonly [Kind in ProjectEvent['kind']]: z.ZodType<Extract<ProjectEvent, { readonly kind: Kind }>>;
};

type Schema = (typeof schemas)[keyof typeof schemas];

/** An event as it comes back from a disk or from another machine. */
export const eventSchema: z.ZodType<ProjectEvent> = z.discriminatedUnion(
  'kind',
  Object.values(schemas) as [Schema, ...Schema[]],
);
