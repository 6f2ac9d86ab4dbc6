import { assertNever } from '../errors/assert-never.ts';
import { StudioError } from '../errors/studio-error.ts';
import type { ClearableCategoryKey, ClearableImageKey, Command } from './command.ts';
import type {
  Category,
  CategoryId,
  ImageId,
  ImageRecord,
  SegmentedObject,
  StudioDocument,
} from './document.ts';
import { objectsOf } from './lookup.ts';
import { paletteSize } from './palette-size.ts';
import { runSteps } from './run-steps.ts';

export interface Applied {
  readonly document: StudioDocument;
  /** Applied to `document`, gives the old document back. */
  readonly reverse: Command;
}

type Of<K extends Command['kind']> = Extract<Command, { readonly kind: K }>;

/**
 * Carries out one command. The old document stays as it is and shares everything untouched with the new one. Throws
 * StudioError `command-invalid` when the command does not fit the document (an id that is unknown or used twice, a
 * mask of another size than its photo, a category still in use, ...); nothing has changed then, also in a batch.
 */
export function applyCommand(document: StudioDocument, command: Command): Applied {
  return apply(document, command, { objects: null });
}

/**
 * The same in steps: of a batch, one command or a few alike at each. Yields how many are done, and gives the result at
 * the end, so that a batch of any length can give way to the screen; until then nobody sees any of it.
 */
export function* applySteps(document: StudioDocument, command: Command): Generator<number, Applied> {
  if (command.kind !== 'batch') return applyCommand(document, command);
  return yield* applyBatch(document, command.commands, { objects: null });
}

/**
 * The map of objects that a batch has made and that nobody has seen yet: its later commands write into it, so that an
 * import of objects on ten thousand photos copies the map once and not ten thousand times.
 */
interface Draft {
  objects: Map<ImageId, readonly SegmentedObject[]> | null;
}

function apply(document: StudioDocument, command: Command, draft: Draft): Applied {
  switch (command.kind) {
    case 'add-images':
      return addImages(document, command);
    case 'remove-images':
      return removeImages(document, command);
    case 'restore-images':
      return restoreImages(document, command);
    case 'update-image':
      return updateImage(document, command);
    case 'add-categories':
      return addCategories(document, command);
    case 'remove-categories':
      return removeCategories(document, command);
    case 'update-category':
      return updateCategory(document, command);
    case 'move-category':
      return moveCategory(document, command);
    case 'add-objects':
      return addObjects(document, command, draft);
    case 'remove-objects':
      return removeObjects(document, command, draft);
    case 'update-object':
      return updateObject(document, command, draft);
    case 'move-object':
      return moveObject(document, command, draft);
    case 'batch':
      return runSteps(applyBatch(document, command.commands, draft));
    default:
      return assertNever(command);
  }
}

function* applyBatch(
  document: StudioDocument,
  commands: readonly Command[],
  draft: Draft,
): Generator<number, Applied> {
  let current = document;
  const reverses: Command[] = [];
  const applied = ({ document: next, reverse }: Applied) => {
    current = next;
    reverses.push(reverse);
  };
  for (let i = 0; i < commands.length; ) {
    const updates = updatesFrom(commands, i);
    if (updates.length > 1) applied(updateObjects(current, updates, draft));
    else applied(apply(current, commands[i]!, draft));
    i += Math.max(1, updates.length);
    yield i;
  }
  return { document: current, reverse: { kind: 'batch', commands: reverses.reverse() } };
}

/** The updates of objects of one photo that follow each other in a batch from a place on. */
function updatesFrom(commands: readonly Command[], from: number): readonly Of<'update-object'>[] {
  const updates: Of<'update-object'>[] = [];
  for (let i = from; i < commands.length; i++) {
    const command = commands[i]!;
    if (command.kind !== 'update-object' || command.image !== (updates[0] ?? command).image) break;
    updates.push(command);
  }
  return updates;
}

function addImages(document: StudioDocument, { images, at }: Of<'add-images'>): Applied {
  const all = insertAll(
    document.images,
    images.map((item) => ({ at, item })),
  );
  requireUniqueImages(all);
  for (const image of images) requireImageSize(image);
  return {
    document: { ...document, images: all },
    reverse: { kind: 'remove-images', images: images.map((image) => image.id) },
  };
}

