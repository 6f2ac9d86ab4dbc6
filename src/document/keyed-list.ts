import { invalid, unknown } from './invalid-command.ts';

/** An item and where it goes, or was. */
export interface Placed<T> {
  /** Gap in the list without the item. */
  readonly at: number;
  readonly item: T;
}

/** The list with the items, each in its gap; several of one gap in their order. Throws StudioError `command-invalid`. */
export function insertAll<T>(list: readonly T[], entries: readonly Placed<T>[]): readonly T[] {
  for (const { at } of entries) {
    if (!Number.isInteger(at) || at < 0 || at > list.length) {
      throw invalid(`There is no place ${at} in a list of ${list.length}.`);
    }
  }
  const ordered = entries.toSorted((a, b) => a.at - b.at);
  const result: T[] = [];
  let copied = 0;
  for (const { at, item } of ordered) {
    while (copied < at) result.push(list[copied++]!);
    result.push(item);
  }
  while (copied < list.length) result.push(list[copied++]!);
  return result;
}

/** The list without the items of these ids, and those with their gaps. Throws StudioError `command-invalid`. */
export function removeAll<T extends { readonly id: string }>(
  list: readonly T[],
  ids: readonly string[],
  what: string,
): { readonly kept: readonly T[]; readonly removed: readonly Placed<T>[] } {
  const wanted = new Set(ids);
  if (wanted.size !== ids.length) throw invalid(`A ${what} was named twice.`);
  const kept: T[] = [];
  const removed: Placed<T>[] = [];
  for (const item of list) {
    if (wanted.has(item.id)) removed.push({ at: kept.length, item });
    else kept.push(item);
  }
  if (removed.length !== ids.length) throw invalid(`A ${what} that should be removed is not in the project.`);
  return { kept, removed };
}

/** The list with one item at another place, and the place that it had. */
export function moveTo<T extends { readonly id: string }>(
  list: readonly T[],
  id: T['id'],
  to: number,
  what: string,
): { readonly list: readonly T[]; readonly from: number } {
  const from = indexOf(list, id, what);
  if (!Number.isInteger(to) || to < 0 || to >= list.length)
    throw invalid(`There is no place ${to} in the list.`);
  return { list: list.toSpliced(from, 1).toSpliced(to, 0, list[from]!), from };
}

/** The patched value, and the patch and keys to clear that lead back. */
export function patched<T extends { readonly id: string }, K extends string>(
  old: T,
  patch: Partial<Omit<T, 'id'>>,
  clear: readonly K[],
): { readonly next: T; readonly patch: Partial<Omit<T, 'id'>>; readonly clear: readonly K[] } {
  if ('id' in patch) throw invalid('An id cannot be changed.');
  const before: Record<string, unknown> = { ...old };
  const next: Record<string, unknown> = { ...old };
  const back: Record<string, unknown> = {};
  const added: string[] = [];
  const remember = (key: string) => {
    if (key in before) back[key] = before[key];
    else added.push(key);
  };
  for (const [key, value] of Object.entries(patch)) {
    if (value === undefined) throw invalid(`"${key}" cannot be undefined.`);
    remember(key);
    next[key] = value;
  }
  for (const key of clear) {
    if (key in patch) throw invalid(`"${key}" cannot be both set and cleared.`);
    if (!(key in before)) continue;
    remember(key);
    delete next[key];
  }
  return { next: next as unknown as T, patch: back as Partial<Omit<T, 'id'>>, clear: added as K[] };
}

/** Throws StudioError `command-invalid` when it is not there. */
export function indexOf(list: readonly { readonly id: string }[], id: string, what: string): number {
  const index = list.findIndex((item) => item.id === id);
  if (index < 0) throw unknown(what);
  return index;
}

/** Throws StudioError `command-invalid` when an id is there twice. */
export function requireUnique(list: readonly { readonly id: string }[], what: string): void {
  if (new Set(list.map((item) => item.id)).size !== list.length) {
    throw invalid(`The ${what} is in the project already.`);
  }
}
