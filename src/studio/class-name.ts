import type { Category, StudioDocument } from '../document/document.ts';
import { categoryByName, categoryBySynonym, nextColour } from '../document/lookup.ts';

const leading = /^(?:the|a|an|this|that|each|every|all the|all|my|some)\s+/iu;

/** The class that a model's reference names: articles go, the rest is kept in lower case. "The black dog" -> "black dog". */
export function classNameOf(reference: string): string {
  const words = reference.normalize('NFC').trim().replace(/\s+/gu, ' ').replace(leading, '').toLowerCase();
  return words === '' ? 'object' : words;
}

/**
 * The project's class for a reference: the one of that name, else the one with that synonym, else one that ends it as
 * its head noun ("black dog" is a dog where there is a class dog), else a new one with the next colour and the id given.
 */
export function categoryFor(
  document: StudioDocument,
  reference: string,
  newId: () => string,
): { readonly category: Category; readonly isNew: boolean } {
  const name = classNameOf(reference);
  const known =
    categoryByName(document, name) ??
    categoryBySynonym(document, name) ??
    document.categories.find((category) => name.endsWith(` ${category.name.toLowerCase()}`));
  if (known) return { category: known, isNew: false };
  const category: Category = { id: newId() as Category['id'], name, colour: nextColour(document) };
  return { category, isNew: true };
}
