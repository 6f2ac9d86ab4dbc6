import type { ImageId, ImageRecord } from '../../document/document.ts';
import { fileName, longestAgreement, pathKey } from '../../formats/path-match.ts';

/** A file that may be that of a photo. */
export interface FoundFile {
  /** Forward-slash path in what the person chose. */
  readonly path: string;
  readonly file: File;
}

export interface PhotoFind extends FoundFile {
  readonly image: ImageRecord;
  /** `name`: by name and size, of a photo whose content nobody had read. */
  readonly by: 'content' | 'name';
}

export interface MatchOptions {
  /** Lower-case hex SHA-256 of a file; null when it can't be read. */
  hash(file: File): Promise<string | null>;
  /** Pixels of files as displayed, in their order; null for what is no photo. */
  measure(
    files: readonly File[],
  ): Promise<readonly ({ readonly width: number; readonly height: number } | null)[]>;
  onProgress(done: number, total: number): void;
  /** Ends it early: what was compared by then is matched. */
  readonly signal: AbortSignal;
}

/** Files read at a time; each is in memory whole while its hash is made. */
const atOnce = 4;

/**
 * Finds the files of photos by their content: only files that have the size of one are read. Several files of one
 * content go to the photos whose names agree best. A photo without a hash is found by its name and its size, in bytes
 * and in pixels. Neither the photos nor the files are changed.
 */
export async function matchPhotos(
  lost: readonly ImageRecord[],
  files: readonly FoundFile[],
  options: MatchOptions,
): Promise<ReadonlyMap<ImageId, PhotoFind>> {
  const known = lost.filter(({ sha256 }) => sha256 !== '');
  const finds = new Map<ImageId, PhotoFind>();
  const byHash = await hashesOf(files, new Set(known.map(({ bytes }) => bytes)), options);
  const taken = new Set<FoundFile>();
  for (const image of known) {
    const best = bestOf(byHash.get(image.sha256) ?? [], image, taken);
    if (best) finds.set(image.id, { ...best, image, by: 'content' });
  }
  const unread = lost.filter(({ sha256 }) => sha256 === '');
  for (const find of await byNames(unread, files, options)) finds.set(find.image.id, find);
  return finds;
}

async function hashesOf(
  files: readonly FoundFile[],
  sizes: ReadonlySet<number>,
  { hash, onProgress, signal }: MatchOptions,
): Promise<ReadonlyMap<string, FoundFile[]>> {
  const alike = files.filter(({ file }) => sizes.has(file.size));
  const hashes = new Array<string | null>(alike.length).fill(null);
  const rest = alike.entries();
  let done = 0;
  onProgress(0, alike.length);
  const work = async () => {
    for (const [index, { file }] of rest) {
      if (signal.aborted) return;
      hashes[index] = await hash(file);
      onProgress(++done, alike.length);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  const byHash = new Map<string, FoundFile[]>();
  for (const [index, found] of alike.entries()) {
    const sha256 = hashes[index];
    if (!sha256) continue;
    const group = byHash.get(sha256);
    if (group) group.push(found);
    else byHash.set(sha256, [found]);
  }
  return byHash;
}

/** Of the same content, the file whose name and folders agree best with the photo's; one that no other has, if there is. */
function bestOf(
  files: readonly FoundFile[],
  image: ImageRecord,
  taken: Set<FoundFile>,
): FoundFile | undefined {
  const free = files.filter((file) => !taken.has(file));
  const choice = free.length > 0 ? free : files;
  const key = pathKey(image.link?.path ?? image.name);
  const named = choice.filter(({ path }) => fileName(pathKey(path)) === fileName(key));
  const [best] = longestAgreement(named.length > 0 ? named : choice, key, ({ path }) => path);
  if (best) taken.add(best);
  return best;
}

async function byNames(
  unread: readonly ImageRecord[],
  files: readonly FoundFile[],
  { measure, signal }: MatchOptions,
): Promise<readonly PhotoFind[]> {
  if (unread.length === 0 || signal.aborted) return [];
  const groups = new Map<string, FoundFile[]>();
  const keyOf = (path: string, bytes: number) => `${bytes} ${fileName(pathKey(path))}`;
  for (const found of files) {
    const key = keyOf(found.path, found.file.size);
    const group = groups.get(key);
    if (group) group.push(found);
    else groups.set(key, [found]);
  }
  const taken = new Set<FoundFile>();
  const likely = unread.flatMap((image) => {
    const path = image.link?.path ?? image.name;
    const best = bestOf(groups.get(keyOf(path, image.bytes)) ?? [], image, taken);
    return best ? [{ ...best, image, by: 'name' as const }] : [];
  });
  const sizes = await measure(likely.map(({ file }) => file));
  return likely.filter(
    ({ image }, index) => sizes[index]?.width === image.width && sizes[index]?.height === image.height,
  );
}
