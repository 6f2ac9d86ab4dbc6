import { createTokenTable, type TokenTable, tagNames } from '../token-table.ts';

/** A vocabulary for tests: every tag, brick and coordinate a token, words spelled in characters. */
export function characterTable(maxRun = 63, bins = 64): TokenTable {
  const roles = ['pad', ...tagNames.filter((name) => name !== 'row')] as string[];
  for (let n = 1; n <= maxRun; n++) roles.push(`fg${n}`, `bg${n}`);
  for (let n = 0; n < bins; n++) roles.push(`b${n}`);
  const characters = Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i));
  return createTokenTable({
    roles: Object.fromEntries(roles.map((role, id) => [role, id])),
    pieces: [...roles.map(() => ''), ...characters, '\n'],
  });
}

/** Ids of a text of printable ASCII and newlines. */
export function spell(table: TokenTable, text: string): number[] {
  const first = table.size - 96;
  return Array.from(text, (sign) => (sign === '\n' ? table.size - 1 : first + sign.charCodeAt(0) - 32));
}