function removeImages(document: StudioDocument, { images }: Of<'remove-images'>): Applied {
  const { kept, removed } = removeAll(document.images, images, 'photo');
  const entries = removed.map(({ at, item }) => ({ at, image: item, objects: objectsOf(document, item.id) }));
  const objects = new Map(document.objects);
  for (const id of images) objects.delete(id);
  return { document: { ...document, images: kept, objects }, reverse: { kind: 'restore-images', entries } };
}

function restoreImages(document: StudioDocument, { entries }: Of<'restore-images'>): Applied {
  const all = insertAll(
    document.images,
    entries.map(({ at, image }) => ({ at, item: image })),
  );
  requireUniqueImages(all);
  const objects = new Map(document.objects);
  for (const { image, objects: list } of entries) {
    requireImageSize(image);
    requireUnique(list, 'object');
    for (const object of list) requireFit(document, image, object);
    setObjects(objects, image.id, list);
  }
  return {
    document: { ...document, images: all, objects },
    reverse: { kind: 'remove-images', images: entries.map(({ image }) => image.id) },
  };
}

function updateImage(document: StudioDocument, command: Of<'update-image'>): Applied {
  const index = indexOf(document.images, command.image, 'photo');
  const old = document.images[index]!;
  const { next, patch, clear } = patched<ImageRecord, ClearableImageKey>(
    old,
    command.patch,
    command.clear ?? [],
  );
  const images = document.images.with(index, next);
  requireUniqueImages(images);
  requireImageSize(next);
  for (const object of objectsOf(document, old.id)) requireFit(document, next, object);
  return {
    document: { ...document, images },
    reverse: { kind: 'update-image', image: command.image, patch, ...(clear.length > 0 ? { clear } : {}) },
  };
}

