import { z } from 'zod';
import type { ProjectHoldings } from '../../document/project-summary.ts';

/** What a project's file `about` says, beside the project itself, so that listing needs to open none. */
export interface ProjectAbout extends ProjectHoldings {
  readonly name: string;
  readonly createdAt: number;
  readonly openedAt: number;
  readonly changedAt: number;
  /** Being removed: what is left of it is removed at the next listing. */
  readonly removed: boolean;
  /** When its making out of a bundle began, as long as that is not done. */
  readonly making?: number;
}

const count = z.number().int().nonnegative();

export const aboutSchema: z.ZodType<ProjectAbout> = z.object({
  name: z.string().max(1000),
  createdAt: z.number(),
  openedAt: z.number(),
  changedAt: z.number(),
  removed: z.boolean(),
  making: z.number().exactOptional(),
  photos: count,
  objects: count,
  photoBytes: count,
  cover: z.string().max(100).nullable(),
});
