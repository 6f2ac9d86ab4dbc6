import { z } from 'zod';
import { StudioError } from '../errors/studio-error.ts';
import { type Manifest, manifestSchema } from './manifest.ts';

/** Read before everything else, so that a newer package is called newer and not full of mistakes. */
const header = z.object({ schema: z.number(), architecture: z.string().optional() });

/**
 * Parses and validates the text of manifest.json.
 * @throws StudioError `package-unsupported` for a newer schema or an unknown architecture, `package-invalid` for
 * anything else that is not as `manifestSchema` says.
 */
export function readManifest(text: string): Manifest {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new StudioError('package-invalid', 'The model package is not valid: manifest.json is not JSON.', {
      cause: error,
    });
  }
  refuseUnsupported(json);
  const result = manifestSchema.safeParse(json);
  if (result.success) return result.data;
  const issues = result.error.issues.map(describeIssue);
  const more = issues.length > 3 ? ` and ${issues.length - 3} more` : '';
  throw new StudioError(
    'package-invalid',
    `The model package is not valid: in manifest.json, ${issues.slice(0, 3).join('; ')}${more}.`,
    { cause: result.error },
  );
}

function refuseUnsupported(json: unknown): void {
  const read = header.safeParse(json);
  if (!read.success) return;
  const newest = manifestSchema.shape.schema.value;
  if (read.data.schema > newest) {
    throw new StudioError(
      'package-unsupported',
      `The model package is newer than this program: its manifest has schema ${read.data.schema}, and this version reads up to ${newest}. Update the program, or use an older package.`,
    );
  }
  const known: readonly string[] = manifestSchema.shape.architecture.options;
  const { architecture } = read.data;
  if (architecture !== undefined && !known.includes(architecture)) {
    throw new StudioError(
      'package-unsupported',
      `The model's architecture “${architecture}” is not known to this version; it runs ${known.join(' and ')}.`,
    );
  }
}

function describeIssue(issue: z.core.$ZodIssue): string {
  const place = issue.path.length > 0 ? issue.path.join('.') : 'the top level';
  if (issue.code === 'unrecognized_keys') {
    return `${place} has unknown ${issue.keys.length === 1 ? 'key' : 'keys'} ${issue.keys.join(', ')}`;
  }
  return `${place}: ${issue.message}`;
}
