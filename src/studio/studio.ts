import type { StoreApi } from 'zustand/vanilla';
import type { ImageId, ImageRecord, ObjectId, ReviewStatus, TurnId } from '../document/document.ts';
import type { ProjectId } from '../document/project-summary.ts';
import type { Place } from '../mask/place.ts';
import type { AnswerState } from './answer-state.ts';
import type { ClassEditor } from './class-editor.ts';
import type { ObjectEditing } from './editing/object-editing.ts';
import type { ExportPlan, ExportRequest, ExportState } from './exchange/export-request.ts';
import type { FormatInfo } from './exchange/format-info.ts';
import type { ImportChoice, ImportState } from './exchange/import-state.ts';
import type { ModelState } from './model-state.ts';
import type { PhotoState, ProjectState } from './project-state.ts';
import type { BundledPhotos, BundleState } from './projects/bundle-state.ts';
import type { PhotoSearchState } from './projects/photo-search-state.ts';
import type { ProjectsState } from './projects/projects-state.ts';
import type { ViewState } from './view-state.ts';

/** Something to tell people, in the option slot or as a note; never a dialog. */
export interface Notice {
  readonly id: string;
  readonly tone: 'info' | 'warning' | 'error';
  /** A note in the corner, whatever its tone: over and done, and no reason to cover an answer's progress. */
  readonly canWait: boolean;
  readonly text: string;
  readonly action?: { readonly label: string; run(): void };
}

export interface SamplePhoto {
  readonly id: string;
  readonly title: string;
  readonly prompt: string;
  readonly url: string;
  /** What the embedded model answers, drawn to lie over the photo; by scripts/sample-masks.ts. */
  readonly maskUrl: string;
  readonly fileName: string;
  readonly credit: string;
}

/**
 * The studio without its screen: state in small stores, use cases as methods. Made by `createStudio` with its workers
 * and storage handed in, so that it runs headless in tests. Methods never throw for what people can cause: they tell
 * it through `notices` or the state concerned.
 */
export interface Studio extends ObjectEditing {
  readonly project: StoreApi<ProjectState>;
  readonly view: StoreApi<ViewState>;
  readonly model: StoreApi<ModelState>;
  readonly answer: StoreApi<AnswerState>;
  /** The photos that are open (at most six), and those that could not be read. */
  readonly photos: StoreApi<ReadonlyMap<ImageId, PhotoState>>;
  /** Of photos that are or were in sight, at most 256; the studio owns the bitmaps. */
  readonly thumbnails: StoreApi<ReadonlyMap<ImageId, ImageBitmap>>;
  /** What can be exported and imported, in the order in which to list it. */
  readonly formats: readonly FormatInfo[];
  readonly exporting: StoreApi<ExportState>;
  readonly importing: StoreApi<ImportState>;
  readonly notices: StoreApi<readonly Notice[]>;
  /** Message for the screen reader's polite region; changes at box and at end of an object, never per row. */
  readonly announcement: StoreApi<string>;
  readonly samples: readonly SamplePhoto[];
  /** The list of classes and what people may do to it. */
  readonly classes: Pick<ClassEditor, 'add' | 'update' | 'move' | 'remove' | 'merge'>;

  /** The projects of this browser. */
  readonly projects: StoreApi<ProjectsState>;

