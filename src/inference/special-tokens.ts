import { StudioError } from '../errors/studio-error.ts';
import type { Manifest } from '../model/manifest.ts';
import type { Tokenizer } from './tokenizer.ts';

/** Roles without which no answer in bricks can be written. */
function requiredRoles(manifest: Manifest): string[] {
  const { descriptor } = manifest;
  const roles = ['user', 'assistant', 'eos', 'ref', '/ref', 'box', '/box', 'seg', '/seg', 'none'];
  if (descriptor.kind === 'bricks') {
    for (let run = 1; run <= descriptor.maxRun; run += 1) roles.push(`fg${run}`, `bg${run}`);
  }
  if (descriptor.coordinates === 'tokens') {
    for (let bin = 0; bin < descriptor.box.bins; bin += 1) roles.push(`b${bin}`);
  }
  return roles;
}

/**
 * The id of every special token of a package, by role. Ids are looked up in the vocabulary and never obtained by
 * encoding, so that typed text can't become a command; a string that the vocabulary lacks would be split into pieces
 * when written, and is refused.
 * @throws StudioError `package-invalid` naming the token that is missing, splits or is used twice.
 */
export function specialTokens(manifest: Manifest, tokenizer: Tokenizer): Record<string, number> {
  const ids: Record<string, number> = {};
  const roleOf = new Map<number, string>();
  for (const [role, token] of Object.entries(manifest.tokens)) {
    const id = tokenizer.idOf(token);
    if (id === undefined) throw refusal(missingWords(role, token, tokenizer));
    const other = roleOf.get(id);
    if (other !== undefined) throw refusal(`its tokens “${other}” and “${role}” are the same, ${token}`);
    roleOf.set(id, role);
    ids[role] = id;
  }
  const absent = requiredRoles(manifest).find((role) => ids[role] === undefined);
  if (absent !== undefined) throw refusal(`its manifest names no token for “${absent}”`);
  return ids;
}

function missingWords(role: string, token: string, tokenizer: Tokenizer): string {
  const pieces = tokenizer.encode(token).length;
  return pieces > 1
    ? `the token ${token} for “${role}” splits into ${pieces} pieces instead of being one token`
    : `the token ${token} for “${role}” is not in its tokenizer`;
}

function refusal(words: string): StudioError {
  return new StudioError('package-invalid', `The model package is not valid: ${words}.`);
}
