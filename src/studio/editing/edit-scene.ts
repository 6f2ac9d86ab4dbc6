import type { Command } from '../../document/command.ts';
import type {
  Category,
  CategoryId,
  ImageId,
  ImageRecord,
  ObjectId,
  SegmentedObject,
  StudioDocument,
} from '../../document/document.ts';
import { imageById, objectsOf } from '../../document/lookup.ts';

/** What an edit is worked out from: a photo with its objects, as they are now. */
export interface EditScene {
  readonly document: StudioDocument;
  readonly image: ImageRecord;
  /** Back to front. */
  readonly objects: readonly SegmentedObject[];
  newId(): string;
}

/** The scene of a photo, or null when it is not in the project. */
export function sceneOf(
  document: StudioDocument,
  image: ImageId | null,
  newId: () => string,
): EditScene | null {
  const record = image === null ? undefined : imageById(document, image);
  return record ? { document, image: record, objects: objectsOf(document, record.id), newId } : null;
}

/** The objects of these ids in the order of the ids; what is not there is left out. */
export function pick(scene: EditScene, ids: readonly ObjectId[]): readonly SegmentedObject[] {
  if (ids.length === 0) return [];
  const known = new Map<ObjectId, SegmentedObject>(scene.objects.map((object) => [object.id, object]));
  return [...new Set(ids)].flatMap((id) => known.get(id) ?? []);
}

/** The same in the order in which they lie, back to front. */
export function pickInOrder(scene: EditScene, ids: readonly ObjectId[]): readonly SegmentedObject[] {
  const wanted = new Set(ids);
  return scene.objects.filter(({ id }) => wanted.has(id));
}

export function nameOf(scene: EditScene, { category }: SegmentedObject): string {
  return scene.document.categories.find(({ id }) => id === category)?.name ?? 'object';
}

/** How steps and notices call objects: "cup", "cup and coffee", "2 × dog and cat"; many classes are "7 objects". */
export function describe(scene: EditScene, objects: readonly SegmentedObject[]): string {
  const counts = new Map<CategoryId, number>();
  for (const { category } of objects) counts.set(category, (counts.get(category) ?? 0) + 1);
  if (counts.size > 3) return `${objects.length} objects`;
  const names = new Map<CategoryId, string>(
    scene.document.categories.map(({ id, name }: Category) => [id, name]),
  );
  const words = [...counts].map(([category, count]) => {
    const name = names.get(category) ?? 'object';
    return count > 1 ? `${count} × ${name}` : name;
  });
  return words.length > 1 ? `${words.slice(0, -1).join(', ')} and ${words.at(-1)}` : (words[0] ?? 'nothing');
}

export function updateObject(
  { image }: EditScene,
  object: SegmentedObject,
  patch: Partial<Omit<SegmentedObject, 'id'>>,
): Command {
  return { kind: 'update-object', image: image.id, object: object.id, patch };
}

export function removeObjects({ image }: EditScene, objects: readonly SegmentedObject[]): Command {
  return { kind: 'remove-objects', image: image.id, objects: objects.map(({ id }) => id) };
}
