import type { Command } from '../document/command.ts';
import type { Turn } from '../document/conversation.ts';
import type {
  Category,
  CategoryId,
  ImageId,
  ImageRecord,
  ObjectId,
  SegmentedObject,
  StudioDocument,
  TurnId,
} from '../document/document.ts';
import { categoryByName, nextColour, objectsOf } from '../document/lookup.ts';
import { runSteps } from '../document/run-steps.ts';
import { StudioError } from '../errors/studio-error.ts';
import type { ImportedImage, ImportResult } from './import-result.ts';
import { MaskShelf } from './mask-shelf.ts';

/** What becomes of a class of the files: a class of the project, a new one, or nothing (its objects are left out). */
export type CategoryTarget =
  | { readonly kind: 'existing'; readonly category: CategoryId }
  | { readonly kind: 'new' }
  | { readonly kind: 'leave-out' };

export interface ImportOptions {
  /**
   * `merge` puts the objects in front of those that are there, except those that are there already (same class, same
   * pixels). `replace` takes away the objects of every photo that the files speak of.
   */
  readonly mode: 'merge' | 'replace';
  /** One for each of `ImportResult.categories`; where it is missing, the class of the same name, else a new one. */
  readonly categories?: ReadonlyMap<number, CategoryTarget>;
  /** Photos that are added in the same step, before their objects. */
  readonly newImages?: readonly ImageRecord[];
  /** Kept as the objects' provenance, such as the name of the file. */
  readonly source: string;
  /** A new id at each call. */
  readonly newId: () => string;
  /** Milliseconds since 1970, for turns. */
  readonly now: number;
}

export interface PlannedImport {
  /** One step of history: everything or nothing. Null when nothing would change. */
  readonly command: Command | null;
  /** Turns to append to the conversations, which are no part of undo. */
  readonly turns: ReadonlyMap<ImageId, readonly Turn[]>;
  readonly added: number;
  readonly removed: number;
  /** Objects that were there already (`merge`). */
  readonly known: number;
  /** Objects of classes that were left out by choice. */
  readonly leftOut: number;
  readonly newCategories: readonly Category[];
}

/**
 * Turns what was read into one command on this document. Throws StudioError `format-invalid` when the choice of
 * classes names one that is not in the project. The command itself is checked when it is applied.
 */
export function importCommand(
  document: StudioDocument,
  result: ImportResult,
  options: ImportOptions,
): PlannedImport {
  return runSteps(importSteps(document, result, options));
}

/** The same a photo at a time; yields how many of `result.images` are done. */
export function* importSteps(
  document: StudioDocument,
  result: ImportResult,
  options: ImportOptions,
): Generator<number, PlannedImport> {
  const { targets, added: newCategories } = targetsOf(document, result, options);
  const images: Command[] = [];
  const turns = new Map<ImageId, readonly Turn[]>();
  const counts = { added: 0, removed: 0, known: 0, leftOut: 0 };
  for (const [done, imported] of result.images.entries()) {
    yield done;
    const present = objectsOf(document, imported.image);
    const placed = placeObjects(imported, present, targets, options, counts);
    const remove = options.mode === 'replace' ? present.map(({ id }) => id) : [];
    counts.removed += remove.length;
    if (remove.length > 0) images.push({ kind: 'remove-objects', image: imported.image, objects: remove });
    const at = present.length - remove.length;
    const entries = placed.fresh.map((object) => ({ at, object }));
    if (entries.length > 0) images.push({ kind: 'add-objects', image: imported.image, entries });
    const said = turnsOf(imported, placed.ids, options);
    if (said.length > 0) turns.set(imported.image, said);
  }
  const commands: Command[] = [
    ...addImages(document, options.newImages ?? []),
    ...(newCategories.length > 0
      ? [{ kind: 'add-categories', categories: newCategories, at: document.categories.length } as const]
      : []),
    ...images,
  ];
  const command: Command | null = commands.length === 0 ? null : { kind: 'batch', commands };
  return { command, turns, newCategories, ...counts };
}

function addImages(document: StudioDocument, images: readonly ImageRecord[]): Command[] {
  return images.length === 0 ? [] : [{ kind: 'add-images', images, at: document.images.length }];
}

interface Targets {
  readonly targets: readonly (CategoryId | null)[];
  readonly added: readonly Category[];
}

/** The class of the project for each class of the files; those without use are not made. */
function targetsOf(document: StudioDocument, result: ImportResult, options: ImportOptions): Targets {
  const used = new Set<number>();
  for (const { objects } of result.images) for (const { category } of objects) used.add(category);
  let grown = document;
  const added: Category[] = [];
  const targets = result.categories.map((category, index): CategoryId | null => {
    const wanted = options.categories?.get(index);
    if (wanted?.kind === 'leave-out') return null;
    if (wanted?.kind === 'existing') {
      if (document.categories.some(({ id }) => id === wanted.category)) return wanted.category;
      throw new StudioError(
        'format-invalid',
        `The class chosen for "${category.name}" is not in the project.`,
      );
    }
    const known = wanted === undefined ? categoryByName(grown, category.name) : undefined;
    if (known !== undefined || !used.has(index)) return known?.id ?? null;
    const fresh: Category = {
      id: options.newId() as CategoryId,
      name: category.name,
      colour: nextColour(grown),
      ...(category.supercategory === undefined ? {} : { supercategory: category.supercategory }),
    };
    grown = { ...grown, categories: [...grown.categories, fresh] };
    added.push(fresh);
    return fresh.id;
  });
  return { targets, added };
}

interface PlacedObjects {
  readonly fresh: readonly SegmentedObject[];
  /** For each imported object its id in the project, known or new; null when left out. */
  readonly ids: readonly (ObjectId | null)[];
}

function placeObjects(
  { objects }: ImportedImage,
  present: readonly SegmentedObject[],
  targets: readonly (CategoryId | null)[],
  { mode, newId, source }: ImportOptions,
  counts: { added: number; known: number; leftOut: number },
): PlacedObjects {
  const fresh: SegmentedObject[] = [];
  const twins = mode === 'merge' && present.length > 0 ? new MaskShelf<SegmentedObject[]>() : null;
  for (const object of twins ? present : []) twins?.get(object.category, object.mask, () => []).push(object);
  const ids = objects.map((object): ObjectId | null => {
    const category = targets[object.category] ?? null;
    if (category === null) {
      counts.leftOut++;
      return null;
    }
    // An object of the project answers for one of the files only: twins in the file stay twins.
    const twin = twins?.get(category, object.mask, () => []).shift();
    if (twin !== undefined) {
      counts.known++;
      return twin.id;
    }
    const id = newId() as ObjectId;
    fresh.push({
      id,
      category,
      mask: object.mask,
      canvas: null,
      provenance: { kind: 'imported', source },
      edited: false,
      visible: true,
      locked: false,
      attributes: object.attributes,
    });
    counts.added++;
    return id;
  });
  return { fresh, ids };
}

function turnsOf(
  { turns }: ImportedImage,
  ids: readonly (ObjectId | null)[],
  { newId, now }: ImportOptions,
): Turn[] {
  return turns.map(({ prompt, words, objects }) => ({
    id: newId() as TurnId,
    prompt,
    askedAt: now,
    outcome: objects.length > 0 ? { kind: 'done' } : { kind: 'none-found' },
    tokens: [],
    words,
    objects: objects.flatMap((index) => ids[index] ?? []),
    ghost: null,
    timing: null,
  }));
}
