import type { ImageId, ImageRecord } from '../../document/document.ts';
import type { RememberedProject } from '../../document/project-event.ts';
import { projectHoldings } from '../../document/project-holdings.ts';
import { StudioError } from '../../errors/studio-error.ts';
import type { OpenedBundle } from '../bundle/read-bundle.ts';
import type { UnpackedPhoto } from '../bundle/unpack-photos.ts';
import { ProjectJournal } from '../journal/project-journal.ts';
import type { RestoreProgress } from '../project-store.ts';
import type { ProjectAbout } from './project-about.ts';
import type { ProjectFolder } from './project-folder.ts';

/** Milliseconds of storing photos between two answers, so that the page can show how far it is, and stop. */
const slice = 200;

type Copy = Pick<ImageRecord, 'sha256' | 'bytes'>;

/** A bundle that becomes a project, some photos at a time. What it makes counts once all of it is there. */
export class ProjectRestore {
  readonly #bundle: OpenedBundle;
  readonly #photos: AsyncIterator<UnpackedPhoto, void>;
  readonly #at: number;
  readonly #files: number;
  #folder: ProjectFolder | null = null;
  #project: RememberedProject;
  #stored = 0;
  readonly #copies = new Map<ImageId, Copy>();

  private constructor(bundle: OpenedBundle, at: number) {
    this.#bundle = bundle;
    this.#photos = bundle.photos[Symbol.asyncIterator]();
    this.#at = at;
    this.#files = bundle.files;
    this.#project = bundle.project;
  }

  /** Reads all but the photos. `at`: now, milliseconds since 1970. Rejects as `readBundle` does. */
  static async begin(bundle: Blob, at: number): Promise<ProjectRestore> {
    // What reads zips is fetched when a bundle comes.
    const { readBundle } = await import('../bundle/read-bundle.ts');
    return new ProjectRestore(await readBundle(bundle), at);
  }

  get name(): string {
    return this.#bundle.name.trim().slice(0, 200) || 'Project from a bundle';
  }

  /** Where the project is to be made. */
  async into(folder: ProjectFolder): Promise<void> {
    this.#folder = folder;
    await folder.writeAbout({ ...this.#about(), making: this.#at });
  }

  async next(): Promise<RestoreProgress> {
    const folder = this.#folder;
    if (!folder) throw new StudioError('storage-failed', 'There is no place to restore the project to.');
    const begun = performance.now();
    while (performance.now() - begun < slice) {
      const { done, value } = await this.#photos.next();
      if (done) {
        await this.#finish(folder);
        return this.#progress(true);
      }
      const { sha256, bytes, images } = value;
      await folder.put('photos', sha256, bytes);
      this.#stored += 1;
      for (const id of images) this.#copies.set(id, { sha256, bytes: bytes.length });
    }
    return this.#progress(false);
  }

  async #finish(folder: ProjectFolder): Promise<void> {
    this.#project = withCopies(this.#project, this.#copies);
    const files = await folder.openFiles();
    try {
      ProjectJournal.create(files, this.#project).close();
    } catch (error) {
      for (const file of [files.head, ...files.snapshots, ...files.journals]) file.close();
      throw error;
    }
    await folder.writeAbout(this.#about());
  }

  #progress(finished: boolean): RestoreProgress {
    const photos = finished ? this.#files : this.#stored;
    return { photos, of: this.#files, finished, problems: [...this.#bundle.problems] };
  }

  #about(): ProjectAbout {
    const { history, currentImage } = this.#project;
    const times = { createdAt: this.#bundle.createdAt, openedAt: this.#at, changedAt: this.#at };
    return { name: this.name, ...times, ...projectHoldings(history.document, currentImage), removed: false };
  }
}

/**
 * Photos that lay in a folder of the other machine are copies here, and the hash of a file is known once it was read. No
 * deeds of people, so no steps.
 */
function withCopies(project: RememberedProject, copies: ReadonlyMap<ImageId, Copy>): RememberedProject {
  const { history } = project;
  const images = history.document.images.map((image): ImageRecord => {
    const copy = copies.get(image.id);
    if (!copy || (!image.link && image.sha256 === copy.sha256)) return image;
    const { link: _, ...rest } = image;
    return { ...rest, ...copy };
  });
  return { ...project, history: { ...history, document: { ...history.document, images } } };
}
