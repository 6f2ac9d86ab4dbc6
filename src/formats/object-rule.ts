import type { ImageId, ObjectId } from '../document/document.ts';
import type { ExportCheck } from './export-check.ts';

/** One rule about objects, and how many break it: the check that says so. */
export class ObjectRule {
  readonly #check: Omit<ExportCheck, 'count' | 'text' | 'image' | 'object'>;
  readonly #texts: readonly [one: string, many: string];
  #count = 0;
  #first: Pick<ExportCheck, 'image' | 'object'> = {};

  constructor(kind: string, tone: ExportCheck['tone'], one: string, many: string) {
    this.#check = { kind, tone };
    this.#texts = [`1 object ${one}`, `objects ${many}`];
  }

  found(image: ImageId | undefined, object: ObjectId | undefined): void {
    if (this.#count === 0) this.#first = { ...(image ? { image } : {}), ...(object ? { object } : {}) };
    this.#count++;
  }

  get checks(): ExportCheck[] {
    if (this.#count === 0) return [];
    const [one, many] = this.#texts;
    const text = this.#count === 1 ? one : `${this.#count} ${many}`;
    return [{ ...this.#check, count: this.#count, text, ...this.#first }];
  }
}
