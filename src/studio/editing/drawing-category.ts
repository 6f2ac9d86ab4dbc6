import type { Category, CategoryId, StudioDocument } from '../../document/document.ts';
import { categoryFor } from '../class-name.ts';

/**
 * The class of an object that is drawn: the chosen one, while the project has it, else "object", which is made when
 * there is none.
 */
export function drawingCategory(
  document: StudioDocument,
  chosen: CategoryId | null,
  newId: () => string,
): { readonly category: Category; readonly isNew: boolean } {
  // It may have left the project since.
  const category = document.categories.find(({ id }) => id === chosen);
  return category ? { category, isNew: false } : categoryFor(document, 'object', newId);
}
