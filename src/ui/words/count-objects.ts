import type { StudioDocument } from '../../document/document.ts';

export function countObjects({ objects }: StudioDocument): number {
  let count = 0;
  for (const list of objects.values()) count += list.length;
  return count;
}
