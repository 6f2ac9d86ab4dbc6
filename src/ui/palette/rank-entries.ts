import { type FuzzyMatch, fuzzyMatch } from './fuzzy-match.ts';
import type { PaletteEntry } from './palette-entries.ts';

export interface FoundEntry {
  readonly entry: PaletteEntry;
  /** Letters of the label that were typed. */
  readonly ranges: FuzzyMatch['ranges'];
}

export interface EntryGroup {
  readonly name: string;
  readonly found: readonly FoundEntry[];
}

const bestMatches = 7;
/** More lines than anyone reads; typing on narrows them. */
const mostShown = 60;
/** Of things that a project can have thousands of, so many before anything is typed. */
const mostUntyped = 9;
const byOtherWords = 30;
const blockedPenalty = 25;
const recentBonus = 6;

/** Before anything is typed: what was done lately, then everything in its groups, what can be done now first. */
export function untypedGroups(
  entries: readonly PaletteEntry[],
  recent: readonly string[],
): readonly EntryGroup[] {
  const latest = recent.flatMap((id) => entries.find((entry) => entry.id === id && isOpen(entry)) ?? []);
  const rest = entries.filter((entry) => !latest.includes(entry));
  const [open, blocked] = [rest.filter(isOpen), rest.filter((entry) => !isOpen(entry))];
  return [group('Recent', latest), ...grouped([...open, ...blocked], mostUntyped)].filter(
    ({ found }) => found.length > 0,
  );
}

/** The best matches first, under them a question to the model, then what else was found. */
export function typedGroups(
  entries: readonly PaletteEntry[],
  query: string,
  recent: readonly string[],
  question: PaletteEntry | null,
): readonly EntryGroup[] {
  const ranked = rankEntries(entries, query, recent);
  return [
    { name: 'Best matches', found: ranked.slice(0, bestMatches) },
    group('Ask the model', question ? [question] : []),
    { name: 'Also found', found: ranked.slice(bestMatches, mostShown) },
  ].filter(({ found }) => found.length > 0);
}

/** Entries that answer to what was typed, best first; of equals, in the order given. */
export function rankEntries(
  entries: readonly PaletteEntry[],
  query: string,
  recent: readonly string[] = [],
): readonly FoundEntry[] {
  if (query.trim() === '') return entries.map((entry) => ({ entry, ranges: [] }));
  const found: (FoundEntry & { readonly score: number })[] = [];
  for (const entry of entries) {
    const own = fuzzyMatch(query, entry.label);
    const other = own ? null : fuzzyMatch(query, `${entry.label} ${entry.words ?? ''}`);
    const score = own?.score ?? (other ? other.score - byOtherWords : null);
    if (score === null) continue;
    const bonus = recent.includes(entry.id) ? recentBonus : 0;
    const penalty = entry.blocked === undefined ? 0 : blockedPenalty;
    found.push({ entry, ranges: own?.ranges ?? [], score: score + bonus - penalty });
  }
  return found.sort((a, b) => b.score - a.score);
}

const isOpen = ({ blocked }: PaletteEntry) => blocked === undefined;

const group = (name: string, entries: readonly PaletteEntry[]): EntryGroup => ({
  name,
  found: entries.map((entry) => ({ entry, ranges: [] })),
});

/** By heading, in the order in which headings come; long lists of a project's own things are cut. */
function grouped(entries: readonly PaletteEntry[], most: number): readonly EntryGroup[] {
  const groups = new Map<string, PaletteEntry[]>();
  for (const entry of entries) {
    const list = groups.get(entry.group);
    if (list) list.push(entry);
    else groups.set(entry.group, [entry]);
  }
  return [...groups].map(([name, list]) =>
    group(name, list[0]?.id.startsWith('command ') ? list : list.slice(0, most)),
  );
}
