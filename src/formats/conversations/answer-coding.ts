import { z } from 'zod';
import { type Descriptor, type DescriptorKind, descriptorOf } from '../../text4seg/descriptor.ts';

/** What a record says about how its answers are written, under the key `text4seg`; trainers pass over it. */
export interface AnswerCoding {
  readonly descriptor: DescriptorKind;
  readonly grid: number;
  readonly bins: number;
  readonly edges: 'half-open' | 'inclusive';
}

const side = z.number().int().min(2).max(128);

export const answerCodingSchema: z.ZodType<AnswerCoding> = z.object({
  descriptor: z.enum(['bricks', 'runs', 'i-sd', 'i-rle', 'r-rle']),
  grid: side,
  bins: side,
  edges: z.enum(['half-open', 'inclusive']),
});

/** The word for background where runs are written as text. */
const backgroundLabel = 'others';

export function descriptorFor({ descriptor, grid, bins, edges }: AnswerCoding): Descriptor {
  return descriptorOf(descriptor, grid, { box: { bins, edges }, background: [backgroundLabel] });
}

/** How answers may be written whose record does not say: the papers' forms, those that fit most often first. */
export function likelyCodings(text: string): readonly AnswerCoding[] {
  const box = { bins: 64, edges: 'half-open' } as const;
  const over = (kinds: readonly DescriptorKind[], grids: readonly number[]) =>
    grids.flatMap((grid) => kinds.map((descriptor): AnswerCoding => ({ descriptor, grid, ...box })));
  if (!text.includes('<seg>')) return over(['bricks'], [64]);
  if (/<seg>\s*[fb]g\d/u.test(text)) return over(['bricks'], [64, 32, 16]);
  if (text.includes('<box>')) return over(['runs'], [64, 32, 16]);
  return over(['r-rle', 'i-rle', 'i-sd'], [16, 32, 64]);
}
