import type { ImageId, ImageRecord } from '../../document/document.ts';
import type { NoticeBoard } from '../notice-board.ts';
import { type FailedFile, failureWords, takeName } from '../open-photos.ts';
import type { ProjectSession } from '../project-session.ts';
import type { StudioDependencies } from '../studio-dependencies.ts';
import type { FolderLinks } from './folder-links.ts';
import { PhotoArrival, readInParts } from './photo-arrival.ts';
import { type FolderFile, photosBelow } from './photos-below.ts';

export interface LinkFolderParts {
  readonly session: ProjectSession;
  readonly links: FolderLinks;
  readonly notices: NoticeBoard;
  readonly deps: Pick<StudioDependencies, 'pixels' | 'newId' | 'now'>;
  /** Called with the first photo added, while others may still be read. */
  show(image: ImageId): void;
}

/**
 * Adds the photos of a folder, which stay where they are, in one undo step; of a folder that is linked already those
 * that are new. Only their headers are read. Ends early when another project is opened. Rejects with StudioError when the
 * folder cannot be kept or listed.
 */
export async function linkFolder(
  folder: FileSystemDirectoryHandle,
  { session, links, notices, deps, show }: LinkFolderParts,
): Promise<void> {
  const arrival = new PhotoArrival(session);
  const key = await links.keep(folder, deps.newId());
  const pathsHere = () =>
    new Set(session.document.images.flatMap(({ link }) => (link?.folder === key ? link.path : [])));
  const known = pathsHere();
  const files = (await photosBelow(folder)).filter(({ path }) => !known.has(path));
  if (!arrival.wanted) return;
  if (files.length === 0)
    notices.note(
      'info',
      known.size > 0
        ? `All photos of “${folder.name}” are in this project already.`
        : `There are no photos in “${folder.name}”. JPEG, PNG, WebP and AVIF can be opened.`,
    );
  const failed: FailedFile[] = [];
  let shown = false;
  await readInParts(
    files,
    (some) => measureFiles(some, key, deps),
    (results) => {
      if (!arrival.wanted) return false;
      // The same folder may have been linked twice at a time.
      const here = pathsHere();
      const names = new Set(session.document.images.map(({ name }) => name));
      const images: ImageRecord[] = [];
      for (const result of results) {
        if ('reason' in result) failed.push(result);
        else if (result.link && !here.has(result.link.path)) {
          images.push({ ...result, name: takeName(result.name, names) });
        }
      }
      arrival.add(`Link ${folder.name}`, images);
      if (images[0] && !shown) show(images[0].id);
      shown ||= images.length > 0;
      return true;
    },
  );
  if (failed.length > 0) notices.note('error', failureWords(failed));
}

async function measureFiles(
  entries: readonly FolderFile[],
  folder: string,
  { pixels, newId, now }: LinkFolderParts['deps'],
): Promise<readonly (ImageRecord | FailedFile)[]> {
  const files = await Promise.all(entries.map(({ handle }) => handle.getFile().catch(() => null)));
  const there = files.filter((file) => file !== null);
  const measured = await pixels.measure(there);
  let at = 0;
  return entries.map(({ path }, index): ImageRecord | FailedFile => {
    const file = files[index];
    const measures = file && measured[at++];
    if (!file || !measures) return { name: path, reason: 'This file can’t be read any more.' };
    if (measures.kind === 'unreadable') return { name: path, reason: measures.message };
    return {
      id: newId() as ImageId,
      name: path,
      width: measures.width,
      height: measures.height,
      bytes: file.size,
      mediaType: measures.mediaType,
      sha256: '',
      addedAt: now(),
      link: { folder, path, modifiedAt: file.lastModified },
    };
  });
}
