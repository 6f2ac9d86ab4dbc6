import type { ImageRecord, ObjectId, SegmentedObject, StudioDocument } from '../document/document.ts';
import { categoryByWord, objectsOf } from '../document/lookup.ts';
import { assertNever } from '../errors/assert-never.ts';
import { type EditScene, pick, pickInOrder } from './editing/edit-scene.ts';
import type { SpokenTarget } from './spoken-target.ts';

/** What "it" and "them" can mean. */
export interface Spoken {
  readonly selection: readonly ObjectId[];
  /** Objects of the last answer about this image that are still there. */
  readonly lastAnswer: readonly ObjectId[];
}

/** The objects that words name, each once: in the order named, else as selected, else back to front. */
export function resolveTarget(
  target: SpokenTarget,
  scene: EditScene,
  spoken: Spoken,
): readonly SegmentedObject[] {
  const { objects, document } = scene;
  const selected = pick(scene, spoken.selection);
  const last = pickInOrder(scene, spoken.lastAnswer);
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
      const category = categoryByWord(document, target.name);
      return objects.filter((object) => object.category === category?.id);
    }
    case 'each': {
      const found = target.targets.map((each) => resolveTarget(each, scene, spoken));
      // One of them missing is a slip: better nothing than half of what was said.
      return found.every((list) => list.length > 0) ? [...new Set(found.flat())] : [];
    }
    default:
      return assertNever(target);
  }
}

/** True when the image has an object of the class that this word leads to. */
export function hasObjectOf(document: StudioDocument, image: ImageRecord, word: string): boolean {
  const category = categoryByWord(document, word);
  return (
    category !== undefined && objectsOf(document, image.id).some((object) => object.category === category.id)
  );
}