  /** Lists the projects, opens one when it is named, and starts loading the embedded model. */
  start(project?: ProjectId): Promise<void>;
  /** Brings the list of projects up to date. */
  refreshProjects(): Promise<void>;
  /**
   * Opens a project in place of the open one, whose last changes are saved first; false when it can't be. A project that
   * another tab writes is only shown: methods that would change it then do nothing but say so.
   */
  openProject(id: ProjectId): Promise<boolean>;
  /** A small picture of a project's cover; null while there is none. Never rejects. */
  projectCover(id: ProjectId, cover: string): Promise<Blob | null>;
  /** Makes an empty project and opens it. */
  newProject(name?: string): Promise<boolean>;
  renameProject(id: ProjectId, name: string): Promise<void>;
  /** A copy of its own, photos and history included. */
  duplicateProject(id: ProjectId, name: string): Promise<void>;
  /** Removes a project with all its photos after the person confirmed it: the one act that cannot be undone. */
  removeProject(id: ProjectId): Promise<void>;
  /** The bundle that is being saved or opened. */
  readonly bundle: StoreApi<BundleState>;
  /** Writes the open project as it is now, saved or not, as one file to the downloads: `bundle` says how far it is. */
  saveBundle(photos: BundledPhotos): Promise<void>;
  /** Whether a file is a bundle, of any version, by what is in it. Never rejects. */
  isBundle(file: File): Promise<boolean>;
  /** Opens a bundle as a new project: `bundle` says how far it is and what it lacked. */
  openBundle(file: File): Promise<void>;
  /** Stops it; nothing is left of what was begun. */
  cancelBundle(): void;
  /** Forgets what became of the last bundle. */
  resetBundle(): void;
  /** The search for photos that have no file here; see `PhotoSearch`. */
  readonly photoSearch: StoreApi<PhotoSearchState>;
  /** Looks which photos of the open project have no file, stored or linked. */
  lookForLostPhotos(): Promise<void>;
  /**
   * Looks for their files among these, or in a folder and its folders, by content, and joins those found to their
   * photos: read where they are when the photo was linked and this is a folder, else copied into the project.
   */
  findPhotos(place: readonly File[] | FileSystemDirectoryHandle): Promise<void>;
  /** Ends the search; what was found by then is joined. */
  stopFindingPhotos(): void;
  /** Forgets what became of the last search. */
  resetPhotoSearch(): void;
  /** Begins to save what waits for it, as the page may be about to go. */
  saveNow(): void;
  /** Saves and closes the open project; false, told by a notice, when it can't be saved and so stays open. */
  leaveProject(): Promise<boolean>;
  /** What is to be done when people left a project without its last changes, which they are offered by a notice. */
  whenAbandoned(run: () => void): void;
  /** Makes this tab the one that changes the project; the other saves first and then only shows it. */
  takeOver(): Promise<void>;
  /** Adds photos to the open project, to a new one when none is open. */
  openFiles(files: readonly File[]): Promise<void>;
  /** The same by addresses of this origin; others are refused, as nothing may leave it. */
  openUrls(urls: readonly string[]): Promise<void>;
  /**
   * Adds the photos of a folder, which stay where they are, to the open project, or to a new one; of a folder that is
   * linked already those that are new.
   */
  linkFolder(folder: FileSystemDirectoryHandle): Promise<void>;
  /** Opens a sample and asks its prompt. */
  openSample(id: string): Promise<void>;
  /** Does nothing for a photo that is not in the project. */
  showImage(image: ImageId): void;
  /** Brings the thumbnails of these photos, the first first: those in sight, at every change of them. */
  wantThumbnails(images: readonly ImageRecord[]): void;
  /** The next or previous of the photos that `stripFilter` shows. */
  showNeighbour(step: 1 | -1): void;
  removeImage(image: ImageId): void;
  /** One undo step. The next photo that stays is shown when the one shown is among them. */
  removeImages(images: readonly ImageId[]): void;
  /** One undo step; `not-started` takes the mark away. */
  setReview(images: readonly ImageId[], status: ReviewStatus): void;

  /** Asks about the current image; queued while another answer runs; empty text does nothing. */
  ask(prompt: string): void;
  /**
   * Asks what is at a place of the current image (canvas space: 0..64 over its width and height), as `ask` does: the
   * answer is one object that covers the point, or lies in the box. Without `words` the model names it, and the turn
   * reads "the object here"; words ("the dog") say what is meant. Places off the photo are moved to its border.
   */
  askAt(place: Place<'canvas'>, words?: string): void;
  /** Stops the running answer within one step; what is drawn is kept as a draft object. */
  stop(): void;
  unqueue(turn: TurnId): void;
  retry(turn: TurnId): void;

  /** Takes back the last step; an edit that still waits for the pixel worker is the last. */
  undo(): void;
  redo(): void;
  /** Shows the stage as it was before the last step, until it is called with false; changes nothing. */
  compare(on: boolean): void;
  /** Goes to the state after `steps` undoable steps (0 is the beginning). */
  jumpTo(steps: number): void;

  select(objects: readonly ObjectId[]): void;
  selectNeighbour(step: 1 | -1): void;

  setView(patch: Partial<ViewState>): void;

  /** What the export would hold. Rejects with StudioError: `aborted`, or `format-invalid` when nothing can be written. */
  planExport(request: ExportRequest, signal?: AbortSignal): Promise<ExportPlan>;
  /** Writes the export to the downloads, or into a folder that the person chose; how far it is, is in `exporting`. */
  saveExport(request: ExportRequest, folder?: FileSystemDirectoryHandle): Promise<void>;
  cancelExport(): void;
  /** Forgets what became of the last export. */
  resetExport(): void;

  /** Looks into annotation files and zips; what is found waits in `importing` until it is applied or cancelled. */
  beginImport(files: readonly File[]): Promise<void>;
  /** Changes how the files that wait are read or applied. */
  changeImport(choice: Partial<ImportChoice>): Promise<void>;
  /** One undo step: everything that could be read, or nothing. */
  applyImport(): Promise<void>;
  cancelImport(): void;

  /** Shows a notice of the app around the studio; gives its id. */
  tell(tone: Notice['tone'], text: string, action?: Notice['action']): string;
  dismiss(notice: string): void;
  /** Tries the better device again after a fallback. */
  retryModel(): void;
  dispose(): Promise<void>;
}
