import type { ExportCheck } from './export-check.ts';
import type { ExportPlan } from './export-plan.ts';

/**
 * Tells of photos without objects, and what becomes of them: `one` goes on after "1 photo has no objects", `many` after
 * "n photos have no objects".
 */
export function bareCheck({ images }: ExportPlan, one: string, many: string): ExportCheck[] {
  const bare = images.filter(({ objects }) => objects.length === 0);
  if (bare.length === 0 || bare.length === images.length) return [];
  const text =
    bare.length === 1 ? `1 photo has no objects${one}` : `${bare.length} photos have no objects${many}`;
  const image = bare[0]!.image.id;
  return [{ kind: 'image-without-objects', tone: 'warning', count: bare.length, text, image }];
}
