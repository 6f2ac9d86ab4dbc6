import type { ImageId, ImageRecord } from '../../document/document.ts';
import type { NoticeBoard } from '../notice-board.ts';
import { type FailedFile, failureWords, freeName } from '../open-photos.ts';
import type { ProjectSession } from '../project-session.ts';
import type { StudioDependencies } from '../studio-dependencies.ts';
import type { FolderLinks } from './folder-links.ts';
import { type FolderFile, photosBelow } from './photos-below.ts';

/** Files opened and measured together. */
const together = 256;

export interface LinkFolderParts {
  readonly session: ProjectSession;
  readonly links: FolderLinks;
  readonly notices: NoticeBoard;
  readonly deps: Pick<StudioDependencies, 'pixels' | 'newId' | 'now'>;
}

/**
 * Adds the photos of a folder, which stay where they are, in one undo step; of a folder that is linked already those
 * that are new. Only their headers are read. Gives the first one added. Rejects with StudioError when the folder cannot
 * be kept or listed.
 */
export async function linkFolder(
  folder: FileSystemDirectoryHandle,
  { session, links, notices, deps }: LinkFolderParts,
): Promise<ImageId | null> {
  const key = await links.keep(folder, deps.newId());
  const isHere = (path: string) =>
    session.document.images.some(({ link }) => link?.folder === key && link.path === path);
  const known = new Set(
    session.document.images.flatMap(({ link }) => (link?.folder === key ? link.path : [])),
  );
  const files = (await photosBelow(folder)).filter(({ path }) => !known.has(path));
  const images: ImageRecord[] = [];
  const failed: FailedFile[] = [];
  for (let at = 0; at < files.length; at += together)
    for (const result of await measureFiles(files.slice(at, at + together), key, deps))
      if ('reason' in result) failed.push(result);
      else images.push(result);
  if (failed.length > 0) notices.note('error', failureWords(failed));
  else if (files.length === 0)
    notices.note(
      'info',
      known.size > 0
        ? `All photos of “${folder.name}” are in this project already.`
        : `There are no photos in “${folder.name}”. JPEG, PNG, WebP and AVIF can be opened.`,
    );
  // The same folder may have been linked twice at a time.
  const added = known.size > 0 ? images.filter(({ link }) => link && !isHere(link.path)) : images;
  if (added.length === 0) return null;
  const names = new Set(session.document.images.map(({ name }) => name));
  const named = added.map((image) => {
    const name = freeName(image.name, names);
    names.add(name);
    return { ...image, name };
  });
  session.run(`Link ${folder.name}`, {
    kind: 'add-images',
    images: named,
    at: session.document.images.length,
  });
  return named[0]?.id ?? null;
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
