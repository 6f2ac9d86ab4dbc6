import type { Command } from '../document/command.ts';
import type {
  Category,
  ImageRecord,
  ObjectId,
  SegmentedObject,
  StudioDocument,
} from '../document/document.ts';
import { categoryByName, categoryKey, nextColour, objectsOf } from '../document/lookup.ts';
import { unionOfMasks } from '../mask/boolean.ts';
import type { Mask } from '../mask/mask.ts';
import { isEmptyMask, maskArea } from '../mask/measure.ts';
import { growMask, shrinkMask } from '../mask/morphology.ts';
import type { SpokenCommand, SpokenTarget } from './spoken-command.ts';

export interface CarriedOut {
  /** Null when nothing can be done; `message` then says why. */
  readonly command: Command | null;
  readonly name: string;
  /** What was done, in words, for the conversation. */
  readonly message: string;
  readonly objects: readonly ObjectId[];
}

export interface SpokenContext {
  readonly document: StudioDocument;
  readonly image: ImageRecord;
  readonly selection: readonly ObjectId[];
  /** Objects of the last answer about this image that are still there. */
  readonly lastAnswer: readonly ObjectId[];
  newId(): string;
}

const nothing = (message: string): CarriedOut => ({ command: null, name: '', message, objects: [] });

/** Works out what a spoken command does to the document; undo and redo are the session's own. */
export function carryOutCommand(
  spoken: Exclude<SpokenCommand, { kind: 'undo' } | { kind: 'redo' }>,
  context: SpokenContext,
): CarriedOut {
  const objects = resolve(spoken.target, context);
  if (objects.length === 0) return nothing('There is no such object in this photo. Nothing was changed.');
  const locked = objects.filter((object) => object.locked);
  const changesPixels = spoken.kind !== 'hide' && spoken.kind !== 'show';
  if (changesPixels && locked.length > 0)
    return nothing(`${names(locked, context)} is locked. Unlock it first; nothing was changed.`);
  const image = context.image.id;
  switch (spoken.kind) {
    case 'delete':
      return {
        command: { kind: 'remove-objects', image, objects: objects.map(({ id }) => id) },
        name: `Delete ${names(objects, context)}`,
        message: `Deleted ${names(objects, context)}.`,
        objects: [],
      };
    case 'hide':
    case 'show': {
      const visible = spoken.kind === 'show';
      return done(
        objects.map((object) => update(context, object, { visible })),
        `${visible ? 'Show' : 'Hide'} ${names(objects, context)}`,
        `${visible ? 'Showing' : 'Hid'} ${names(objects, context)}.`,
        objects,
      );
    }
    case 'merge':
      return merge(objects, context);
    case 'rename':
      return rename(objects, spoken.name, context);
    case 'grow':
    case 'shrink':
      return resize(objects, spoken, context);
  }
}

function done(
  commands: readonly Command[],
  name: string,
  message: string,
  objects: readonly SegmentedObject[],
): CarriedOut {
  return { command: { kind: 'batch', commands }, name, message, objects: objects.map(({ id }) => id) };
}

function update(
  { image }: SpokenContext,
  object: SegmentedObject,
  patch: Partial<Omit<SegmentedObject, 'id'>>,
): Command {
  return { kind: 'update-object', image: image.id, object: object.id, patch };
}

function merge(objects: readonly SegmentedObject[], context: SpokenContext): CarriedOut {
  if (objects.length < 2)
    return nothing('Merging needs two objects or more. Select them, or ask for them together.');
  const [first, ...rest] = objects as readonly [SegmentedObject, ...SegmentedObject[]];
  const mask = unionOfMasks([first.mask, ...rest.map((object) => object.mask)]);
  return done(
    [
      update(context, first, { mask, canvas: null, edited: true }),
      { kind: 'remove-objects', image: context.image.id, objects: rest.map(({ id }) => id) },
    ],
    `Merge ${names(objects, context)}`,
    `Merged ${objects.length} objects into ${names([first], context)}.`,
    [first],
  );
}

function rename(objects: readonly SegmentedObject[], name: string, context: SpokenContext): CarriedOut {
  const { document } = context;
  const known = categoryByName(document, name);
  const category: Category = known ?? {
    id: context.newId() as Category['id'],
    name,
    colour: nextColour(document),
  };
  const commands: Command[] = known
    ? []
    : [{ kind: 'add-categories', categories: [category], at: document.categories.length }];
  return done(
    [...commands, ...objects.map((object) => update(context, object, { category: category.id }))],
    `Rename to ${category.name}`,
    `Renamed ${names(objects, context)} to ${category.name}.`,
    objects,
  );
}

function resize(
  objects: readonly SegmentedObject[],
  { kind, pixels }: Extract<SpokenCommand, { kind: 'grow' | 'shrink' }>,
  context: SpokenContext,
): CarriedOut {
  // "A little" is what a person sees as little on the whole photo: a 250th of its longer side.
  const radius = pixels ?? Math.max(1, Math.round(Math.max(context.image.width, context.image.height) / 250));
  const total = context.image.width * context.image.height;
  const change = (mask: Mask) => (kind === 'grow' ? growMask(mask, radius) : shrinkMask(mask, radius));
  const changed = objects.map((object) => ({ object, mask: change(object.mask) }));
  if (changed.some(({ mask }) => isEmptyMask(mask)))
    return nothing(`Shrinking by ${radius} px would leave nothing. Nothing was changed.`);
  const percent = (masks: readonly Mask[]) =>
    `${((100 * masks.reduce((sum, mask) => sum + maskArea(mask), 0)) / total).toFixed(1)} %`;
  const before = percent(objects.map(({ mask }) => mask));
  const after = percent(changed.map(({ mask }) => mask));
  return done(
    changed.map(({ object, mask }) => update(context, object, { mask, edited: true })),
    `${kind === 'grow' ? 'Grow' : 'Shrink'} ${names(objects, context)}`,
    `Updated ${names(objects, context)}: ${before} → ${after}, ${kind === 'grow' ? 'grown' : 'shrunk'} by ${radius} px.`,
    objects,
  );
}

function resolve(target: SpokenTarget, context: SpokenContext): readonly SegmentedObject[] {
  const objects = objectsOf(context.document, context.image.id);
  const byId = (ids: readonly ObjectId[]) => objects.filter(({ id }) => ids.includes(id));
  const selected = byId(context.selection);
  const last = byId(context.lastAnswer);
  switch (target.kind) {
    case 'all':
      return objects;
    case 'it':
      return selected.length > 0 ? selected : last.slice(-1);
    case 'them':
      return selected.length > 1 ? selected : last;
    case 'number': {
      const object = target.number < 0 ? objects.at(-1) : objects[target.number - 1];
      return object ? [object] : [];
    }
    case 'class': {
      const category = categoryByName(context.document, target.name);
      return objects.filter((object) => object.category === category?.id);
    }
  }
}

function names(objects: readonly SegmentedObject[], { document }: SpokenContext): string {
  const nameOf = new Map<Category['id'], string>(document.categories.map(({ id, name }) => [id, name]));
  const counts = new Map<string, number>();
  for (const { category } of objects) {
    const name = nameOf.get(category) ?? 'object';
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].map(([name, count]) => (count > 1 ? `${count} × ${name}` : name)).join(', ');
}

/** True when the image has an object whose class has this name. */
export function hasObjectOf(document: StudioDocument, image: ImageRecord, name: string): boolean {
  const category = document.categories.find((known) => categoryKey(known.name) === categoryKey(name));
  return (
    category !== undefined && objectsOf(document, image.id).some((object) => object.category === category.id)
  );
}
