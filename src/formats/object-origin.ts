import type { SegmentedObject } from '../document/document.ts';

/** Where an object came from, as plain values for formats that hold attributes. */
export function objectOrigin(object: SegmentedObject): Readonly<Record<string, string | number | boolean>> {
  const { provenance, edited } = object;
  const origin: Record<string, string | number | boolean> = { origin: provenance.kind, edited };
  if (provenance.kind === 'imported') origin.imported_from = provenance.source;
  if (provenance.kind === 'model') {
    origin.prompt = provenance.prompt;
    origin.reference = provenance.reference;
    origin.model = provenance.model;
    origin.mask_confidence = provenance.maskConfidence;
    origin.box_confidence = provenance.boxConfidence;
    origin.partial = provenance.partial;
  }
  return origin;
}

/** Keys of `objectOrigin` that speak of this project's history and mean nothing in another. */
const ofHistory = new Set(['origin', 'edited', 'imported_from', 'partial']);

/**
 * Attributes from a file as the document keeps them: values as text, without what `objectOrigin` wrote about history,
 * nested values as JSON.
 */
export function importedAttributes(
  values: Readonly<Record<string, unknown>>,
): Readonly<Record<string, string>> {
  const entries = Object.entries(values)
    // A key that setting would take for an object's prototype cannot be kept by those who copy attributes.
    .filter(([key, value]) => !ofHistory.has(key) && key !== '__proto__' && value !== null)
    .map(([key, value]): [string, string] => [
      key,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]);
  return Object.fromEntries(entries);
}
