import type { ImageId } from '../document/document.ts';
import type { StudioError } from '../errors/studio-error.ts';
import type { Conversation } from './conversation.ts';
import { fetchPhotos } from './fetch-photos.ts';
import { listPhotos } from './list-photos.ts';
import type { NoticeBoard } from './notice-board.ts';
import { type NewPhoto, openPhotos } from './open-photos.ts';
import type { PhotoShelf } from './photo-shelf.ts';
import type { PhotoStage } from './photo-stage.ts';
import type { ProjectSession } from './project-session.ts';
import type { FolderLinks } from './projects/folder-links.ts';
import { linkFolder } from './projects/link-folder.ts';
import type { PhotoCopies } from './projects/photo-copies.ts';
import type { PhotoFiles } from './projects/photo-files.ts';
import type { ProjectKeeper } from './projects/project-keeper.ts';
import { projectNameFor, samplesProject, untitled } from './projects/project-name.ts';
import { samplePhotos } from './samples.ts';
import type { StudioDependencies } from './studio-dependencies.ts';

/** More photos than these are listed by their headers and copied behind people; fewer are decoded and stored at once. */
const mostAtOnce = 16;

export interface PhotoIntakeParts {
  readonly session: ProjectSession;
  readonly notices: NoticeBoard;
  readonly shelf: PhotoShelf;
  readonly files: PhotoFiles;
  readonly copies: PhotoCopies;
  readonly links: FolderLinks;
  readonly stage: PhotoStage;
  readonly conversation: Conversation;
  readonly deps: StudioDependencies;
  /** A photo's file could not be stored, and is in memory only. */
  storeFailed(error: StudioError): void;
  /** Makes sure that there is a project that photos can be added to. */
  ensureProject: ProjectKeeper['ensure'];
}

/** The ways by which photos come into the open project, or into a new one: files, addresses, folders and samples. */
export class PhotoIntake {
  readonly #parts: PhotoIntakeParts;

  constructor(parts: PhotoIntakeParts) {
    this.#parts = parts;
  }

  async openFiles(files: readonly File[]): Promise<void> {
    if (files.length === 0) return;
    await this.#add(
      files.map((file) => ({ name: file.name, file })),
      projectNameFor(files),
    );
  }

  /** Addresses of this origin; others are refused. */
  async openUrls(urls: readonly string[]): Promise<void> {
    const { deps, notices } = this.#parts;
    const photos = await fetchPhotos(urls, { deps, notices });
    if (photos.length > 0) await this.#add(photos, untitled);
  }

  /** Photos stay where they are. */
  async linkFolder(folder: FileSystemDirectoryHandle): Promise<void> {
    const { session, links, notices, deps, stage, ensureProject } = this.#parts;
    if (!(await ensureProject(folder.name))) return;
    try {
      await linkFolder(folder, { session, links, notices, deps, show: (image) => stage.show(image) });
    } catch (error) {
      notices.tellError(error, `Linking the folder ${folder.name}`);
    }
  }

  /** Opens a sample and asks its prompt. */
  async openSample(id: string): Promise<void> {
    const { conversation, deps, notices } = this.#parts;
    const sample = samplePhotos.find((known) => known.id === id);
    if (!sample) return;
    try {
      const file = await deps.fetchFile(sample.url);
      const photo = { name: sample.fileName, file, credit: sample.credit };
      const image = await this.#add([photo], samplesProject);
      if (image) conversation.ask(image, sample.prompt);
    } catch (error) {
      notices.tellError(error, `Opening the sample ${sample.title}`);
    }
  }

  /** Adds photos to the open project and shows the first; null when none could be opened. */
  async open(photos: readonly NewPhoto[]): Promise<ImageId | null> {
    const { session, shelf, files, notices, copies, deps, storeFailed, stage } = this.#parts;
    const show = (image: ImageId) => stage.show(image);
    if (photos.length > mostAtOnce) return listPhotos(photos, { session, notices, copies, deps, show });
    const [first] = await openPhotos(photos, { session, shelf, notices, files, storeFailed, deps });
    if (first) stage.show(first);
    return first ?? null;
  }

  async #add(photos: readonly NewPhoto[], projectName: string): Promise<ImageId | null> {
    return (await this.#parts.ensureProject(projectName)) ? this.open(photos) : null;
  }
}
