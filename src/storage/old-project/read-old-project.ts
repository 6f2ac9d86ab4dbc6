import { z } from 'zod';
import type { Turn } from '../../document/conversation.ts';
import type { Category, ImageId, ImageRecord, SegmentedObject } from '../../document/document.ts';
import { categorySchema, imageSchema, objectSchema, turnSchema } from '../../document/document-schema.ts';
import { nextColour } from '../../document/lookup.ts';
import type { ProjectContent } from '../../document/serialize-project.ts';
import { StudioError } from '../../errors/studio-error.ts';
import { deserializeMask } from '../../mask/serialize-mask.ts';
import type { recordStores } from './old-database.ts';

/** What was read. Nothing is left out silently: what could not be read is still stored and named in `problems`. */
export interface LoadedProject extends ProjectContent {
  /** In words for people; empty when everything was read. */
  readonly problems: readonly string[];
}

/** What the stores hold, by key; a value that the browser itself could not give back is missing. */
export type OldRecords = Readonly<Record<(typeof recordStores)[number], ReadonlyMap<string, unknown>>>;

/** Key of a record in `OldRecords`. */
export function recordKey(key: string | readonly [image: string, id: string]): string {
  return typeof key === 'string' ? key : JSON.stringify(key);
}

const idsSchema = z.array(z.string());

/**
 * The project from its records. A record that can't be read is left out and named in `problems`; objects whose class
 * is gone get one again. Throws StudioError `storage-failed` when the list of photos itself can't be read.
 */
export function readOldProject(stored: OldRecords): LoadedProject {
  const problems: string[] = [];
  const list = z.array(z.unknown()).safeParse(stored.project.get('images') ?? []);
  if (!list.success)
    throw new StudioError(
      'storage-failed',
      'The project of an earlier version is damaged: its list of photos cannot be read. Nothing of it was deleted, and other projects are not touched by it.',
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
  stored: OldRecords,
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

/** Throws StudioError `storage-failed` or `mask-invalid`, saying what is wrong. */
function readObject(record: unknown, photo: ImageRecord): SegmentedObject {
  const { mask: bytes } = readAs(z.object({ mask: z.instanceof(Uint8Array) }), record);
  const mask = deserializeMask(bytes);
  if (mask.width !== photo.width || mask.height !== photo.height)
    throw new StudioError('mask-invalid', 'its mask has another size than the photo');
  return readAs(objectSchema, { ...(record as object), mask });
}

function readTurn(record: unknown): Turn {
  return readAs(turnSchema, record);
}

function readAs<T>(schema: z.ZodType<T>, record: unknown): T {
  const read = schema.safeParse(record);
  if (read.success) return read.data;
  throw new StudioError('storage-failed', `its "${read.error.issues[0]?.path.join('.')}" is damaged`, {
    cause: read.error,
  });
}
