import { z } from 'zod';
import type { Turn, TurnOutcome } from '../document/conversation.ts';
import type { ObjectId, TurnId } from '../document/document.ts';
import { StudioError } from '../errors/studio-error.ts';
import { boxSchema, bytesSchema, idSchema, ownBytes, placeSchema } from './stored-values.ts';

const outcomeSchema: z.ZodType<TurnOutcome> = z.discriminatedUnion('kind', [
  z.object({ kind: z.enum(['queued', 'running', 'done', 'none-found', 'interrupted']) }),
  z.object({ kind: z.literal('stopped'), kept: z.boolean() }),
  z.object({ kind: z.literal('repaired'), repairs: z.array(z.string()) }),
  z.object({ kind: z.literal('failed'), code: z.string(), message: z.string() }),
  z.object({ kind: z.literal('command'), message: z.string() }),
]);

const recordSchema: z.ZodType<Turn> = z.object({
  id: idSchema<TurnId>(),
  prompt: z.string(),
  place: z.exactOptional(placeSchema),
  askedAt: z.number(),
  outcome: outcomeSchema,
  tokens: z.array(
    z.object({ id: z.number(), text: z.string(), logProbability: z.number().nullable(), ms: z.number() }),
  ),
  words: z.string(),
  objects: z.array(idSchema<ObjectId>()),
  ghost: bytesSchema.nullable(),
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
  drafts: z.exactOptional(z.array(z.object({ label: z.string(), box: boxSchema, cells: bytesSchema }))),
});

export function writeTurn(turn: Turn): Turn {
  const { ghost, drafts } = turn;
  return {
    ...turn,
    ghost: ghost && ownBytes(ghost),
    ...(drafts ? { drafts: drafts.map((draft) => ({ ...draft, cells: ownBytes(draft.cells) })) } : {}),
  };
}

/** Throws StudioError `storage-failed`, saying what is wrong, for what `writeTurn` did not write. */
export function readTurn(record: unknown): Turn {
  const read = recordSchema.safeParse(record);
  if (read.success) return read.data;
  throw new StudioError('storage-failed', `its "${read.error.issues[0]?.path.join('.')}" is damaged`, {
    cause: read.error,
  });
}
