import type { ImageId, ImageRecord } from '../document/document.ts';
import { categoryKey } from '../document/lookup.ts';
import { StudioError } from '../errors/studio-error.ts';
import type {
  ImportedCategory,
  ImportedImage,
  ImportedObject,
  ImportedTurn,
  ImportFailure,
  ImportPlace,
  ImportResult,
} from './import-result.ts';
import type { PhotoIndex, PhotoNaming } from './photo-index.ts';

/** One photo while its annotations are read. */
export interface BatchImage {
  readonly image: ImageRecord;
  readonly path: string;
  readonly matchedBy: ImportedImage['matchedBy'];
  readonly objects: ImportedObject[];
  readonly turns: ImportedTurn[];
}

/** What is known about a photo that a file names. */
export interface ImageClaim {
  readonly naming?: PhotoNaming;
  /** Pixels, when the file gives them. */
  readonly size?: { readonly width: number; readonly height: number };
}

export type FoundImage = { readonly image: BatchImage } | { readonly image: null; readonly reason: string };

/** Files may hold names of any length, which reasons quote. */
const maxReasonLength = 500;
/** Longest name of a class that is taken over. */
const maxNameLength = 200;

/** Collects what an importer reads, piece by piece, and what fails. */
export class ImportBatch {
  readonly #photos: PhotoIndex;
  readonly #categories: ImportedCategory[] = [];
  readonly #categoryIndex = new Map<string, number>();
  readonly #images = new Map<ImageId, BatchImage>();
  readonly #failed: ImportFailure[] = [];
  readonly #notes = new Map<string, number>();

  constructor(photos: PhotoIndex) {
    this.#photos = photos;
  }

  fail(file: string, place: ImportPlace, reason: string): void {
    const short = reason.length > maxReasonLength ? `${reason.slice(0, maxReasonLength - 1)}…` : reason;
    this.#failed.push({ file, place, reason: short });
  }

  /**
   * Runs one small step of reading; when it throws StudioError `format-invalid` or `mask-invalid`, that is noted as a
   * failure at this place, and null is given.
   */
  attempt<T>(file: string, place: ImportPlace, step: () => T): T | null {
    try {
      return step();
    } catch (error) {
      if (!isInvalid(error)) throw error;
      this.fail(file, place, error.message);
      return null;
    }
  }

  /** The same for a step that waits. */
  async attemptAsync<T>(file: string, place: ImportPlace, step: () => Promise<T>): Promise<T | null> {
    try {
      return await step();
    } catch (error) {
      if (!isInvalid(error)) throw error;
      this.fail(file, place, error.message);
      return null;
    }
  }

  /** Keeps something to tell about how the files were understood; equal texts are told once, with their count. */
  note(text: string): void {
    this.#notes.set(text, (this.#notes.get(text) ?? 0) + 1);
  }

  /**
   * The index of a class, new or known (names are compared by `categoryKey`). Throws StudioError `format-invalid` for
   * a name that is empty or very long.
   */
  category(name: string, supercategory?: string): number {
    const trimmed = name.trim();
    const key = categoryKey(trimmed);
    const known = this.#categoryIndex.get(key);
    if (known !== undefined) return known;
    if (trimmed === '') throw new StudioError('format-invalid', 'A class has no name.');
    if (trimmed.length > maxNameLength) {
      throw new StudioError(
        'format-invalid',
        `The class "${trimmed.slice(0, 40)}…" has a name of ${trimmed.length} characters; ${maxNameLength} are allowed.`,
      );
    }
    const parent = supercategory?.trim();
    this.#categories.push(parent ? { name: trimmed, supercategory: parent } : { name: trimmed });
    this.#categoryIndex.set(key, this.#categories.length - 1);
    return this.#categories.length - 1;
  }

  /**
   * The project's photo of that path. When there is none, or the size given differs from it, that is noted as a failure
   * at the place and null is given; its annotations are then left out.
   */
  image(path: string, file: string, place: ImportPlace, more: ImageClaim = {}): BatchImage | null {
    const found = this.findImage(path, more);
    if (found.image === null) this.fail(file, place, found.reason);
    else this.keep(found.image);
    return found.image;
  }

  /**
   * The same without noting anything: the reason, a whole sentence, is given instead, and a photo that is found is not
   * part of the result before `keep`: what is kept may replace what is there.
   */
  findImage(path: string, { naming = 'file', size }: ImageClaim = {}): FoundImage {
    const match = this.#photos.match(path, naming);
    const missing = (reason: string): FoundImage => ({ image: null, reason });
    if (match.kind === 'missing') return missing(`The photo ${quoted(path)} is not in the project.`);
    if (match.kind === 'ambiguous') {
      return missing(`${match.count} photos of the project could be ${quoted(path)}.`);
    }
    const { image, by } = match;
    if (size !== undefined && (size.width !== image.width || size.height !== image.height)) {
      const [theirs, ours] = [`${size.width} by ${size.height}`, `${image.width} by ${image.height}`];
      return missing(`${quoted(path)} is ${theirs} pixels here and ${ours} in the project.`);
    }
    const known = this.#images.get(image.id);
    if (known !== undefined && known.path !== path) {
      const name = `the photo "${image.name}" of the project`;
      return missing(`${quoted(path)} would be ${name}, which ${quoted(known.path)} is already.`);
    }
    return { image: known ?? { image, path, matchedBy: by, objects: [], turns: [] } };
  }

  /** Makes a photo that was found part of the result, with or without objects. */
  keep(image: BatchImage): void {
    this.#images.set(image.image.id, image);
  }

  finish(): ImportResult {
    return {
      categories: this.#categories,
      images: [...this.#images.values()].map(({ image, ...rest }) => ({ ...rest, image: image.id })),
      failed: this.#failed,
      notes: [...this.#notes].map(([text, count]) => (count === 1 ? text : `${text} (${count} times)`)),
    };
  }
}

function isInvalid(error: unknown): error is StudioError {
  return error instanceof StudioError && (error.code === 'format-invalid' || error.code === 'mask-invalid');
}

function quoted(text: string): string {
  return `"${text.length > 120 ? `${text.slice(0, 120)}…` : text}"`;
}
