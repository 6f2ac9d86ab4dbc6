import { StudioError } from '../errors/studio-error.ts';
import type { ImportFile } from './import-file.ts';

/** Engines cannot hold longer texts than about this; larger sets come in several files. */
const maxTextBytes = 500_000_000;

/** A file's text without a byte order mark. Throws StudioError `format-invalid` when it is larger than can be held. */
export async function readText(file: ImportFile): Promise<string> {
  if (file.size > maxTextBytes) {
    throw new StudioError(
      'format-invalid',
      `The file is ${Math.round(file.size / 1e6)} MB; text of up to ${maxTextBytes / 1e6} MB can be read. Split it.`,
    );
  }
  const text = await file.text();
  return text.startsWith('\ufeff') ? text.slice(1) : text;
}
