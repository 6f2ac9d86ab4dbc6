import type { ImageId } from '../document/document.ts';
import type { Mask } from '../mask/mask.ts';

export interface ImportedCategory {
  /** As in the file, trimmed; unique within the result by `categoryKey`. */
  readonly name: string;
  readonly supercategory?: string;
}

export interface ImportedObject {
  /** Index into `ImportResult.categories`. */
  readonly category: number;
  /** At the size of the project's photo. */
  readonly mask: Mask;
  readonly attributes: Readonly<Record<string, string>>;
}

/** A question or expression that came with the annotations. */
export interface ImportedTurn {
  readonly prompt: string;
  /** Plain words of the answer. */
  readonly words: string;
  /** Indices into the image's `objects`; empty for an answer that nothing is there. */
  readonly objects: readonly number[];
}

export interface ImportedImage {
  readonly image: ImageId;
  /** How the file named it. */
  readonly path: string;
  readonly matchedBy: 'path' | 'hash' | 'name';
  /** Back to front. */
  readonly objects: readonly ImportedObject[];
  readonly turns: readonly ImportedTurn[];
}

/** Where in a file something is: a line from 1, or a JSON pointer (RFC 6901). */
export type ImportPlace =
  | { readonly kind: 'file' }
  | { readonly kind: 'line'; readonly line: number }
  | { readonly kind: 'pointer'; readonly pointer: string };

/** Something that could not be taken over. Everything else was. */
export interface ImportFailure {
  readonly file: string;
  readonly place: ImportPlace;
  /** In words for people: what is wrong, without the file and place. */
  readonly reason: string;
}

/** What was read; nothing has changed yet. `importCommand` turns it into one step. */
export interface ImportResult {
  readonly categories: readonly ImportedCategory[];
  /** Each photo of the project at most once, also those for which the files say that nothing is there. */
  readonly images: readonly ImportedImage[];
  readonly failed: readonly ImportFailure[];
  /** What people should know about how the files were understood, such as boxes that were taken as masks. */
  readonly notes: readonly string[];
}
