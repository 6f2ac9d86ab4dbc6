import type { ImageId, ImageRecord } from '../document/document.ts';
import { StudioError } from '../errors/studio-error.ts';
import { sha256Hex } from '../exchange/sha256-hex.ts';
import type { NoticeBoard } from './notice-board.ts';
import type { PhotoShelf } from './photo-shelf.ts';
import type { ProjectSession } from './project-session.ts';
import type { PhotoFiles } from './projects/photo-files.ts';
import type { StudioDependencies } from './studio-dependencies.ts';

export interface NewPhoto {
  readonly name: string;
  readonly file: Blob;
  readonly credit?: string;
}

export interface FailedFile {
  readonly name: string;
  readonly reason: string;
}

/** Names in one note, for a reason that many files share. */
const mostNamed = 3;

interface Parts {
  readonly session: ProjectSession;
  readonly shelf: PhotoShelf;
  readonly notices: NoticeBoard;
  readonly files: PhotoFiles;
  /** A photo's file could not be stored, and is in memory only. */
  storeFailed(error: StudioError): void;
  readonly deps: StudioDependencies;
}

/**
 * Opens photos one after the other; each is a step of its own in memory, but all that came together are one undo step.
 * Files that can't be read are told by name, in one note, and change nothing else. Gives the ids of those opened:
 * none when another project was opened meanwhile, or another tab took this one over.
 */
export async function openPhotos(photos: readonly NewPhoto[], parts: Parts): Promise<readonly ImageId[]> {
  const { session, shelf, notices } = parts;
  const { id: project } = session.store.getState();
  const isLeft = () => !session.mayChange(project);
  const opened: ImageRecord[] = [];
  const failed: FailedFile[] = [];
  const taken = new Set(session.document.images.map(({ name }) => name));
  for (const photo of photos) {
    if (isLeft()) break;
    try {
      const record = await openPhoto(photo, taken, parts);
      taken.add(record.name);
      opened.push(record);
    } catch (error) {
      failed.push({ name: photo.name, reason: error instanceof StudioError ? error.message : String(error) });
    }
  }
  if (isLeft()) {
    for (const { id } of opened) shelf.remove(id);
    return [];
  }
  if (failed.length > 0) notices.note('error', failureWords(failed));
  if (opened.length === 0) return [];
  // Others may have been opened or renamed while these were decoded.
  const names = new Set(session.document.images.map(({ name }) => name));
  const images = opened.map((image) => ({ ...image, name: takeName(image.name, names) }));
  const name = images.length === 1 ? `Open ${images[0]!.name}` : `Open ${opened.length} photos`;
  session.run(name, { kind: 'add-images', images, at: session.document.images.length });
  return opened.map(({ id }) => id);
}

/**
 * Decodes and stores one photo and gives its record; it is in the project when a command adds it. Rejects with
 * StudioError when it cannot be read.
 */
async function openPhoto(
  { name, file, credit }: NewPhoto,
  taken: ReadonlySet<string>,
  { shelf, notices, files, storeFailed, deps }: Omit<Parts, 'session'>,
): Promise<ImageRecord> {
  const id = deps.newId() as ImageId;
  const photo = await shelf.decode(id, file);
  try {
    const sha256 = await sha256Hex(file);
    await files.put(sha256, file).catch((error: unknown) => {
      // The photo stays usable in this tab and is stored when that works again.
      if (!(error instanceof StudioError)) throw error;
      notices.tell('warning', `${name}: ${error.message}`);
      storeFailed(error);
    });
    shelf.put(id, photo);
    return {
      id,
      name: freeName(name, taken),
      width: photo.width,
      height: photo.height,
      bytes: file.size,
      mediaType: photo.mediaType,
      sha256,
      addedAt: deps.now(),
      ...(credit ? { credit } : {}),
    };
  } catch (error) {
    photo.display.close();
    throw error;
  }
}

/** One file in its own words; several counted, with the names of those that failed alike. */
export function failureWords(failed: readonly FailedFile[]): string {
  const [first] = failed;
  if (failed.length === 1 && first) return `${first.name}: ${first.reason}`;
  const reasons = [...new Set(failed.map(({ reason }) => reason))];
  const lines = reasons.map((reason) => {
    const names = failed.filter((file) => file.reason === reason).map(({ name }) => name);
    const more = names.length > mostNamed ? ` and ${names.length - mostNamed} more` : '';
    return `${names.slice(0, mostNamed).join(', ')}${more}: ${reason}`;
  });
  return `${failed.length} files were not opened. ${lines.join(' ')}`;
}

/** A free name, which is taken from now on. */
export function takeName(name: string, taken: Set<string>): string {
  const free = freeName(name, taken);
  taken.add(free);
  return free;
}

/** "cat.jpg", then "cat (2).jpg": names are file names in exports and must not clash there. */
export function freeName(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name)) return name;
  const dot = name.lastIndexOf('.');
  const [stem, extension] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
  for (let i = 2; ; i++) {
    const candidate = `${stem} (${i})${extension}`;
    if (!taken.has(candidate)) return candidate;
  }
}
