import { rememberedFrom } from '../../document/apply-event.ts';
import { emptyDocument } from '../../document/document.ts';
import type { RememberedProject } from '../../document/project-event.ts';
import { projectHoldings } from '../../document/project-holdings.ts';
import type { ProjectHoldings, ProjectId, ProjectSummary } from '../../document/project-summary.ts';
import { StudioError } from '../../errors/studio-error.ts';
import type { Folder } from '../folder.ts';
import { type NumberedEvent, ProjectJournal, type SnapshotWriter } from '../journal/project-journal.ts';
import { readProjectFiles } from '../journal/read-project-files.ts';
import type { SnapshotPart } from '../journal/snapshot-parts.ts';
import type {
  Appended,
  OpenedProject,
  ProjectAccess,
  ProjectList,
  ProjectStore,
  RestoreBegun,
  RestoreProgress,
} from '../project-store.ts';
import { storageError } from '../storage-error.ts';
import { PhotoPuts } from './photo-puts.ts';
import type { ProjectAbout } from './project-about.ts';
import { ProjectFolder } from './project-folder.ts';
import { ProjectRestore } from './project-restore.ts';

export interface LibraryOptions {
  /** Holds a folder for each project. */
  readonly root: Folder;
  /** Whether it outlives the page. */
  readonly kept: boolean;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly newId: () => string;
}

/** The project that this tab writes. */
interface Writing {
  readonly id: ProjectId;
  readonly folder: ProjectFolder;
  readonly journal: ProjectJournal;
  about: ProjectAbout;
  snapshot: SnapshotWriter | null;
}

/** A project that is still not made out of its bundle after so many milliseconds never will be. */
const unfinishedFor = 24 * 3600 * 1000;

const longestName = 200;

/** What was said about a project is written anew at most this often, in milliseconds; it is no part of the work. */
const aboutInterval = 2000;

const empty = rememberedFrom({ document: emptyDocument });

/** The projects in a folder of the disk, a folder each. Calls that change one go one after the other. */
export class ProjectLibrary implements ProjectStore {
  readonly #options: LibraryOptions;
  #writing: Writing | null = null;
  readonly #restores = new Map<ProjectId, ProjectRestore>();
  readonly #photos = new PhotoPuts();
  #aboutTimer: ReturnType<typeof setTimeout> | null = null;
  #last: Promise<unknown> = Promise.resolve();

  constructor(options: LibraryOptions) {
    this.#options = options;
  }

  list(): Promise<ProjectList> {
    return this.#inTurn('The projects could not be listed', async () => {
      const { root, kept } = this.#options;
      const names = await root.names();
      const found = await Promise.all(names.map((name) => this.#summaryOrNone(name as ProjectId)));
      const projects = found.filter((summary) => summary !== null);
      return { projects: projects.toSorted((a, b) => b.openedAt - a.openedAt), kept };
    });
  }

  create(name: string): Promise<ProjectId> {
    return this.#inTurn('The project could not be made', () => this.#create(name, empty));
  }

