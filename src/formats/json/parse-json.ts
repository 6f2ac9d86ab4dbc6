import { StudioError } from '../../errors/studio-error.ts';

/** A whole text as JSON, for files of one photo; data sets are read by sections. Throws StudioError `format-invalid`. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new StudioError('format-invalid', 'It is not well-formed JSON.', { cause });
  }
}
