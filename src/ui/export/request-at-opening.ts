import type { StudioDocument } from '../../document/document.ts';
import { reviewStatus } from '../../document/lookup.ts';
import { type ExportRequest, startRequest } from '../../studio/exchange/export-request.ts';

/**
 * What was chosen last, as far as the project that is open now has it: photos that are selected are meant, and what
 * was chosen of another project's classes is no choice among these.
 *
 * @param selected how many photos are selected in the strip
 */
export function requestAtOpening(
  last: ExportRequest,
  document: StudioDocument,
  selected: number,
): ExportRequest {
  return { ...last, images: imagesOf(last, document, selected), categories: categoriesOf(last, document) };
}

function imagesOf(
  { images }: ExportRequest,
  document: StudioDocument,
  selected: number,
): ExportRequest['images'] {
  if (selected > 0) return 'selected';
  if (images === 'selected') return startRequest.images;
  const none =
    images === 'reviewed' && !document.images.some((image) => reviewStatus(document, image) === 'reviewed');
  return none ? startRequest.images : images;
}

function categoriesOf({ categories }: ExportRequest, document: StudioDocument): ExportRequest['categories'] {
  if (categories === null) return null;
  const known = document.categories.map(({ id }) => id).filter((id) => categories.has(id));
  return known.length === 0 || known.length === document.categories.length ? null : new Set(known);
}
