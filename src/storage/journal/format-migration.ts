import { newerVersion } from './head-file.ts';

/** Brings the content of a record from one version of the format to the next, as plain data. */
export type Migration = (content: unknown) => unknown;

/** Every change of the format there was, oldest first: the first leads from version 1 to 2. Added to, never changed. */
export const migrations: readonly Migration[] = [
  // 2: what is read of a photo may also say that it is no longer linked. What was before says nothing of it.
  (content) => content,
  // 3: classes can be moved in their list. Nothing before moves one.
  (content) => content,
];

/** The version that this code writes; it reads every one up to it. */
export function formatVersion(steps: readonly Migration[]): number {
  return steps.length + 1;
}

/** The content of a record of any version as this code knows it. Throws StudioError `storage-newer`. */
export function migrate(content: unknown, version: number, steps: readonly Migration[]): unknown {
  if (version > formatVersion(steps)) throw newerVersion();
  return steps.slice(version - 1).reduce((value, step) => step(value), content);
}
