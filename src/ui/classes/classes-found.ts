import type { Category } from '../../document/document.ts';
import { categoryKey } from '../../document/lookup.ts';

/** The classes of which a name, synonym or supercategory contains what was typed, in their order. */
export function classesFound(categories: readonly Category[], typed: string): readonly Category[] {
  const wanted = categoryKey(typed);
  if (wanted === '') return categories;
  return categories.filter(({ name, supercategory = '', synonyms = [] }) =>
    [name, supercategory, ...synonyms].some((word) => categoryKey(word).includes(wanted)),
  );
}
