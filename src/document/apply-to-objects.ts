import type { Applied } from './apply-command.ts';
import type { Command, CommandOf } from './command.ts';
import type { ImageId, ImageRecord, SegmentedObject, StudioDocument } from './document.ts';
import { invalid, unknown } from './invalid-command.ts';
import { indexOf, insertAll, moveTo, patched, removeAll, requireUnique } from './keyed-list.ts';
import { objectsOf } from './lookup.ts';

/**
 * The map of objects that a batch has made and that nobody has seen yet: its later commands write into it, so that an
 * import of objects on ten thousand photos copies the map once and not ten thousand times.
 */
export interface Draft {
  objects: Map<ImageId, readonly SegmentedObject[]> | null;
}

export function addObjects(
  document: StudioDocument,
  { image, entries }: CommandOf<'add-objects'>,
  draft: Draft,
): Applied {
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

export function removeObjects(
  document: StudioDocument,
  { image, objects }: CommandOf<'remove-objects'>,
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

export function updateObject(
  document: StudioDocument,
  command: CommandOf<'update-object'>,
  draft: Draft,
): Applied {
  const { document: next, reverse } = updateObjects(document, [command], draft);
  return { document: next, reverse: reverse.kind === 'batch' ? reverse.commands[0]! : reverse };
}

/** Several of one photo at once: a thousand cost one new list, and not a thousand. */
export function updateObjects(
  document: StudioDocument,
  commands: readonly CommandOf<'update-object'>[],
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

export function moveObject(
  document: StudioDocument,
  { image, object, to }: CommandOf<'move-object'>,
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
export function setObjects(
  objects: Map<ImageId, readonly SegmentedObject[]>,
  image: ImageId,
  list: readonly SegmentedObject[],
): void {
  if (list.length > 0) objects.set(image, list);
  else objects.delete(image);
}

/** Throws StudioError `command-invalid` when the mask has not the photo's size, or there is no such class. */
export function requireFit(document: StudioDocument, image: ImageRecord, object: SegmentedObject): void {
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

function requireImage(document: StudioDocument, id: ImageId): ImageRecord {
  const place = placesOf(document.images).get(id);
  if (place === undefined) throw unknown('photo');
  return document.images[place]!;
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
