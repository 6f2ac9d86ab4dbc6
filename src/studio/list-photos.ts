import type { ImageId, ImageRecord } from '../document/document.ts';
import type { NoticeBoard } from './notice-board.ts';
import { type FailedFile, failureWords, freeName, type NewPhoto } from './open-photos.ts';
import type { ProjectSession } from './project-session.ts';
import type { PhotoCopies } from './projects/photo-copies.ts';
import type { StudioDependencies } from './studio-dependencies.ts';

/** Files measured together. */
const together = 256;
const requests = 3;

interface Parts {
  readonly session: ProjectSession;
  readonly notices: NoticeBoard;
  readonly copies: PhotoCopies;
  readonly deps: Pick<StudioDependencies, 'pixels' | 'newId' | 'now'>;
}

/**
 * Adds many photos in one undo step by their headers alone; they are copied into the project behind people. A photo
 * whose copy an earlier page did not come to is filled in by the file of its name and size, with its objects. Gives the
 * ids of all that were opened. Files that are no photos are told in one note.
 */
export async function listPhotos(photos: readonly NewPhoto[], parts: Parts): Promise<readonly ImageId[]> {
  const { session, notices, copies } = parts;
  const { id: project } = session.store.getState();
  const found: { readonly image: ImageRecord; readonly file: Blob }[] = [];
  const failed: FailedFile[] = [];
  for (const [index, result] of (await allRecordsOf(photos, parts.deps)).entries()) {
    const file = photos[index]?.file;
    if ('reason' in result) failed.push(result);
    else if (file) found.push({ image: result, file });
  }
  if (failed.length > 0) notices.note('error', failureWords(failed));
  // Another project may have been opened while these were read.
  if (found.length === 0 || session.store.getState().id !== project) return [];
  const missing = new Map(
    session.document.images
      .filter((image) => image.sha256 === '' && !image.link)
      .map((image) => [keyOf(image), image]),
  );
  const names = new Set(session.document.images.map(({ name }) => name));
  const fresh: ImageRecord[] = [];
  const all = found.map(({ image, file }) => {
    const known = missing.get(keyOf(image));
    missing.delete(keyOf(image));
    if (known) return { image: known, file };
    const name = freeName(image.name, names);
    names.add(name);
    const named = { ...image, name };
    fresh.push(named);
    return { image: named, file };
  });
  // Before they are in the document: what shows them asks for their files.
  copies.add(
    all.map(({ image }) => image),
    all.map(({ file }) => file),
  );
  if (fresh.length > 0)
    session.run(`Open ${fresh.length} photos`, {
      kind: 'add-images',
      images: fresh,
      at: session.document.images.length,
    });
  return all.map(({ image }) => image.id);
}

const keyOf = ({ name, bytes, width, height }: ImageRecord) => `${bytes} ${width} ${height} ${name}`;

/** Of all of them, in their order; several requests are under way at a time, as a file is waited for most of it. */
async function allRecordsOf(
  photos: readonly NewPhoto[],
  deps: Parts['deps'],
): Promise<readonly (ImageRecord | FailedFile)[]> {
  const starts = Array.from({ length: Math.ceil(photos.length / together) }, (_, i) => i * together);
  const batches = new Array<readonly (ImageRecord | FailedFile)[]>(starts.length);
  const rest = starts.entries();
  const work = async () => {
    for (const [index, at] of rest) batches[index] = await recordsOf(photos.slice(at, at + together), deps);
  };
  await Promise.all(Array.from({ length: requests }, work));
  return batches.flat();
}

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
