import type { Mask } from '../../mask/mask.ts';
import type { BatchImage } from '../import-batch.ts';
import { MaskShelf } from '../mask-shelf.ts';

/** Equal objects, and how many of them the answer of that number has given. */
interface Twins {
  readonly indices: number[];
  answer: number;
  given: number;
}

/**
 * The objects of one photo while several answers speak of them: an object that two answers give, by the same name and
 * the same cells, is one. Within one answer equal objects stay several.
 */
export class ObjectShelf {
  readonly #image: BatchImage;
  readonly #shelf = new MaskShelf<Twins>();
  #answer = 0;

  constructor(image: BatchImage) {
    this.#image = image;
  }

  beginAnswer(): void {
    this.#answer++;
  }

  /** The index of the object, known from an earlier answer or new. */
  add(category: number, mask: Mask): number {
    const twins = this.#shelf.get(String(category), mask, () => ({ indices: [], answer: 0, given: 0 }));
    if (twins.answer !== this.#answer) twins.given = 0;
    twins.answer = this.#answer;
    if (twins.given === twins.indices.length) {
      twins.indices.push(this.#image.objects.push({ category, mask, attributes: {} }) - 1);
    }
    return twins.indices[twins.given++]!;
  }
}
