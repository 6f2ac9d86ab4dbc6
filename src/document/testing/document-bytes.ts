import type { StudioDocument } from '../document.ts';
import { serializeDocument } from '../serialize-project.ts';

/** The document's bytes as text, which compares fast. */
export function bytesOf(document: StudioDocument): string {
  let text = '';
  for (const byte of serializeDocument(document)) text += String.fromCharCode(byte);
  return text;
}
