import type { CategoryId, ImageId, ObjectId } from '../../document/document.ts';
import { imageById } from '../../document/lookup.ts';
import { type Pick, picker } from '../../document/testing/random-command.ts';
import type { OpenStudio } from './open-studio.ts';
import { type EditTable, randomEdits } from './random-edits.ts';
import { randomMask } from './random-shapes.ts';

/** One deed of a random person: `numbers` decide on what and how. */
export interface RandomDeed {
  readonly edit: string;
  readonly numbers: readonly number[];
  /** `go-on`: what comes next is done before the pixels of this have come. */
  readonly pixels: 'wait' | 'go-on';
}

/** Carries out deeds in a studio, some of them while others still wait for the pixel worker. */
export class RandomHand {
  readonly #app: OpenStudio;
  readonly #under: Promise<unknown>[] = [];
  #release: (() => void) | null = null;

  constructor(app: OpenStudio) {
    this.#app = app;
  }

  /** Throws what the studio throws, which it must not. */
  async do({ edit, numbers, pixels }: RandomDeed): Promise<void> {
    const run = randomEdits[edit];
    if (!run) throw new Error(`There is no edit ${edit}.`);
    if (pixels === 'go-on') this.#release ??= this.#app.pixels.hold();
    const done = run(this.#table(picker(numbers)));
    if (!(done instanceof Promise)) return;
    this.#under.push(done);
    if (pixels === 'wait') await this.settle();
  }

  /** Resolves when everything is carried out, taken back or refused. */
  async settle(): Promise<void> {
    const { studio } = this.#app;
    this.#release?.();
    this.#release = null;
    await Promise.all(this.#under.splice(0));
    await this.#app.answered();
    // An edit in turn that changes nothing comes after all before it.
    studio.setView({ snapToEdges: false });
    await studio.applyStroke([], 'add');
  }

  #table(pick: Pick): EditTable {
    const { studio } = this.#app;
    const { document, currentImage } = studio.project.getState();
    const { width, height } = (currentImage && imageById(document, currentImage)) ?? {
      width: 24,
      height: 18,
    };
    const objects = (currentImage && document.objects.get(currentImage)) || [];
    const idOf = <Id extends string>(list: readonly { readonly id: Id }[]) =>
      list[pick(list.length)]?.id ?? ('gone' as Id);
    const object = (): ObjectId => idOf(objects);
    return {
      app: this.#app,
      studio,
      pick,
      size: { width, height },
      one: object,
      some: () => {
        const count = (pick(6) + 1) % 6;
        return Array.from({ length: count }, () => (pick(12) === 11 ? ('gone' as ObjectId) : object()));
      },
      mask: () => randomMask({ width, height: height + (pick(20) === 19 ? 1 : 0) }, pick),
      category: (): CategoryId => idOf(document.categories),
      image: (): ImageId => idOf(document.images),
    };
  }
}
