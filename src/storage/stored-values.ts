import { z } from 'zod';
import type { Place } from '../mask/place.ts';
import type { Box } from '../mask/space.ts';

/** Shapes that several records share. */
export const boxSchema: z.ZodType<Box<'canvas'>> = z.object({
  x1: z.number(),
  y1: z.number(),
  x2: z.number(),
  y2: z.number(),
});

export const placeSchema: z.ZodType<Place<'canvas'>> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('point'), x: z.number(), y: z.number() }),
  z.object({ kind: z.literal('box'), box: boxSchema }),
]);

export const bytesSchema: z.ZodType<Uint8Array> = z.instanceof(Uint8Array);

/** An id as the document brands it. */
export function idSchema<Id extends string>(): z.ZodType<Id> {
  return z.string().min(1) as unknown as z.ZodType<Id>;
}

/** Bytes that share no buffer with others: a structured clone copies the whole buffer of a view. */
export function ownBytes(bytes: Uint8Array): Uint8Array {
  return bytes.byteLength === bytes.buffer.byteLength ? bytes : bytes.slice();
}
