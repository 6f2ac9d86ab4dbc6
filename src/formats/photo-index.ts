import type { ImageRecord } from '../document/document.ts';
import { splitEnding } from './export-names.ts';
import type { PhotoFile } from './import-file.ts';
import { fileName, longestAgreement, pathKey } from './path-match.ts';

export type PhotoMatch =
  | { readonly kind: 'found'; readonly image: ImageRecord; readonly by: 'path' | 'hash' | 'name' }
  | { readonly kind: 'missing' }
  /** Several photos have that name, in different folders. */
  | { readonly kind: 'ambiguous'; readonly count: number };

/** How a file names a photo: whole, or by its own name up to the ending, as `a.txt` is about `a.jpg`. */
export type PhotoNaming = 'file' | 'stem';

/**
 * Finds the photo of the project that a path in an annotation file means. In this order: the same path; the hash of a
 * photo that came along under that path; the longest end of the path that names exactly one photo (annotation files
 * often give more folders, or fewer, than the project). Letter case and the kind of slash do not matter.
 */
export class PhotoIndex {
  readonly images: readonly ImageRecord[];
  readonly #byPath: Readonly<Record<PhotoNaming, ReadonlyMap<string, readonly ImageRecord[]>>>;
  readonly #byFile: Readonly<Record<PhotoNaming, ReadonlyMap<string, readonly ImageRecord[]>>>;
  readonly #byHash = new Map<string, ImageRecord>();
  readonly #along: Readonly<Record<PhotoNaming, ReadonlyMap<string, readonly PhotoFile[]>>>;

  /**
   * @param images the photos of the project, those that are about to be added included
   * @param along photo files that came along with the annotations
   */
  constructor(images: readonly ImageRecord[], along: readonly PhotoFile[] = []) {
    this.images = images;
    for (const image of images) {
      if (image.sha256 !== '' && !this.#byHash.has(image.sha256)) this.#byHash.set(image.sha256, image);
    }
    const paths = images.map((image) => [pathKey(image.name), image] as const);
    const files = paths.map(([key, image]) => [fileName(key), image] as const);
    this.#byPath = byNaming(paths);
    this.#byFile = byNaming(files);
    this.#along = byNaming(along.map((photo) => [fileName(pathKey(photo.path)), photo] as const));
  }

  match(path: string, naming: PhotoNaming = 'file'): PhotoMatch {
    const whole = pathKey(path);
    const key = naming === 'file' ? whole : splitEnding(whole)[0];
    const same = this.#byPath[naming].get(key) ?? [];
    if (same.length === 1) return { kind: 'found', image: same[0]!, by: 'path' };
    if (same.length > 1) return { kind: 'ambiguous', count: same.length };
    const byHash = this.#matchHash(key, naming);
    if (byHash !== null) return { kind: 'found', image: byHash, by: 'hash' };
    const named = this.#byFile[naming].get(fileName(key)) ?? [];
    const nearest = longestAgreement(named, key, (image) => image.name);
    if (nearest.length === 0) return { kind: 'missing' };
    if (nearest.length > 1) return { kind: 'ambiguous', count: nearest.length };
    return { kind: 'found', image: nearest[0]!, by: 'name' };
  }

  #matchHash(key: string, naming: PhotoNaming): ImageRecord | null {
    const along = this.#along[naming].get(fileName(key)) ?? [];
    const nearest = longestAgreement(along, key, (photo) => photo.path);
    const hashes = new Set(nearest.map(({ sha256 }) => sha256));
    const [only] = hashes;
    return hashes.size === 1 && only !== undefined ? (this.#byHash.get(only) ?? null) : null;
  }
}

function byNaming<T>(
  entries: readonly (readonly [string, T])[],
): Readonly<Record<PhotoNaming, ReadonlyMap<string, readonly T[]>>> {
  const group = (key: (path: string) => string) => {
    const groups = new Map<string, T[]>();
    for (const [path, item] of entries) {
      const list = groups.get(key(path));
      if (list === undefined) groups.set(key(path), [item]);
      else list.push(item);
    }
    return groups;
  };
  return { file: group((path) => path), stem: group((path) => splitEnding(path)[0]) };
}
