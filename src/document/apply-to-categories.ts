import type { Applied } from './apply-command.ts';
import type { ClearableCategoryKey, Command, CommandOf } from './command.ts';
import type { Category, CategoryId, StudioDocument } from './document.ts';
import { invalid } from './invalid-command.ts';
import { indexOf, insertAll, moveTo, patched, removeAll, requireUnique } from './keyed-list.ts';
import { paletteSize } from './palette-size.ts';

export function addCategories(
  document: StudioDocument,
  { categories, at }: CommandOf<'add-categories'>,
): Applied {
  const all = insertAll(
    document.categories,
    categories.map((item) => ({ at, item })),
  );
  requireUnique(all, 'class');
  for (const category of categories) requireCategory(category);
  requireUniqueShortcuts(all);
  return {
    document: { ...document, categories: all },
    reverse: { kind: 'remove-categories', categories: categories.map((category) => category.id) },
  };
}

export function removeCategories(
  document: StudioDocument,
  { categories }: CommandOf<'remove-categories'>,
): Applied {
  const { kept, removed } = removeAll(document.categories, categories, 'class');
  const gone = new Set<CategoryId>(categories);
  for (const list of document.objects.values()) {
    const user = list.find((object) => gone.has(object.category));
    if (user === undefined) continue;
    const name = document.categories.find((category) => category.id === user.category)?.name ?? '';
    throw invalid(`The class "${name}" cannot be removed while objects still belong to it.`);
  }
  // From the last gap to the first, so that each gap still means what it meant.
  const commands = removed
    .map(({ at, item }): Command => ({ kind: 'add-categories', categories: [item], at }))
    .reverse();
  return {
    document: { ...document, categories: kept },
    reverse: commands.length === 1 ? commands[0]! : { kind: 'batch', commands },
  };
}

export function updateCategory(document: StudioDocument, command: CommandOf<'update-category'>): Applied {
  const index = indexOf(document.categories, command.category, 'class');
  const old = document.categories[index]!;
  const { next, patch, clear } = patched<Category, ClearableCategoryKey>(
    old,
    command.patch,
    command.clear ?? [],
  );
  requireCategory(next);
  const categories = document.categories.with(index, next);
  requireUniqueShortcuts(categories);
  return {
    document: { ...document, categories },
    reverse: {
      kind: 'update-category',
      category: command.category,
      patch,
      ...(clear.length > 0 ? { clear } : {}),
    },
  };
}

export function moveCategory(
  document: StudioDocument,
  { category, to }: CommandOf<'move-category'>,
): Applied {
  const { list, from } = moveTo(document.categories, category, to, 'class');
  return {
    document: { ...document, categories: list },
    reverse: { kind: 'move-category', category, to: from },
  };
}

function requireCategory({ name, colour, shortcut }: Category): void {
  if (name.trim() === '') throw invalid('A class needs a name.');
  if (!Number.isInteger(colour) || colour < 0 || colour >= paletteSize) {
    throw invalid(`The palette has no colour ${colour}.`);
  }
  if (shortcut !== undefined && [...shortcut].length !== 1) throw invalid('A shortcut is one key.');
}

function requireUniqueShortcuts(categories: readonly Category[]): void {
  const owners = new Map<string, string>();
  for (const { name, shortcut } of categories) {
    if (shortcut === undefined) continue;
    const owner = owners.get(shortcut);
    if (owner !== undefined)
      throw invalid(`The key "${shortcut}" cannot be that of both "${owner}" and "${name}".`);
    owners.set(shortcut, name);
  }
}
