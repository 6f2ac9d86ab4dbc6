import { StudioError } from '../../errors/studio-error.ts';
import type { ImportFile } from '../import-file.ts';
import type { Pace } from '../pace.ts';
import { type JsonSections, valueAt } from './json-sections.ts';
import { sectionsOf } from './sections-of.ts';

/** What a JSON file is made of, enough to tell formats apart. */
export interface JsonPeek {
  /** Keys of the outer object; '' when the file is a list. */
  readonly keys: ReadonlySet<string>;
  /** For each list, the keys of its first item (none when it is no object). */
  readonly itemKeys: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Several importers look at one file; it is read once. */
const seen = new WeakMap<ImportFile, Promise<JsonPeek | null>>();

/** A look into a file; null when it is no JSON at all. Damage further on does not matter here. */
export function peekJson(file: ImportFile, pace: Pace): Promise<JsonPeek | null> {
  const known = seen.get(file);
  if (known !== undefined) return known;
  const peek = peekAt(file, pace);
  seen.set(file, peek);
  // A look that was stopped is no look.
  peek.catch(() => seen.delete(file));
  return peek;
}

async function peekAt(file: ImportFile, pace: Pace): Promise<JsonPeek | null> {
  let json: JsonSections;
  try {
    json = await sectionsOf(file, pace);
  } catch (error) {
    if (error instanceof StudioError && error.code === 'format-invalid') return null;
    throw error;
  }
  const { text, sections } = json;
  if (sections.size === 0) return null;
  const itemKeys = new Map<string, ReadonlySet<string>>();
  for (const [key, section] of sections) {
    if (section.kind === 'list' && section.starts.length > 0) {
      itemKeys.set(key, keysOf(text, section.starts[0]!, section.ends[0]!));
    }
  }
  return { keys: new Set(sections.keys()), itemKeys };
}

function keysOf(text: string, start: number, end: number): ReadonlySet<string> {
  try {
    const value = valueAt(text, { start, end });
    return new Set(
      typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value) : [],
    );
  } catch {
    return new Set();
  }
}
