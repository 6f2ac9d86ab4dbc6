import type { JsonSpan } from '../json/json-sections.ts';
import { readRecord, shapeOf } from '../json/read-record.ts';
import { JsonFault, skipSpace, skipValue } from '../json/scan-json.ts';
import { type CocoAnnotation, cocoAnnotationSchema } from './coco-schema.ts';
import { readRings } from './read-rings.ts';

/**
 * The annotation of a span of text. Throws StudioError `format-invalid`. Rings, which are most of such a file, are read
 * by hand where they are plain (see `readRings`): use them before the next call.
 */
export function readAnnotation(text: string, span: JsonSpan): CocoAnnotation {
  const start = segmentationAt(text, span);
  const read = start >= 0 && text[start] === '[' ? readRings(text, start, span.end) : null;
  const after = read ? text.slice(read.end, span.end) : '';
  // Of a key that is there twice the last counts.
  if (!read || after.includes('"segmentation"')) return readRecord(text, span, cocoAnnotationSchema);
  let rest: unknown;
  try {
    rest = JSON.parse(`${text.slice(span.start, start)}null${after}`);
  } catch {
    return readRecord(text, span, cocoAnnotationSchema);
  }
  return { ...shapeOf(rest, cocoAnnotationSchema), segmentation: read.rings };
}

const key = '"segmentation"';

/** Where the value of that key of an object begins; -1 when it has none or is no object. */
function segmentationAt(text: string, { start, end }: JsonSpan): number {
  if (text[start] !== '{') return -1;
  try {
    let at = skipSpace(text, start + 1);
    while (at < end && text[at] === '"') {
      const keyEnd = skipValue(text, at);
      const colon = skipSpace(text, keyEnd);
      if (text[colon] !== ':') return -1;
      const value = skipSpace(text, colon + 1);
      if (keyEnd - at === key.length && text.startsWith(key, at)) return value;
      at = skipSpace(text, skipValue(text, value));
      if (text[at] !== ',') return -1;
      at = skipSpace(text, at + 1);
    }
    return -1;
  } catch (error) {
    if (error instanceof JsonFault) return -1;
    throw error;
  }
}
