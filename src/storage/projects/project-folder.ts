import { StudioError } from '../../errors/studio-error.ts';
import type { Folder } from '../folder.ts';
import { ByteFile } from '../journal/byte-file.ts';
import { formatVersion, migrations } from '../journal/format-migration.ts';
import { HeadFile } from '../journal/head-file.ts';
import type { ProjectFiles } from '../journal/project-files.ts';
import { aboutSchema, type ProjectAbout } from './project-about.ts';

const fileNames = ['head', 'snapshot-0', 'snapshot-1', 'journal-0', 'journal-1'] as const;
const version = formatVersion(migrations);

/**
 * One project's folder: `about`, the files of its journal, and in `photos` and `thumbnails` a file each, named by the
 * photo's SHA-256.
 */
export class ProjectFolder {
  readonly #folder: Folder;

  constructor(folder: Folder) {
    this.#folder = folder;
  }

  /** Null when it can't be read. Throws StudioError `storage-newer`. */
  async readAbout(): Promise<ProjectAbout | null> {
    const content = await this.#folder.readFile('about');
    if (!content) return null;
    const file = new ByteFile(new Uint8Array(await content.arrayBuffer()));
    return new HeadFile(file, aboutSchema, version).read();
  }

  async writeAbout(about: ProjectAbout): Promise<void> {
    const file = await this.#folder.openFile('about');
    try {
      new HeadFile(file, aboutSchema, version).write(about);
    } finally {
      file.close();
    }
  }

  /** Opens the journal's files for writing; nobody else can until they are closed. */
  async openFiles(): Promise<ProjectFiles> {
    const opened: Awaited<ReturnType<Folder['openFile']>>[] = [];
    try {
      for (const name of fileNames) opened.push(await this.#folder.openFile(name));
    } catch (error) {
      for (const file of opened) file.close();
      throw error;
    }
    return inPlaces(opened);
  }

  /** The journal's files as they are now, to be read only. */
  async readFiles(): Promise<ProjectFiles> {
    const contents = await Promise.all(fileNames.map((name) => this.#folder.readFile(name)));
    const bytes = await Promise.all(contents.map((content) => content?.arrayBuffer()));
    return inPlaces(bytes.map((part) => new ByteFile(new Uint8Array(part ?? new ArrayBuffer(0)))));
  }

  /** Bytes of the journal's files. */
  async size(): Promise<number> {
    const contents = await Promise.all(fileNames.map((name) => this.#folder.readFile(name)));
    return contents.reduce((sum, content) => sum + (content?.size ?? 0), 0);
  }

  async holdsProject(): Promise<boolean> {
    const head = await this.#folder.readFile('head');
    return head !== null && head.size > 0;
  }

  async put(kind: PictureKind, name: string, content: Blob | Uint8Array<ArrayBuffer>): Promise<void> {
    await (await this.#pictures(kind)).writeFile(fileName(name), content);
  }

  async get(kind: PictureKind, name: string): Promise<Blob | null> {
    return (await this.#folder.folder(kind))?.readFile(fileName(name)) ?? null;
  }

  async names(kind: PictureKind): Promise<readonly string[]> {
    return (await (await this.#folder.folder(kind))?.names()) ?? [];
  }

  async copyPictures(kind: PictureKind, from: ProjectFolder): Promise<void> {
    const source = await from.#folder.folder(kind);
    if (!source) return;
    const target = await this.#pictures(kind);
    for (const name of await source.names()) {
      const content = await source.readFile(name);
      if (content) await target.writeFile(name, content);
    }
  }

  async #pictures(kind: PictureKind): Promise<Folder> {
    const folder = await this.#folder.folder(kind, { create: true });
    if (!folder) throw new StudioError('storage-failed', 'A folder for photos could not be made.');
    return folder;
  }
}

export type PictureKind = 'photos' | 'thumbnails';

/** Keys come from saved projects and bundles: nothing but a plain name may become one of a file. */
function fileName(key: string): string {
  if (/^[0-9a-zA-Z-]{1,128}$/.test(key)) return key;
  throw new StudioError('storage-failed', 'A photo has a key that no file can have.');
}

function inPlaces<T>(files: readonly T[]): {
  readonly head: T;
  readonly snapshots: readonly [T, T];
  readonly journals: readonly [T, T];
} {
  const [head, snapshot0, snapshot1, journal0, journal1] = files;
  return { head: head!, snapshots: [snapshot0!, snapshot1!], journals: [journal0!, journal1!] };
}
