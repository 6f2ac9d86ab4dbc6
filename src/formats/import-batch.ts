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
    this.#failed.push({ file, place, reason });
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
   * The project's photo of that path. When there is none, or the sizes given differ from it, that is noted as a failure
   * at the place and null is given; its annotations are then left out.
   */
  image(
    path: string,
    file: string,
    place: ImportPlace,
    more: {
      readonly naming?: PhotoNaming;
      readonly size?: { readonly width: number; readonly height: number };
    } = {},
  ): BatchImage | null {
    const match = this.#photos.match(path, more.naming ?? 'file');
    if (match.kind === 'missing') {
      this.fail(file, place, `The photo ${quoted(path)} is not in the project.`);
      return null;
    }
    if (match.kind === 'ambiguous') {
      this.fail(file, place, `${match.count} photos of the project could be ${quoted(path)}.`);
      return null;
    }
    const { image, by } = match;
    const { size } = more;
    if (size !== undefined && (size.width !== image.width || size.height !== image.height)) {
      const theirs = `${size.width} by ${size.height}`;
      this.fail(
        file,
        place,
        `${quoted(path)} is ${theirs} pixels here and ${image.width} by ${image.height} in the project.`,
      );
      return null;
    }
    const known = this.#images.get(image.id);
    if (known !== undefined && known.path !== path) {
      this.fail(
        file,
        place,
        `${quoted(path)} would be the photo "${image.name}" of the project, which ${quoted(known.path)} is already.`,
      );
      return null;
    }
    if (known !== undefined) return known;
    const entry: BatchImage = { image, path, matchedBy: by, objects: [], turns: [] };
    this.#images.set(image.id, entry);
    return entry;
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
