import type { CategoryId, StudioDocument } from './document.ts';

export interface ClassUse {
  readonly objects: number;
  /** Photos with at least one of them. */
  readonly photos: number;
}

/** How much each class is used; one that is not used isn't in the map. */
export function classUses({ objects }: Pick<StudioDocument, 'objects'>): ReadonlyMap<CategoryId, ClassUse> {
  const uses = new Map<CategoryId, { objects: number; photos: number }>();
  for (const list of objects.values()) {
    const here = new Set<CategoryId>();
    for (const { category } of list) {
      const use = uses.get(category) ?? { objects: 0, photos: 0 };
      uses.set(category, use);
      use.objects += 1;
      if (!here.has(category)) use.photos += 1;
      here.add(category);
    }
  }
  return uses;
}
