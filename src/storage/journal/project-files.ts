import { z } from 'zod';
import type { SyncFile } from './sync-file.ts';

/**
 * The files of a project, its photos aside. Generation g is snapshot and journal g % 2: the snapshot is the project as it
 * was when journal g began, so snapshot g with journals g, g + 1, ... gives the project of now, and the generation
 * before stays until the next one needs its place. `head` names the newest whole snapshot and the writer.
 */
export interface ProjectFiles {
  readonly head: SyncFile;
  readonly snapshots: readonly [SyncFile, SyncFile];
  readonly journals: readonly [SyncFile, SyncFile];
}

export interface Head {
  readonly generation: number;
  /** Counts the tabs that have written: one that finds a higher number than its own has lost the project. */
  readonly epoch: number;
}

const count = z.number().int().nonnegative();
export const headSchema: z.ZodType<Head> = z.object({ generation: count, epoch: count });

/**
 * First record of a journal: which one it is, and whether the project held nothing when it began. Its sequence is that
 * of the last event before it.
 */
export const journalStartSchema = z.object({
  kind: z.literal('journal'),
  generation: count,
  fromNothing: z.boolean(),
});

/** First and last record of a snapshot. `sequence` is that of the last event in it. */
export const snapshotStartSchema = z.object({
  kind: z.literal('snapshot'),
  generation: count,
  sequence: count,
});
export const snapshotEndSchema = z.object({ kind: z.literal('end'), records: count });

export function snapshotFile(files: ProjectFiles, generation: number): SyncFile {
  return files.snapshots[generation % 2 === 0 ? 0 : 1];
}

export function journalFile(files: ProjectFiles, generation: number): SyncFile {
  return files.journals[generation % 2 === 0 ? 0 : 1];
}
