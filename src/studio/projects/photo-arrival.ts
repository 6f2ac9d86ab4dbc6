import type { ImageRecord } from '../../document/document.ts';
import type { HistoryStep } from '../../document/history.ts';
import type { ProjectId } from '../../document/project-summary.ts';
import type { ProjectSession } from '../project-session.ts';

/** Files measured in one request, and requests under way: a file is waited for most of its time. */
const together = 256;
const requests = 3;
/** Each part is so many times the one before: the first photos are there at once, few parts repeat little on disk. */
const firstPart = 64;
const growth = 4;

/**
 * Reads thousands of files and hands on what was found in growing parts, in order, as soon as all before are there.
 * `take` gives false to end it early.
 * @param read results in the order of its items, one each
 */
export async function readInParts<T, R>(
  items: readonly T[],
  read: (some: readonly T[]) => Promise<readonly R[]>,
  take: (results: readonly R[], items: readonly T[]) => boolean,
): Promise<void> {
  let at = 0;
  for (let size = firstPart; at < items.length; size *= growth) {
    const part = items.slice(at, at + size);
    at += size;
    if (!take(await readTogether(part, read), part)) return;
  }
}

/** All results in the order of their items; hundreds of items are read in one request, a few requests at a time. */
export async function readTogether<T, R>(
  items: readonly T[],
  read: (some: readonly T[]) => Promise<readonly R[]>,
): Promise<readonly R[]> {
  const starts = Array.from({ length: Math.ceil(items.length / together) }, (_, i) => i * together);
  const results = new Array<readonly R[]>(starts.length);
  const rest = starts.entries();
  const work = async () => {
    for (const [index, at] of rest) results[index] = await read(items.slice(at, at + together));
  };
  await Promise.all(Array.from({ length: requests }, work));
  return results.flat();
}

/** Photos that come to a project in parts: one undo step, unless people do something else in between. */
export class PhotoArrival {
  readonly #session: ProjectSession;
  readonly #project: ProjectId | null;
  #first: ImageRecord | null = null;
  /** The first of those that the last step brought. */
  #stepFirst: ImageRecord | null = null;

  /** For the project that is open now: to be made before anything is read. */
  constructor(session: ProjectSession) {
    this.#session = session;
    this.#project = session.store.getState().id;
  }

  /** False when another project was opened, another tab took this one over, or what came before was undone or removed. */
  get wanted(): boolean {
    const { document } = this.#session;
    if (!this.#session.mayChange(this.#project)) return false;
    const first = this.#first;
    return first === null || document.images.some(({ id }) => id === first.id);
  }

  /**
   * Adds photos behind those that are there, each with a name that no other has.
   * @param step name of the undo step, should it be a new one
   */
  add(step: string, images: readonly ImageRecord[]): void {
    const [first] = images;
    if (!first) return;
    const session = this.#session;
    const at = session.document.images.length;
    const joins = this.#stepFirst !== null && bringsFirst(session.lastStep, this.#stepFirst);
    session[joins ? 'join' : 'run'](step, { kind: 'add-images', images, at });
    if (!joins) this.#stepFirst = first;
    this.#first ??= first;
  }
}

/** Steps are not the same objects once more was learned about their photos. */
function bringsFirst(step: HistoryStep | null, image: ImageRecord): boolean {
  if (!step) return false;
  const [first] = step.redo.kind === 'batch' ? step.redo.commands : [step.redo];
  return first?.kind === 'add-images' && first.images[0]?.id === image.id;
}