function addCategories(document: StudioDocument, { categories, at }: Of<'add-categories'>): Applied {
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

function removeCategories(document: StudioDocument, { categories }: Of<'remove-categories'>): Applied {
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

function updateCategory(document: StudioDocument, command: Of<'update-category'>): Applied {
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

function moveCategory(document: StudioDocument, { category, to }: Of<'move-category'>): Applied {
  const { list, from } = moveTo(document.categories, category, to, 'class');
  return {
    document: { ...document, categories: list },
    reverse: { kind: 'move-category', category, to: from },
  };
}

function addObjects(document: StudioDocument, { image, entries }: Of<'add-objects'>, draft: Draft): Applied {
  const record = requireImage(document, image);
  for (const { object } of entries) requireFit(document, record, object);
  const list = insertAll(
    objectsOf(document, image),
    entries.map(({ at, object }) => ({ at, item: object })),
  );
  requireUnique(list, 'object');
  return {
    document: withObjects(document, image, list, draft),
    reverse: { kind: 'remove-objects', image, objects: entries.map(({ object }) => object.id) },
  };
}

function removeObjects(
  document: StudioDocument,
  { image, objects }: Of<'remove-objects'>,
  draft: Draft,
): Applied {
  requireImage(document, image);
  const { kept, removed } = removeAll(objectsOf(document, image), objects, 'object');
  return {
    document: withObjects(document, image, kept, draft),
    reverse: {
      kind: 'add-objects',
      image,
      entries: removed.map(({ at, item }) => ({ at, object: item })),
    },
  };
}

function updateObject(document: StudioDocument, command: Of<'update-object'>, draft: Draft): Applied {
  const { document: next, reverse } = updateObjects(document, [command], draft);
  return { document: next, reverse: reverse.kind === 'batch' ? reverse.commands[0]! : reverse };
}

/** Several of one photo at once: a thousand cost one new list, and not a thousand. */
function updateObjects(
  document: StudioDocument,
  commands: readonly Of<'update-object'>[],
  draft: Draft,
): Applied {
  const { image } = commands[0]!;
  const record = requireImage(document, image);
  const list = [...objectsOf(document, image)];
  const places = commands.length > 1 ? new Map(list.map(({ id }, place) => [id, place])) : null;
  const reverses: Command[] = [];
  for (const command of commands) {
    const place = places?.get(command.object) ?? indexOf(list, command.object, 'object');
    const { next, patch } = patched<SegmentedObject, never>(list[place]!, command.patch, []);
    requireFit(document, record, next);
    list[place] = next;
    reverses.push({ kind: 'update-object', image, object: command.object, patch });
  }
  return {
    document: withObjects(document, image, list, draft),
    reverse: { kind: 'batch', commands: reverses.reverse() },
  };
}

function moveObject(
  document: StudioDocument,
  { image, object, to }: Of<'move-object'>,
  draft: Draft,
): Applied {
  requireImage(document, image);
  const { list, from } = moveTo(objectsOf(document, image), object, to, 'object');
  return {
    document: withObjects(document, image, list, draft),
    reverse: { kind: 'move-object', image, object, to: from },
  };
}

function withObjects(
  document: StudioDocument,
  image: ImageId,
  list: readonly SegmentedObject[],
  draft: Draft,
): StudioDocument {
  // Another command of the batch may have made a new map meanwhile; then that one is copied.
  if (draft.objects !== document.objects) draft.objects = new Map(document.objects);
  setObjects(draft.objects, image, list);
  return { ...document, objects: draft.objects };
}

/** An image without objects has no entry, so that one state has one form. */
function setObjects(
  objects: Map<ImageId, readonly SegmentedObject[]>,
  image: ImageId,
  list: readonly SegmentedObject[],
): void {
  if (list.length > 0) objects.set(image, list);
  else objects.delete(image);
}

/** The list with one item at another place, and the place that it had. */
function moveTo<T extends { readonly id: string }>(
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

interface Placed<T> {
  /** Gap in the list without the item. */
  readonly at: number;
  readonly item: T;
}

function insertAll<T>(list: readonly T[], entries: readonly Placed<T>[]): readonly T[] {
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

function removeAll<T extends { readonly id: string }>(
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

/** The patched value, and the patch and keys to clear that lead back. */
function patched<T extends { readonly id: string }, K extends string>(
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

function indexOf(list: readonly { readonly id: string }[], id: string, what: string): number {
  const index = list.findIndex((item) => item.id === id);
  if (index < 0) throw unknown(what);
  return index;
}

function unknown(what: string): StudioError {
  return invalid(`The ${what} is not in the project any more.`);
}

/** Places of photos and classes, whose lists seldom change: an import looks them up a hundred thousand times. */
const places = new WeakMap<readonly { readonly id: string }[], ReadonlyMap<string, number>>();

function placesOf(list: readonly { readonly id: string }[]): ReadonlyMap<string, number> {
  let known = places.get(list);
  if (!known) {
    known = new Map(list.map(({ id }, place) => [id, place]));
    places.set(list, known);
  }
  return known;
}

function requireImage(document: StudioDocument, id: ImageId): ImageRecord {
  const place = placesOf(document.images).get(id);
  if (place === undefined) throw unknown('photo');
  return document.images[place]!;
}

function requireUnique(list: readonly { readonly id: string }[], what: string): void {
  if (new Set(list.map((item) => item.id)).size !== list.length) {
    throw invalid(`The ${what} is in the project already.`);
  }
}

function requireUniqueImages(images: readonly ImageRecord[]): void {
  requireUnique(images, 'photo');
  const names = new Set<string>();
  for (const { name } of images) {
    if (names.has(name)) throw invalid(`There is a photo named "${name}" already.`);
    names.add(name);
  }
}

function requireImageSize({ name, width, height }: ImageRecord): void {
  if (!Number.isInteger(width) || !Number.isInteger(height) || width < 1 || height < 1) {
    throw invalid(`The photo "${name}" has no size.`);
  }
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

function requireFit(document: StudioDocument, image: ImageRecord, object: SegmentedObject): void {
  const { mask } = object;
  if (mask.width !== image.width || mask.height !== image.height) {
    throw invalid(
      `A mask of ${mask.width} by ${mask.height} pixels does not fit "${image.name}" (${image.width} by ${image.height}).`,
    );
  }
  if (!placesOf(document.categories).has(object.category)) {
    throw invalid("The object's class is not in the project.");
  }
}

function invalid(message: string): StudioError {
  return new StudioError('command-invalid', message);
}
