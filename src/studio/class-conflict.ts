import type { Category, CategoryId, StudioDocument } from '../document/document.ts';
import { categoryByName, categoryBySynonym, categoryKey } from '../document/lookup.ts';

/** What a class would be called, and by which key: the parts that no two classes may share. */
export type ClassWords = Partial<Pick<Category, 'name' | 'shortcut' | 'synonyms'>>;

/**
 * Why a class cannot have these words, with what to do; null when it can. A word leads to one class only, be it by
 * name or by synonym. `id` is the class that is to have them, null for a new one.
 */
export function classConflict(
  document: StudioDocument,
  id: CategoryId | null,
  { name, shortcut, synonyms = [] }: ClassWords,
): string | null {
  if (name !== undefined) {
    if (categoryKey(name) === '') return 'A class needs a name.';
    const namesake = categoryByName(document, name);
    if (namesake && namesake.id !== id)
      return `There is a class “${namesake.name}” already. Merge the two to make them one.`;
    const other = categoryBySynonym(document, name);
    if (other && other.id !== id)
      return `“${name}” is a synonym of ${other.name}. Take it away there to use it as a name.`;
  }
  for (const word of synonyms) {
    const namesake = categoryByName(document, word);
    if (namesake && namesake.id !== id)
      return `“${word}” is a class of its own. Merge it into this one to make it a synonym.`;
    const other = categoryBySynonym({ ...document, categories: others(document, id) }, word);
    if (other) return `“${word}” is a synonym of ${other.name} already.`;
  }
  if (shortcut === undefined) return null;
  const owner = others(document, id).find((known) => sameKey(known.shortcut, shortcut));
  return owner ? `${shortcut.toUpperCase()} is the key of ${owner.name} already.` : null;
}

function others({ categories }: StudioDocument, id: CategoryId | null): readonly Category[] {
  return categories.filter((category) => category.id !== id);
}

function sameKey(one: string | undefined, other: string): boolean {
  return one?.toLowerCase() === other.toLowerCase();
}
