export interface JsonPart {
  /** `k` a key, `s` a string, `n` a number; null for everything else. */
  readonly kind: 'k' | 's' | 'n' | null;
  readonly text: string;
}

const token = /("(?:[^"\\]|\\.)*")(\s*:)?|-?\d+(?:\.\d+)?(?:e[+-]?\d+)?/gi;

/** Cuts JSON text, also when it breaks off, into pieces to colour; together they are the text. */
export function jsonParts(text: string): readonly JsonPart[] {
  const parts: JsonPart[] = [];
  let end = 0;
  for (const match of text.matchAll(token)) {
    if (match.index > end) parts.push({ kind: null, text: text.slice(end, match.index) });
    const [whole, quoted, colon] = match;
    if (quoted === undefined) parts.push({ kind: 'n', text: whole });
    else {
      parts.push({ kind: colon === undefined ? 's' : 'k', text: quoted });
      if (colon !== undefined) parts.push({ kind: null, text: colon });
    }
    end = match.index + whole.length;
  }
  if (end < text.length) parts.push({ kind: null, text: text.slice(end) });
  return parts;
}
