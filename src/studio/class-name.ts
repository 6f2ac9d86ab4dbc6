import type { Category, StudioDocument } from '../document/document.ts';
import { categoryByWord, categoryKey, nextColour } from '../document/lookup.ts';

const leading = /^(?:the|a|an|this|that|each|every|all the|all|my|some)\s+/iu;

/** The class that a model's reference names: articles go, the rest is kept in lower case. "The black dog" -> "black dog". */
export function classNameOf(reference: string): string {
  const words = reference.normalize('NFC').trim().replace(/\s+/gu, ' ').replace(leading, '').toLowerCase();
  return words === '' ? 'object' : words;
}

/**
 * The project's class for a reference: the one of that name, else the one with that synonym, else one that ends it as
 * its head noun ("black dog" is a dog where there is a class dog, and so is "black puppy" where puppy is a synonym of
 * it), else the one that was asked for, else a new one with the next colour and the id given.
 *
 * @param asked the one thing that the question named, if it named one: people who asked for the puppy and have a class
 *   for it don't want another one because the model says "animal"
 */
export function categoryFor(
  document: StudioDocument,
  reference: string,
  newId: () => string,
  asked: string | null = null,
): { readonly category: Category; readonly isNew: boolean } {
  const name = classNameOf(reference);
  const known =
    categoryByWord(document, name) ??
    document.categories.find((category) => isHeadOf(category, name)) ??
    (asked === null ? undefined : categoryByWord(document, asked));
  if (known) return { category: known, isNew: false };
  const category: Category = { id: newId() as Category['id'], name, colour: nextColour(document) };
  return { category, isNew: true };
}

function isHeadOf({ name, synonyms = [] }: Category, reference: string): boolean {
  return [name, ...synonyms].some((word) => reference.endsWith(` ${categoryKey(word)}`));
}
