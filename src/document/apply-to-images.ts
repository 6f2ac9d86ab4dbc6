import type { Applied } from './apply-command.ts';
import { requireFit, setObjects } from './apply-to-objects.ts';
import type { ClearableImageKey, CommandOf } from './command.ts';
import type { ImageRecord, StudioDocument } from './document.ts';
import { invalid } from './invalid-command.ts';
import { indexOf, insertAll, patched, removeAll, requireUnique } from './keyed-list.ts';
import { objectsOf } from './lookup.ts';

export function addImages(document: StudioDocument, { images, at }: CommandOf<'add-images'>): Applied {
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

export function removeImages(document: StudioDocument, { images }: CommandOf<'remove-images'>): Applied {
  const { kept, removed } = removeAll(document.images, images, 'photo');
  const entries = removed.map(({ at, item }) => ({ at, image: item, objects: objectsOf(document, item.id) }));
  const objects = new Map(document.objects);
  for (const id of images) objects.delete(id);
  return { document: { ...document, images: kept, objects }, reverse: { kind: 'restore-images', entries } };
}

export function restoreImages(document: StudioDocument, { entries }: CommandOf<'restore-images'>): Applied {
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

export function updateImage(document: StudioDocument, command: CommandOf<'update-image'>): Applied {
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
