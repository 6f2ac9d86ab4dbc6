import { parse, YAMLError } from 'yaml';
import { z } from 'zod';
import { StudioError } from '../../errors/studio-error.ts';
import { shapeOf } from '../json/read-record.ts';

/**
 * Room for 2,000 classes. Broken YAML takes the parser time by the square of its length: about two seconds for the worst
 * that was found of this length.
 */
const maxLength = 48_000;
/** Nesting that no data.yaml needs. A YAML parser given a hundred thousand brackets takes the whole process down. */
const maxDepth = 32;

const schema = z.object({
  names: z.union(
    [z.array(z.string()), z.record(z.string(), z.string())],
    'names should be a list, or texts by number',
  ),
});

/**
 * The classes of a `data.yaml` by their number. Throws StudioError `format-invalid` when it is no YAML or names no
 * classes.
 */
export function readDataYaml(text: string): ReadonlyMap<number, string> {
  const { names } = shapeOf(parseYaml(text), schema);
  return new Map(
    Object.entries(names).map(([index, name]) => {
      if (/^\d{1,9}$/u.test(index)) return [Number(index), name];
      throw new StudioError('format-invalid', `"${index.slice(0, 40)}" is no number of a class.`);
    }),
  );
}

/** Whether a YAML file names classes, and so is a data set's. */
export function namesClasses(text: string): boolean {
  return /^[ \t]*["']?names["']?\s*:/mu.test(text.slice(0, 1_000_000));
}

function parseYaml(text: string): unknown {
  if (text.length > maxLength) {
    throw new StudioError(
      'format-invalid',
      `It is ${text.length} characters long; ${maxLength} are allowed.`,
    );
  }
  if (isDeep(text)) throw new StudioError('format-invalid', `It is nested more than ${maxDepth} deep.`);
  try {
    // Names such as "yes" or "012" are texts, and references may be used a few times only.
    return parse(text, {
      schema: 'failsafe',
      maxAliasCount: 50,
      uniqueKeys: false,
      prettyErrors: false,
      logLevel: 'error',
    });
  } catch (cause) {
    // The parser tells of too many references by a ReferenceError.
    const known =
      cause instanceof YAMLError || (cause instanceof ReferenceError && /alias/iu.test(cause.message));
    if (!known) throw cause;
    throw new StudioError('format-invalid', `It is not YAML: ${firstLine(cause.message)}.`, { cause });
  }
}

/** Whether brackets, indents or marks at the head of a line nest deep, or tags pile up; those within texts count as well. */
function isDeep(text: string): boolean {
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const sign = text[i];
    if (sign === '[' || sign === '{') depth++;
    else if (sign === ']' || sign === '}') depth--;
    if (depth > maxDepth) return true;
  }
  return new RegExp(`!!!|^ {${8 * maxDepth}}|(?:[-?:&!][^\\n ]* +){${maxDepth}}`, 'mu').test(text);
}

function firstLine(message: string): string {
  return (message.split('\n')[0] ?? '').replace(/[:.\s]+$/u, '').slice(0, 200);
}
