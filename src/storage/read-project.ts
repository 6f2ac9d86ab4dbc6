import { z } from 'zod';
import type { Turn } from '../document/conversation.ts';
import type { Category, ImageId, ImageRecord, SegmentedObject } from '../document/document.ts';
import { categorySchema, imageSchema } from '../document/document-schema.ts';
import { nextColour } from '../document/lookup.ts';
import { StudioError } from '../errors/studio-error.ts';
import { readObject } from './object-record.ts';
import type { StoredKey } from './project-changes.ts';
import type { LoadedProject } from './project-storage.ts';
import { readTurn } from './turn-record.ts';

/** What the stores hold, by key; a value that the browser itself could not give back is missing. */
export type StoredProject = Readonly<
  Record<'project' | 'orders' | 'objects' | 'conversations' | 'turns', ReadonlyMap<string, unknown>>
>;

/** Key of a record in `StoredProject`. */
export function recordKey(key: StoredKey): string {
  return typeof key === 'string' ? key : JSON.stringify(key);
}

const idsSchema = z.array(z.string());

/**
 * The project from its records. A record that can't be read is left out and named in `problems`; objects whose class
 * is gone get one again. Throws StudioError `storage-failed` when the list of photos itself can't be read.
 */
export function readProject(stored: StoredProject): LoadedProject {
  const problems: string[] = [];
  const list = z.array(z.unknown()).safeParse(stored.project.get('images') ?? []);
  if (!list.success)
    throw new StudioError(
      'storage-failed',
      'The stored project is damaged: its list of photos cannot be read. Nothing was deleted. Close the project to start a new one.',
      { cause: list.error },
    );
  const images = readAll(imageSchema, list.data, 'photo', problems);
  const classes = z.array(z.unknown()).safeParse(stored.project.get('categories') ?? []);
  if (!classes.success) problems.push('The stored list of classes is damaged and was left out.');
  const categories = readAll(categorySchema, classes.data ?? [], 'class', problems);
  const objects = new Map<ImageId, readonly SegmentedObject[]>();
  const conversations = new Map<ImageId, readonly Turn[]>();
  for (const image of images) {
    const read = readList(
      stored,
      ['orders', 'objects'],
      image,
      (record) => readObject(record, image),
      problems,
    );
    if (read.length > 0) objects.set(image.id, read);
    const turns = readList(stored, ['conversations', 'turns'], image, readTurn, problems);
    if (turns.length > 0) conversations.set(image.id, turns);
  }
  const current = images.find(({ id }) => id === stored.project.get('current')) ?? images[0];
  return {
    document: { images, categories: withLostClasses(categories, objects, problems), objects },
    conversations,
    currentImage: current?.id ?? null,
    problems,
  };
}

function readAll<T>(
  schema: z.ZodType<T>,
  values: readonly unknown[],
  what: string,
  problems: string[],
): readonly T[] {
  return values.flatMap((value) => {
    const read = schema.safeParse(value);
    if (read.success) return [read.data];
    const name = z.object({ name: z.string() }).safeParse(value).data?.name;
    problems.push(
      `A stored ${what}${name ? ` (${name})` : ''} is damaged and was left out: its "${read.error.issues[0]?.path.join('.')}" cannot be read.`,
    );
    return [];
  });
}

function readList<T>(
  stored: StoredProject,
  [order, store]: readonly ['orders', 'objects'] | readonly ['conversations', 'turns'],
  image: ImageRecord,
  read: (record: unknown) => T,
  problems: string[],
): readonly T[] {
  const what = store === 'objects' ? 'object' : 'question';
  const ids = idsSchema.safeParse(stored[order].get(image.id) ?? []);
  if (!ids.success) {
    problems.push(`The stored list of ${what}s of ${image.name} is damaged; they were left out.`);
    return [];
  }
  return ids.data.flatMap((id) => {
    try {
      const record = stored[store].get(recordKey([image.id, id]));
      if (record === undefined) throw new StudioError('storage-failed', 'the browser no longer has it');
      return [read(record)];
    } catch (error) {
      if (!(error instanceof StudioError)) throw error;
      const why = error.message.replace(/\.$/u, '');
      problems.push(`A stored ${what} of ${image.name} was left out: ${why}.`);
      return [];
    }
  });
}

function withLostClasses(
  categories: readonly Category[],
  objects: ReadonlyMap<ImageId, readonly SegmentedObject[]>,
  problems: string[],
): readonly Category[] {
  let all = categories;
  for (const list of objects.values()) {
    for (const { category } of list) {
      if (all.some(({ id }) => id === category)) continue;
      const lost = all.length - categories.length + 1;
      const name = lost > 1 ? `recovered class ${lost}` : 'recovered class';
      const colour = nextColour({ images: [], categories: all, objects: new Map() });
      all = [...all, { id: category, name, colour }];
      problems.push(`The class of some objects could not be read; they are now of the class "${name}".`);
    }
  }
  return all;
}
