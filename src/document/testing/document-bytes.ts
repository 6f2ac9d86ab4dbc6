import type { StudioDocument } from '../document.ts';
import { serializeDocument } from '../serialize-project.ts';

/** The document's bytes as text, which compares fast. */
export function bytesOf(document: StudioDocument): string {
  return bytesAsText(serializeDocument(document));
}

export function bytesAsText(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192));
  return text;
}