  rename(id: ProjectId, name: string): Promise<void> {
    return this.#inTurn('The project could not be renamed', async () => {
      await this.#changeAbout(id, { name: name.trim().slice(0, longestName) });
    });
  }

  async duplicate(id: ProjectId, name: string): Promise<ProjectId> {
    const what = 'The project could not be copied';
    const copy = await this.#inTurn(what, async () => {
      const from = await this.#folder(id);
      const read = readProjectFiles(await from.readFiles());
      const { photos, objects, photoBytes, cover } = await this.#aboutOf(id);
      // No project before its photos are there: somebody might remove the first.
      const about = { photos, objects, photoBytes, cover, making: this.#options.now() };
      return this.#create(name, read?.project ?? empty, about);
    });
    // Out of turn: copying photos takes long, and saving must not wait for it.
    return this.#do(what, async () => {
      try {
        const [from, to] = [await this.#folder(id), await this.#folder(copy)];
        await to.copyPictures('photos', from);
        await to.copyPictures('thumbnails', from);
        const { making: _, ...about } = (await to.readAbout()) ?? unknownAbout;
        await to.writeAbout(about);
        return copy;
      } catch (error) {
        await this.#options.root.remove(copy).catch(() => undefined);
        throw error;
      }
    });
  }

  remove(id: ProjectId): Promise<void> {
    return this.#inTurn('The project could not be removed', async () => {
      if (this.#writing?.id === id) await this.#close();
      this.#restores.delete(id);
      // Should the page go away in the middle of it, the next listing goes on.
      await this.#changeAbout(id, { removed: true });
      await this.#options.root.remove(id);
    });
  }

  /** Out of turn, as all of restoring: it takes long, and saving must not wait for it. */
  beginRestore(bundle: Blob): Promise<RestoreBegun> {
    return this.#do('The bundle could not be opened', async () => {
      const { newId, root, now } = this.#options;
      const id = newId() as ProjectId;
      const restore = await ProjectRestore.begin(bundle, now());
      const made = await root.folder(id, { create: true });
      if (!made) throw new StudioError('storage-failed', 'A folder for the project could not be made.');
      const folder = new ProjectFolder(made);
      try {
        await restore.into(folder);
      } catch (error) {
        await root.remove(id).catch(() => undefined);
        throw error;
      }
      this.#restores.set(id, restore);
      return { id, name: restore.name };
    });
  }

  continueRestore(id: ProjectId): Promise<RestoreProgress> {
    return this.#do('The bundle could not be opened', async () => {
      const restore = this.#restores.get(id);
      if (!restore) throw new StudioError('storage-failed', 'This bundle is not being opened any more.');
      const progress = await restore.next();
      if (progress.finished) this.#restores.delete(id);
      return progress;
    });
  }

  open(id: ProjectId, access: ProjectAccess): Promise<OpenedProject> {
    return this.#inTurn('The project could not be opened', () =>
      access === 'write' ? this.#openForWriting(id) : this.#openForReading(id),
    );
  }

  append(id: ProjectId, events: readonly NumberedEvent[], holdings: ProjectHoldings): Promise<Appended> {
    return this.#inTurn('The project could not be saved', async () => {
      const writing = this.#require(id);
      writing.journal.append(events);
      writing.about = { ...writing.about, ...holdings, changedAt: this.#options.now() };
      this.#aboutTimer ??= setTimeout(() => {
        this.#aboutTimer = null;
        // Listing would show older numbers; the project itself is saved.
        this.#inTurn('', () => keepAbout(writing)).catch(() => undefined);
      }, aboutInterval);
      return { wantsSnapshot: writing.journal.wantsSnapshot };
    });
  }

  beginSnapshot(id: ProjectId): Promise<void> {
    return this.#inTurn('The project could not be saved', async () => {
      const writing = this.#require(id);
      writing.snapshot = writing.journal.beginSnapshot();
    });
  }

  addToSnapshot(id: ProjectId, parts: readonly SnapshotPart[]): Promise<void> {
    return this.#inTurn('The project could not be saved', async () => {
      const snapshot = this.#snapshot(id);
      for (const part of parts) snapshot.add(part);
    });
  }

  finishSnapshot(id: ProjectId): Promise<void> {
    return this.#inTurn('The project could not be saved', async () => {
      this.#snapshot(id).finish();
      this.#require(id).snapshot = null;
    });
  }

  close(id: ProjectId): Promise<void> {
    return this.#inTurn('The project could not be closed', async () => {
      if (this.#writing?.id === id) await this.#close();
    });
  }

  putPhoto(id: ProjectId, sha256: string, file: Blob): Promise<void> {
    return this.#do('The photo could not be stored', async () => {
      await this.#photos.put(id, await this.#folder(id), sha256, file);
    });
  }

  getPhoto(id: ProjectId, sha256: string, bytes: number): Promise<Blob | null> {
    return this.#do('The stored photo could not be read', async () => {
      const photo = await (await this.#folder(id)).get('photos', sha256);
      return photo?.size === bytes ? photo : null;
    });
  }

  lostPhotos(
    id: ProjectId,
    photos: readonly { readonly sha256: string; readonly bytes: number }[],
  ): Promise<readonly string[]> {
    return this.#do('The stored photos could not be counted', async () => {
      const folder = await this.#folder(id);
      const stored = new Set(await folder.names('photos'));
      const lost: string[] = [];
      for (const { sha256, bytes } of photos) {
        const size = stored.has(sha256) ? (await folder.get('photos', sha256))?.size : undefined;
        if (size !== bytes) lost.push(sha256);
      }
      return lost;
    });
  }

  putThumbnail(id: ProjectId, key: string, picture: Blob): Promise<void> {
    return this.#do('A thumbnail could not be stored', async () => {
      await (await this.#folder(id)).put('thumbnails', key, picture);
    });
  }

  getThumbnail(id: ProjectId, key: string): Promise<Blob | null> {
    return this.#do('A thumbnail could not be read', async () =>
      (await this.#folder(id)).get('thumbnails', key),
    );
  }

  async #create(
    name: string,
    project: RememberedProject,
    more: Partial<ProjectAbout> = {},
  ): Promise<ProjectId> {
    const { root, newId, now } = this.#options;
    const id = newId() as ProjectId;
    const made = await root.folder(id, { create: true });
    if (!made) throw new StudioError('storage-failed', 'A folder for the project could not be made.');
    try {
      const folder = new ProjectFolder(made);
      const at = now();
      const times = { createdAt: at, openedAt: at, changedAt: at };
      const holdings = { photos: 0, objects: 0, photoBytes: 0, cover: null };
      const short = name.slice(0, longestName);
      await folder.writeAbout({ name: short, ...times, ...holdings, removed: false, ...more });
      const files = await folder.openFiles();
      try {
        ProjectJournal.create(files, project);
      } finally {
        for (const file of [files.head, ...files.snapshots, ...files.journals]) file.close();
      }
      return id;
    } catch (error) {
      await root.remove(id).catch(() => undefined);
      throw error;
    }
  }

  async #openForWriting(id: ProjectId): Promise<OpenedProject> {
    await this.#close();
    const folder = await this.#folder(id);
    const files = await folder.openFiles();
    try {
      const opened = ProjectJournal.open(files);
      // Its making was interrupted before anything was in it.
      const journal = opened?.journal ?? ProjectJournal.create(files, empty);
      // What the project holds was last told a moment before a crash.
      const holdings =
        opened && projectHoldings(opened.project.history.document, opened.project.currentImage);
      const about = { ...(await this.#aboutOf(id)), ...holdings, openedAt: this.#options.now() };
      // Only the order of the list would be wrong.
      await folder.writeAbout(about).catch(() => undefined);
      this.#writing = { id, folder, journal, about, snapshot: null };
      return {
        summary: await this.#summary(id, about),
        project: opened?.project ?? empty,
        problems: opened?.problems ?? [],
        sequence: journal.sequence,
      };
    } catch (error) {
      for (const file of [files.head, ...files.snapshots, ...files.journals]) file.close();
      throw error;
    }
  }

  async #openForReading(id: ProjectId): Promise<OpenedProject> {
    const folder = await this.#folder(id);
    const read = readProjectFiles(await folder.readFiles());
    return {
      summary: await this.#summary(id, await this.#aboutOf(id)),
      project: read?.project ?? empty,
      // The tab that writes it may be in the middle of a change.
      problems: [],
      sequence: read?.sequence ?? 0,
    };
  }

  async #close(): Promise<void> {
    const writing = this.#writing;
    if (!writing) return;
    this.#writing = null;
    if (this.#aboutTimer) clearTimeout(this.#aboutTimer);
    this.#aboutTimer = null;
    writing.journal.close();
    await keepAbout(writing).catch(() => undefined);
  }

  async #changeAbout(id: ProjectId, change: Partial<ProjectAbout>): Promise<void> {
    const about = { ...(await this.#aboutOf(id)), ...change };
    if (this.#writing?.id === id) this.#writing.about = about;
    await (await this.#folder(id)).writeAbout(about);
  }

  async #aboutOf(id: ProjectId): Promise<ProjectAbout> {
    if (this.#writing?.id === id) return this.#writing.about;
    return (await (await this.#folder(id)).readAbout()) ?? unknownAbout;
  }

  /** What is wrong with one project, or another tab just removes, must not hide the others. */
  async #summaryOrNone(id: ProjectId): Promise<ProjectSummary | null> {
    try {
      return await this.#summaryOf(id);
    } catch {
      const there = await this.#options.root.folder(id).catch(() => null);
      const { removed: _, making: __, ...about } = unknownAbout;
      return there && { id, ...about, bytes: 0 };
    }
  }

  async #summaryOf(id: ProjectId): Promise<ProjectSummary | null> {
    const folder = await this.#folder(id);
    const about = this.#writing?.id === id ? this.#writing.about : await folder.readAbout().catch(() => null);
    if (about?.removed) {
      // Another tab may still read it; then the next listing tries again.
      await this.#options.root.remove(id).catch(() => undefined);
      return null;
    }
    if (about?.making !== undefined) {
      // Its page went away in the middle of it; another tab may still be at it for a while.
      if (!this.#restores.has(id) && this.#options.now() - about.making > unfinishedFor)
        await this.#options.root.remove(id).catch(() => undefined);
      return null;
    }
    if (!about && !(await folder.holdsProject())) return null;
    return this.#summary(id, about ?? unknownAbout);
  }

  async #summary(id: ProjectId, { removed: _, making: __, ...about }: ProjectAbout): Promise<ProjectSummary> {
    const files = await (await this.#folder(id)).size();
    return { id, ...about, bytes: about.photoBytes + files };
  }

  async #folder(id: ProjectId): Promise<ProjectFolder> {
    const folder = /^[0-9a-z-]{1,64}$/.test(id) ? await this.#options.root.folder(id) : null;
    if (!folder) throw new StudioError('storage-failed', 'This project is not in this browser any more.');
    return new ProjectFolder(folder);
  }

  #require(id: ProjectId): Writing {
    if (this.#writing?.id === id) return this.#writing;
    throw new StudioError('storage-failed', 'The project is not open for writing.');
  }

  #snapshot(id: ProjectId): SnapshotWriter {
    const { snapshot } = this.#require(id);
    if (snapshot) return snapshot;
    throw new StudioError('storage-failed', 'No snapshot was begun.');
  }

  #inTurn<T>(what: string, work: () => Promise<T>): Promise<T> {
    const result = this.#last.then(() => this.#do(what, work));
    this.#last = result.catch(() => undefined);
    return result;
  }

  async #do<T>(what: string, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw storageError(error, what);
    }
  }
}

/** Writes what is known about the project, under the name that another tab may have given it. */
async function keepAbout({ folder, about }: Writing): Promise<void> {
  const name = (await folder.readAbout().catch(() => null))?.name ?? about.name;
  await folder.writeAbout({ ...about, name });
}

/** Of a project whose own words about it can't be read; the project itself may be whole. */
const unknownAbout: ProjectAbout = {
  name: 'Recovered project',
  createdAt: 0,
  openedAt: 0,
  changedAt: 0,
  removed: false,
  photos: 0,
  objects: 0,
  photoBytes: 0,
  cover: null,
};
