import type { ObjectId } from '../document/document.ts';
import type { MaskFades } from './mask-fades.ts';
import { MaskSheet } from './mask-sheet.ts';
import type { SceneObject } from './scene.ts';

/** The objects of a scene by how they are drawn, each list back to front. */
export interface SceneParts {
  /** On one picture of all that nothing happens to, as they look at rest. */
  readonly resting: readonly SceneObject[];
  /** Those of them that stand out from it. */
  readonly raised: readonly SceneObject[];
  /** Drawn one by one. */
  readonly others: readonly SceneObject[];
}

/**
 * Many objects are one picture. Those under the pointer and those selected stay in it and are raised above it, so that
 * neither costs more than drawing one mask; what changes otherwise lies above the picture and not in it. Remembers the
 * last answer: most paints come with the same scene.
 */
export class ScenePartition {
  readonly #fades: MaskFades;
  #objects: readonly SceneObject[] | null = null;
  #erased: ObjectId | null = null;
  #fading = false;
  #parts: SceneParts = { resting: [], raised: [], others: [] };

  constructor(fades: MaskFades) {
    this.#fades = fades;
  }

  /** `erased`: the object that a stroke takes away from. */
  of(objects: readonly SceneObject[], erased: ObjectId | null): SceneParts {
    const fading = this.#fades.running;
    const same = objects === this.#objects && erased === this.#erased;
    if (same && !fading && !this.#fading) return this.#parts;
    this.#objects = objects;
    this.#erased = erased;
    this.#fading = fading;
    this.#parts = this.#part(objects, erased);
    return this.#parts;
  }

  #part(objects: readonly SceneObject[], erased: ObjectId | null): SceneParts {
    const calm = ({ id, show, mask }: SceneObject) =>
      show === 'mask' && id !== erased && this.#fades.progress(mask) >= 1;
    const resting = MaskSheet.serves(objects.length) ? objects.filter(calm) : [];
    if (!MaskSheet.serves(resting.length)) return { resting: [], raised: [], others: objects };
    return {
      resting,
      raised: resting.filter(({ hovered, selected }) => hovered || selected),
      others: objects.filter((object) => !calm(object)),
    };
  }
}

/** An object as it looks with nobody's attention on it. */
export function atRest(object: SceneObject): SceneObject {
  return object.hovered || object.selected ? { ...object, hovered: false, selected: false } : object;
}
