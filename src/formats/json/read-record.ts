import type { z } from 'zod';
import { StudioError } from '../../errors/studio-error.ts';
import { type JsonSpan, valueAt } from './json-sections.ts';

/**
 * The value of a span, of the shape that a schema asks for. Throws StudioError `format-invalid` that says in words what
 * is wrong, with the place within the value.
 */
export function readRecord<T>(text: string, span: JsonSpan, schema: z.ZodType<T>): T {
  let value: unknown;
  try {
    value = valueAt(text, span);
  } catch (cause) {
    throw new StudioError('format-invalid', `It is not JSON: ${shortReason(cause)}.`, { cause });
  }
  return shapeOf(value, schema);
}

/** A value of the shape that a schema asks for. Throws StudioError `format-invalid` as `readRecord` does. */
export function shapeOf<T>(value: unknown, schema: z.ZodType<T>): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const shown = result.error.issues.slice(0, 3).map(issueWords);
  const more = result.error.issues.length > 3 ? `; and ${result.error.issues.length - 3} more` : '';
  throw new StudioError('format-invalid', `It is not as expected: ${shown.join('; ')}${more}.`, {
    cause: result.error,
  });
}

const kindWords: Readonly<Record<string, string>> = {
  number: 'a number',
  int: 'a whole number',
  string: 'text',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
  tuple: 'a list',
};

/** What is wrong with one value: zod's own words name types of the language. */
function issueWords(issue: z.core.$ZodIssue): string {
  const where = issue.path.length === 0 ? 'it' : pathWords(issue.path);
  if (issue.code === 'invalid_type') {
    if (issue.message.endsWith('undefined')) return `${where} is missing`;
    return `${where} should be ${kindWords[issue.expected] ?? issue.expected}`;
  }
  if (issue.code === 'invalid_union' && issue.message === 'Invalid input') {
    return `${where} has none of the forms that are allowed`;
  }
  return issue.path.length === 0 ? issue.message : `${where}: ${issue.message}`;
}

/** `segmentation[0].counts` for the path to a value. */
function pathWords(path: readonly PropertyKey[]): string {
  return path
    .map((key, i) => (typeof key === 'number' ? `[${key}]` : `${i > 0 ? '.' : ''}${String(key)}`))
    .join('');
}

/** Engines quote the text around a fault, which may be long. */
function shortReason(cause: unknown): string {
  const words = cause instanceof Error ? cause.message : String(cause);
  return words.length > 120 ? `${words.slice(0, 120)}…` : words;
}
