import type { ImportFile } from '../import-file.ts';
import type { Pace } from '../pace.ts';
import { readText } from '../read-text.ts';
import { type JsonSections, readSections } from './json-sections.ts';

/** A file is looked into first and read later; between, its text is kept as long as memory allows. */
const kept = new WeakMap<ImportFile, WeakRef<JsonSections>>();

/** The parts of a JSON file. Rejects with StudioError `format-invalid` when it is too large to be read. */
export async function sectionsOf(file: ImportFile, pace: Pace): Promise<JsonSections> {
  const known = kept.get(file)?.deref();
  if (known !== undefined) return known;
  const sections = await readSections(await readText(file), pace);
  kept.set(file, new WeakRef(sections));
  return sections;
}
