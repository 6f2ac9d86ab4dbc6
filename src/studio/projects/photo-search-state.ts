import type { ImageId } from '../../document/document.ts';

export interface LostPhoto {
  readonly image: ImageId;
  readonly name: string;
  /** Why there is no file, in words. */
  readonly reason: string;
}

/** The search for photos of the project whose files are not where they were. One at a time. */
export type PhotoSearchState =
  | { readonly kind: 'idle' }
  /** It is looked which photos have no file. */
  | { readonly kind: 'checking' }
  /** Waits to be told where to look; empty when every photo has its file. */
  | { readonly kind: 'lost'; readonly photos: readonly LostPhoto[] }
  /** Files compared, of those that have the size of a lost photo. */
  | { readonly kind: 'searching'; readonly done: number; readonly total: number }
  | {
      readonly kind: 'done';
      /** Photos that had no file, and how many of them have one now. */
      readonly lost: number;
      readonly found: number;
      /** Of those found: their file has another name now. */
      readonly renamed: number;
      /** Of those found: known by name and size alone, as nobody had read them before. */
      readonly byName: number;
      /** Of those found: copied into the project; the others are read where they are. */
      readonly copied: number;
      /** The person stopped it; what was found by then counts. */
      readonly stopped: boolean;
      readonly missing: readonly LostPhoto[];
    }
  | { readonly kind: 'failed'; readonly message: string };
