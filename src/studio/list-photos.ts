import type { ImageId, ImageRecord } from '../document/document.ts';
import type { NoticeBoard } from './notice-board.ts';
import { type FailedFile, failureWords, type NewPhoto, takeName } from './open-photos.ts';
import type { ProjectSession } from './project-session.ts';
import { PhotoArrival, readInParts } from './projects/photo-arrival.ts';
import type { PhotoCopies } from './projects/photo-copies.ts';
import type { StudioDependencies } from './studio-dependencies.ts';

interface Parts {
  readonly session: ProjectSession;
  readonly notices: NoticeBoard;
  readonly copies: PhotoCopies;
  readonly deps: Pick<StudioDependencies, 'pixels' | 'newId' | 'now'>;
  /** Called with the first photo, while others may still be read. */
  show(image: ImageId): void;
}

interface Found {
  readonly image: ImageRecord;
  readonly file: Blob;
}

/**
 * Adds many photos in one undo step by their headers alone; they are copied into the project behind people, who can work
 * on the first while others are read. A photo whose copy an earlier page did not come to is filled in by the file of its
 * name and size, with its objects. Files that are no photos are told in one note. Gives the first one opened.
 */
export async function listPhotos(photos: readonly NewPhoto[], parts: Parts): Promise<ImageId | null> {
  const { session, notices, copies, deps, show } = parts;
  const missing = new Map(
    session.document.images
      .filter((image) => image.sha256 === '' && !image.link)
      .map((image) => [keyOf(image), image]),
  );
  const failed: FailedFile[] = [];
  let first: ImageId | null = null;
  const arrival = new PhotoArrival(session);
  let step: string | null = null;
  const take = (results: readonly (ImageRecord | FailedFile)[], some: readonly NewPhoto[]) => {
    const found: Found[] = [];
    results.forEach((result, index) => {
      const file = some[index]?.file;
      if ('reason' in result) failed.push(result);
      else if (file) found.push({ image: result, file });
    });
    if (!arrival.wanted) return false;
    step ??= `Open ${photos.length - failed.length} photos`;
    const { all, fresh } = placed(found, missing, session.document.images);
    // Before they are in the document: what shows them asks for their files.
    copies.add(
      all.map(({ image }) => image),
      all.map(({ file }) => file),
    );
    arrival.add(step, fresh);
    if (first === null && all[0]) {
      first = all[0].image.id;
      show(first);
    }
    return true;
  };
  await copies.after(() => readInParts(photos, (some) => recordsOf(some, deps), take));
  if (failed.length > 0) notices.note('error', failureWords(failed));
  return first;
}

/** Photos under free names, or as the ones that are filled in, which leave `missing`. `fresh` are those to be added. */
function placed(
  found: readonly Found[],
  missing: Map<string, ImageRecord>,
  images: readonly ImageRecord[],
): { readonly all: readonly Found[]; readonly fresh: readonly ImageRecord[] } {
  const names = new Set(images.map(({ name }) => name));
  const here = new Set(images.map(({ id }) => id));
  const fresh: ImageRecord[] = [];
  const all = found.map(({ image, file }) => {
    const known = missing.get(keyOf(image));
    missing.delete(keyOf(image));
    if (known && here.has(known.id)) return { image: known, file };
    const named = { ...image, name: takeName(image.name, names) };
    fresh.push(named);
    return { image: named, file };
  });
  return { all, fresh };
}

const keyOf = ({ name, bytes, width, height }: ImageRecord) => `${bytes} ${width} ${height} ${name}`;

async function recordsOf(
  photos: readonly NewPhoto[],
  { pixels, newId, now }: Parts['deps'],
): Promise<readonly (ImageRecord | FailedFile)[]> {
  const measured = await pixels.measure(photos.map(({ file }) => file));
  return photos.map(({ name, file, credit }, index): ImageRecord | FailedFile => {
    const measures = measured[index];
    if (measures?.kind !== 'photo')
      return { name, reason: measures?.message ?? 'This file can’t be read any more.' };
    const { width, height, mediaType } = measures;
    return {
      id: newId() as ImageId,
      name,
      width,
      height,
      bytes: file.size,
      mediaType,
      sha256: '',
      addedAt: now(),
      ...(credit ? { credit } : {}),
    };
  });
}
