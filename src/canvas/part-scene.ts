import type { ObjectId } from '../document/document.ts';
import type { Mask } from '../mask/mask.ts';
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

/** What changes masks at the moment. */
export interface Worked {
  /** The object that a stroke takes away from. */
  readonly erased: ObjectId | null;
  /** A tool that draws on what is selected is in hand. */
  readonly drawing: boolean;
}

/**
 * Many objects are one picture. Those under the pointer and those selected stay in it and are raised above it, so that
 * neither costs more than drawing one mask; what is worked on lies above the picture and not in it. Remembers the
 * last answer: most paints come with the same scene.
 */
export class ScenePartition {
  readonly #fades: MaskFades;
  #objects: readonly SceneObject[] | null = null;
  #worked: Worked = { erased: null, drawing: false };
  /** Masks of selected objects since they were selected; null once they changed. */
  #found = new Map<ObjectId, Mask | null>();
  #fading = false;
  #parts: SceneParts = { resting: [], raised: [], others: [] };

  constructor(fades: MaskFades) {
    this.#fades = fades;
  }

  of(objects: readonly SceneObject[], worked: Worked): SceneParts {
    const fading = this.#fades.running;
    const { erased, drawing } = this.#worked;
    const same = objects === this.#objects && worked.erased === erased && worked.drawing === drawing;
    if (same && !fading && !this.#fading) return this.#parts;
    this.#objects = objects;
    this.#worked = worked;
    this.#fading = fading;
    this.#remember(objects);
    this.#parts = this.#part(objects, worked);
    return this.#parts;
  }

  #remember(objects: readonly SceneObject[]): void {
    const before = this.#found;
    this.#found = new Map();
    for (const { id, mask, selected } of objects) {
      if (!selected) continue;
      const known = before.get(id);
      this.#found.set(id, known === undefined || known === mask ? mask : null);
    }
  }

  #part(objects: readonly SceneObject[], { erased, drawing }: Worked): SceneParts {
    // Once changed, what is selected is likely to change again.
    const busy = ({ id, mask, selected }: SceneObject) =>
      id === erased || (selected && (drawing || this.#found.get(id) !== mask));
    const calm = (object: SceneObject) =>
      object.show === 'mask' && !busy(object) && this.#fades.progress(object.mask) >= 1;
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
